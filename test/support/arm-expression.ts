import { frameOf, TemplateScope } from '../../shared/arm/scope';
import { EvaluationBudget } from '../../shared/arm/session';
import { guarded, evaluateTree } from '../../shared/arm/tree';
import { Unknown } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';

/** Matches any unknown. */
export const unknownValue = expect.any(Unknown) as unknown as Value;

/**
 * Evaluates an expression without its brackets; `unknown` in it is a placeholder for the
 * value of a parameter that has none.
 */
export function evaluateExpression(
  expression: string,
  session = new EvaluationBudget(),
): Value {
  const template = { parameters: { it: {} } };
  const scope = new TemplateScope(template, () => undefined, session);
  const source = expression.replaceAll('unknown', "parameters('it')");
  return guarded(() => evaluateTree(`[${source}]`, frameOf(scope, session)));
}

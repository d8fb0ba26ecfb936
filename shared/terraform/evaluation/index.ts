import type { Value } from '../../model/value';
import { Unknown } from '../../model/value';
import { BoundedMap } from '../../util/bounded-map';
import { TerraformExpression, tooLarge } from '../computed';
import { parseExpression, parseTemplate } from '../hcl/expression-tree';
import { HclSyntaxError } from '../hcl/parser';
import type { ExpressionTree } from '../hcl/tree';
import type { ModuleScope } from '../scope';
import { evaluateTree } from './evaluate';

/** Evaluates the expression in `${…}`; never throws. */
export function evaluateExpression(
  expression: string,
  scope: ModuleScope,
): Value {
  return evaluate(expression, `\${${expression}}`, parseExpression, scope);
}

/** Evaluates a string with directives, `%{…}`; never throws. */
export function evaluateTemplate(template: string, scope: ModuleScope): Value {
  return evaluate(template, template, parseTemplate, scope);
}

/** Modules have the same expressions over and over, and the parser takes its time. */
const expressions = new BoundedMap<string, ExpressionTree | string>();
const templates = new BoundedMap<string, ExpressionTree | string>();

function evaluate(
  text: string,
  source: string,
  parse: (text: string) => ExpressionTree,
  scope: ModuleScope,
): Value {
  const known = parse === parseTemplate ? templates : expressions;
  let tree = known.get(text);
  if (tree === undefined) {
    tree = parseOrReason(text, parse);
    known.set(text, tree);
  }
  if (typeof tree === 'string')
    return new TerraformExpression(source, [], tree);
  const value = evaluateTree(tree, scope);
  return value instanceof Unknown || scope.holds(value) ? value : tooLarge;
}

/** The tree of an expression, or why there is none. */
function parseOrReason(
  text: string,
  parse: (text: string) => ExpressionTree,
): ExpressionTree | string {
  try {
    return parse(text);
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error();
    if (!(error instanceof HclSyntaxError)) return message;
    return `its syntax is not valid: ${message.split(';', 1)[0] ?? ''}`;
  }
}

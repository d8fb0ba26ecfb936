import type { Declaration } from '../model/declaration';
import { isUnresolved } from './exemptions';
import {
  internalErrorMessage,
  messageOf,
  reasonsOf,
} from '../messages/finding';
import type { Message } from '../messages/finding';
import { evaluateUpdate } from '../model/registry-update';
import { fieldNames } from '../model/registry';
import type { Registry } from '../model/registry';
import type { OptionValues } from '../json-schema/types';
import type { Finding, Outcome, Reason, Rule, Verdict } from '../rules/types';
import type { Unknown } from '../model/value';

/** A rule that is applied, and what its violation does. */
export interface EnabledRule {
  readonly rule: Rule;
  readonly level: Finding['level'];
}

/** What a rule makes of one declared registry, whatever the resource is called. */
export interface RuleResult extends EnabledRule {
  /** Left out where the resource could not be read. */
  readonly declaration: Declaration | undefined;
  readonly outcome: Outcome;
  readonly message: Message;
  readonly reasons: readonly Reason[];
  readonly unknowns: readonly Unknown[];
  readonly isInternalError: boolean;
}

/** What rules are applied by. */
export interface RuleEvaluationOptions {
  /** The options of rules by the rules' names, where they are not the defaults. */
  readonly ruleOptions?: Readonly<Record<string, OptionValues>>;
  /**
   * Who settles an unknown outcome and when, in the host's words: a sentence
   * that an unknown finding's message ends with.
   */
  readonly resolutionHint?: string;
}

/**
 * Applies rules to what is declared.
 *
 * @param read finds the registries
 * @returns a judgement for every rule and registry; see {@link evaluateRule}. What
 *   can't be read is a fault of every rule. Never throws.
 */
export function evaluateRules(
  enabled: readonly EnabledRule[],
  read: () => readonly Declaration[],
  options: RuleEvaluationOptions,
): RuleResult[] {
  let declarations: readonly Declaration[];
  try {
    declarations = read();
  } catch (error) {
    return enabled.map((each) => internalError(each, error));
  }
  const judgements: RuleResult[] = [];
  for (const declaration of declarations) {
    for (const each of enabled) {
      const judgement = evaluateRule(each, declaration, options);
      if (judgement !== undefined) judgements.push(judgement);
    }
  }
  return judgements;
}

/**
 * Applies a rule to one registry.
 *
 * @returns undefined if the rule has nothing to say about what is declared. A
 *   fault inside the rule is a judgement too. Never throws.
 */
export function evaluateRule(
  enabled: EnabledRule,
  declaration: Declaration,
  options: RuleEvaluationOptions,
): RuleResult | undefined {
  try {
    return tryToEvaluate(enabled, declaration, options);
  } catch (error) {
    return internalError(enabled, error, declaration);
  }
}

function tryToEvaluate(
  { rule, level }: EnabledRule,
  declaration: Declaration,
  { ruleOptions, resolutionHint: settled }: RuleEvaluationOptions,
): RuleResult | undefined {
  const judged = verdictOf(rule, declaration, ruleOptions?.[rule.name]);
  if (judged === undefined) return undefined;
  const { verdict, registry } = judged;
  const doubt =
    verdict.outcome === 'fail' ? declaration.uncertainType : undefined;
  const outcome = doubt === undefined ? verdict.outcome : 'unknown';
  const isSettled = !isUnresolved(outcome);
  return {
    rule,
    level,
    declaration,
    outcome,
    message: messageOf(rule, registry, verdict, {
      uncertainType: doubt,
      isUpdate: declaration.update !== undefined,
      notAnalyzed: declaration.notAnalyzed,
      resolutionHint: settled,
    }),
    reasons: isSettled ? none : reasonsOf(registry, verdict),
    unknowns: isSettled ? none : unknownsOf(declaration, judged),
    isInternalError: false,
  };
}

/** Of what passes there is nothing more to say: nearly everything does. */
const none: readonly never[] = [];

/** A verdict, and the registry that it is about. */
interface EvaluatedRegistry {
  readonly verdict: Verdict;
  readonly registry: Registry;
}

/** @returns undefined if the rule has nothing to say about what is declared */
function verdictOf(
  rule: Rule,
  {
    registry,
    notAnalyzed: unread,
    update: patch,
    possible,
    uncertainType: doubt,
  }: Declaration,
  options: OptionValues | undefined,
): EvaluatedRegistry | undefined {
  if (unread !== undefined) {
    return { registry, verdict: { outcome: 'unknown', waitsFor: [] } };
  }
  if (patch !== undefined)
    return evaluateUpdate(rule, registry, patch, options);
  const verdict = rule.evaluate(registry, options);
  if (verdict.outcome !== 'unknown') return { registry, verdict };
  if (possible !== undefined) {
    const worst = rule.evaluate(possible, options);
    if (worst.outcome === 'fail') return { registry: possible, verdict: worst };
  }
  return doubt !== undefined && hasNoSettings(registry)
    ? { registry, verdict: notLikeARegistry }
    : { registry, verdict };
}

/** A registry can't be created without a SKU, let alone without any setting. */
const notLikeARegistry: Verdict = {
  outcome: 'notApplicable',
  reason:
    'Its type is not known yet, and it has neither a SKU nor any other setting of a container registry.',
};

/** Every resource has a name and a location. */
function hasNoSettings({ fields }: Registry): boolean {
  return fieldNames.every(
    (name) =>
      name === 'name' ||
      name === 'location' ||
      fields[name].source.state === 'absent',
  );
}

function unknownsOf(
  { notAnalyzed: unread, uncertainType: doubt }: Declaration,
  { verdict, registry }: EvaluatedRegistry,
): Unknown[] {
  if (unread !== undefined) return [unread];
  if (verdict.outcome === 'fail' && doubt !== undefined) return [doubt];
  if (verdict.outcome !== 'unknown') return [];
  return verdict.waitsFor.flatMap((name) => {
    const { value: property } = registry.fields[name];
    return property.state === 'unknown' ? [property.unknown] : [];
  });
}

/** A fault blocks whatever the configuration says: nothing is known of the registry. */
export function internalError(
  { rule }: Pick<EnabledRule, 'rule'>,
  error: unknown,
  declaration?: Declaration,
): RuleResult {
  return {
    rule,
    level: 'mandatory',
    declaration,
    outcome: 'fail',
    message: internalErrorMessage(rule, error),
    reasons: none,
    unknowns: none,
    isInternalError: true,
  };
}

import type { Declaration } from '../model/declaration';
import { findExemption, isUnresolved } from './exemptions';
import type { Exemption } from './exemptions';
import { internalError, evaluateRules } from './judgement';
import type {
  EnabledRule,
  RuleResult,
  RuleEvaluationOptions,
} from './judgement';
import { quoteName } from '../messages/finding';
import { expiredMessage } from '../messages/exemption';
import type {
  AppliedExemption,
  Effect,
  Finding,
  Level,
  Outcome,
  Resource,
  Rule,
  UnknownHandling,
} from '../rules/types';

/** What the engine needs besides rules and resources. */
export interface EvaluateOptions extends RuleEvaluationOptions {
  /** Recorded acceptances; the first that fits a finding applies. */
  readonly exemptions?: readonly Exemption[];
  /** The levels of rules by name, where they are not the rules' own; `disabled` leaves a rule out. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** What an unknown outcome does; `warn` if left out. */
  readonly unknown?: UnknownHandling;
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/**
 * Applies rules to what one resource declares.
 *
 * @param rules the rules to apply; one whose level is `disabled` is left out
 * @param resource what is judged, for the findings
 * @param read finds the registries in the resource's properties
 * @returns a finding for every rule and registry; of a change of a registry for
 *   every rule that asks for what it sets. A fault inside a reader or a
 *   rule is a finding too: a mandatory fail that names the cause. Never throws.
 */
export function evaluate(
  rules: readonly Rule[],
  resource: Resource,
  read: () => readonly Declaration[],
  options: EvaluateOptions = {},
): Finding[] {
  const enabled = enabledRules(rules, options.levels);
  return toFindings(evaluateRules(enabled, read, options), resource, options);
}

/** The last answer: a host asks the same for every resource. */
let lastEnabled:
  | {
      readonly rules: readonly Rule[];
      readonly levels: EvaluateOptions['levels'];
      readonly enabled: readonly EnabledRule[];
    }
  | undefined;

/** The rules that are not disabled, each with its level. */
export function enabledRules(
  rules: readonly Rule[],
  levels: EvaluateOptions['levels'],
): readonly EnabledRule[] {
  if (lastEnabled?.rules !== rules || lastEnabled.levels !== levels) {
    const enabled = rules.flatMap((rule): EnabledRule[] => {
      const level = levels?.[rule.name] ?? rule.level;
      return level === 'disabled' ? [] : [{ rule, level }];
    });
    lastEnabled = { rules, levels, enabled };
  }
  return lastEnabled.enabled;
}

/**
 * Turns what was judged of a resource into its findings. The only place where
 * exemptions count.
 */
export function toFindings(
  judgements: readonly RuleResult[],
  resource: Resource,
  options: EvaluateOptions,
): Finding[] {
  let declaration: Declaration | undefined;
  let declared = resource;
  let name = quoteName(resource);
  const findings: Finding[] = [];
  for (const judgement of judgements) {
    if (judgement.declaration !== declaration) {
      declaration = judgement.declaration;
      const next = within(resource, declaration);
      if (next !== declared) name = quoteName(next);
      declared = next;
    }
    findings.push(tryToFinding(judgement, declared, name, options));
  }
  return findings;
}

function tryToFinding(
  judgement: RuleResult,
  resource: Resource,
  name: string,
  options: EvaluateOptions,
): Finding {
  try {
    return toFinding(judgement, resource, name, options);
  } catch (error) {
    return toFinding(internalError(judgement, error), resource, name, {});
  }
}

function toFinding(
  {
    rule,
    level,
    outcome,
    message,
    reasons,
    unknowns,
    isInternalError: fault,
  }: RuleResult,
  resource: Resource,
  name: string,
  options: EvaluateOptions,
): Finding {
  // What was not judged can't be accepted.
  const exemption =
    fault || !isUnresolved(outcome)
      ? null
      : findExemption(options, rule.name, resource);
  const text = message.before + name + message.after;
  return {
    rule,
    outcome,
    level,
    effect: effectOf(outcome, level, exemption, options.unknown ?? 'warn'),
    resource,
    message:
      exemption?.state === 'expired'
        ? `${text}\n${expiredMessage(exemption)}`
        : text,
    reasons,
    exemption,
    unknowns,
    isInternalError: fault,
  };
}

function effectOf(
  outcome: Outcome,
  level: Finding['level'],
  exemption: AppliedExemption | null,
  unknown: UnknownHandling,
): Effect {
  if (!isUnresolved(outcome) || exemption?.state === 'active') return 'none';
  if (outcome === 'unknown') {
    if (unknown === 'ignore') return 'none';
    if (unknown === 'warn') return 'tell';
  }
  return level === 'mandatory' ? 'block' : 'tell';
}

function within(
  resource: Resource,
  declaration: Declaration | undefined,
): Resource {
  if (declaration?.pointer === undefined) return resource;
  const { pointer: at, name, templateLocation: place } = declaration;
  const { address, aliases = [] } = resource;
  return {
    ...resource,
    address: `${address}#${at}`,
    aliases: aliases.map((alias) => `${alias}#${at}`),
    name: name ?? resource.name,
    ...(place === undefined ? {} : { place }),
  };
}

import type { Declaration } from './declaration';
import { findExemption, isOpen } from './exemptions';
import type { Exemption } from './exemptions';
import { faultMessage, messageOf, reasonsOf } from './message';
import { expiredMessage } from './notice';
import { judgePatch } from './patch';
import type { Registry } from './registry';
import type { OptionValues } from './schema';
import type {
  AppliedExemption,
  Effect,
  Finding,
  Level,
  Outcome,
  Resource,
  Rule,
  UnknownHandling,
  Verdict,
} from './types';
import type { Unknown } from './value';

/** What the engine needs besides rules and resources. */
export interface EvaluateOptions {
  /** Recorded acceptances; the first that fits a finding applies. */
  readonly exemptions?: readonly Exemption[];
  /** The levels of rules by name, where they are not the rules' own; `disabled` leaves a rule out. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** The options of rules by the rules' names, where they are not the defaults. */
  readonly ruleOptions?: Readonly<Record<string, OptionValues>>;
  /** What an unknown outcome does; `warn` if left out. */
  readonly unknown?: UnknownHandling;
  /**
   * Who settles an unknown outcome and when, in the host's words: a sentence
   * that an unknown finding's message ends with.
   */
  readonly settled?: string;
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/**
 * Applies rules to what one resource declares. The only place where a verdict
 * becomes a finding, where exemptions count and where a fault is caught.
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
  const enabled = enabledAmong(rules, options.levels);
  let declarations: readonly Declaration[];
  try {
    declarations = read();
  } catch (error) {
    return enabled.map(({ rule }) => faultOf(rule, resource, error));
  }
  const findings: Finding[] = [];
  for (const declaration of declarations) {
    const declared = within(resource, declaration);
    for (const each of enabled) {
      const finding = tryToJudge(each, declared, declaration, options);
      if (finding !== undefined) findings.push(finding);
    }
  }
  return findings;
}

function tryToJudge(
  enabled: EnabledRule,
  resource: Resource,
  declaration: Declaration,
  options: EvaluateOptions,
): Finding | undefined {
  try {
    return judge(enabled, resource, declaration, options);
  } catch (error) {
    return faultOf(enabled.rule, resource, error);
  }
}

/** The last answer: a host asks the same for every resource. */
let lastEnabled:
  | {
      readonly rules: readonly Rule[];
      readonly levels: EvaluateOptions['levels'];
      readonly enabled: readonly EnabledRule[];
    }
  | undefined;

function enabledAmong(
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

interface EnabledRule {
  readonly rule: Rule;
  readonly level: Finding['level'];
}

function judge(
  { rule, level }: EnabledRule,
  resource: Resource,
  declaration: Declaration,
  options: EvaluateOptions,
): Finding | undefined {
  const judged = verdictOf(rule, declaration, options.ruleOptions?.[rule.name]);
  if (judged === undefined) return undefined;
  const { verdict, registry } = judged;
  const doubt = verdict.outcome === 'fail' ? declaration.doubt : undefined;
  const outcome = doubt === undefined ? verdict.outcome : 'unknown';
  const message = messageOf(rule, resource, registry, verdict, {
    doubt,
    unread: declaration.unread,
    settled: options.settled,
  });
  const isSettled = !isOpen(outcome);
  const exemption = isSettled
    ? null
    : findExemption(options, rule.name, resource);
  return {
    rule,
    outcome,
    level,
    effect: effectOf(outcome, level, exemption, options.unknown ?? 'warn'),
    resource,
    message:
      exemption?.state === 'expired'
        ? `${message}\n${expiredMessage(exemption)}`
        : message,
    reasons: isSettled ? none : reasonsOf(registry, verdict),
    exemption,
    unknowns: isSettled ? none : unknownsOf(declaration, judged),
    fault: false,
  };
}

/** Of what passes there is nothing more to say: nearly everything does. */
const none: readonly never[] = [];

/** A verdict, and the registry that it is about. */
interface Judged {
  readonly verdict: Verdict;
  readonly registry: Registry;
}

/** @returns undefined if the rule has nothing to say about what is declared */
function verdictOf(
  rule: Rule,
  { registry, unread, patch }: Declaration,
  options: OptionValues | undefined,
): Judged | undefined {
  if (unread !== undefined) {
    return { registry, verdict: { outcome: 'unknown', waitsFor: [] } };
  }
  return patch === undefined
    ? { registry, verdict: rule.evaluate(registry, options) }
    : judgePatch(rule, registry, patch, options);
}

function effectOf(
  outcome: Outcome,
  level: Finding['level'],
  exemption: AppliedExemption | null,
  unknown: UnknownHandling,
): Effect {
  if (!isOpen(outcome) || exemption?.state === 'active') return 'none';
  if (outcome === 'unknown') {
    if (unknown === 'ignore') return 'none';
    if (unknown === 'warn') return 'tell';
  }
  return level === 'mandatory' ? 'block' : 'tell';
}

function unknownsOf(
  { unread, doubt }: Declaration,
  { verdict, registry }: Judged,
): Unknown[] {
  if (unread !== undefined) return [unread];
  if (verdict.outcome === 'fail' && doubt !== undefined) return [doubt];
  if (verdict.outcome !== 'unknown') return [];
  return verdict.waitsFor.flatMap((name) => {
    const { property } = registry.fields[name];
    return property.state === 'unknown' ? [property.unknown] : [];
  });
}

/** A fault blocks whatever the configuration says: nothing is known of the registry. */
function faultOf(rule: Rule, resource: Resource, error: unknown): Finding {
  return {
    rule,
    outcome: 'fail',
    level: 'mandatory',
    effect: 'block',
    resource,
    message: faultMessage(rule, resource.name, error),
    reasons: [],
    exemption: null,
    unknowns: [],
    fault: true,
  };
}

function within(
  resource: Resource,
  { at, name, place }: Declaration,
): Resource {
  if (at === undefined) return resource;
  const { address, aliases = [] } = resource;
  return {
    ...resource,
    address: `${address}#${at}`,
    aliases: aliases.map((alias) => `${alias}#${at}`),
    name: name ?? resource.name,
    ...(place === undefined ? {} : { place }),
  };
}

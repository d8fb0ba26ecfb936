import type { Declaration } from '../model/declaration';
import type { ChildKind, Kind } from '../model/kind';
import { evaluateUpdate } from './evaluate-update';
import { fieldNamesOf } from '../model/registry';
import type { Registry } from '../model/registry';
import type { Unknown } from '../model/value';
import type { OptionValues } from '../json-schema/types';
import {
  internalErrorText,
  quoteName,
  reasonsOf,
  textOf,
} from '../messages/finding';
import { addTo } from '../util/multi-map';
import type {
  Effect,
  Finding,
  Level,
  Outcome,
  Rule,
  Severity,
  UnknownHandling,
  Verdict,
} from '../rules/types';
import type { Resource } from '../model/resource';
import { findExemption, isUnresolved } from './exemptions';
import type { Exemption } from '../model/exemption';

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** The options of rules by the rules' names, where they are not the defaults. */
  readonly ruleOptions?: Readonly<Record<string, OptionValues>>;
  /**
   * Who settles an unknown outcome and when, in the host's words: a sentence
   * that an unknown finding's message ends with.
   */
  readonly resolutionHint?: string;
  /** Recorded acceptances; the first that fits a finding applies. */
  readonly exemptions?: readonly Exemption[];
  /** The levels of rules by name, where they are not the rules' own; `disabled` leaves a rule out. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** The effect of an unknown outcome; `warn` by default. */
  readonly unknown?: UnknownHandling;
  /** The lowest severity at which advisory rules block too; left out: they never do. */
  readonly failOn?: Severity;
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/** Shared by passing findings, which are the majority. */
const none: readonly never[] = [];

/** All findings on one registry, on a child of one, or on one template that is not read. */
export interface RegistryFindings {
  readonly resource: Resource;
  readonly findings: readonly Finding[];
  /** False for a child, and for a template that is not read, which may declare any number of registries. */
  readonly isRegistry: boolean;
  /** The kind of a child of a registry. */
  readonly kind?: ChildKind;
}

/**
 * Applies rules to what one resource declares.
 *
 * @param rules the rules to apply; one whose level is `disabled` is left out
 * @param resource the resource, for the findings
 * @param read finds the registries in the resource's properties
 * @returns the findings by registry and child: one for every rule of its kind, on
 *   an update of a registry one for every rule that asks for what it sets, on a
 *   template that is not read only one. A child that no rule applies to is left out. An internal error in a reader or a rule is a finding that
 *   blocks and names the cause. Never throws.
 */
export function evaluate(
  rules: readonly Rule[],
  resource: Resource,
  read: () => readonly Declaration[],
  options: EvaluateOptions = {},
): RegistryFindings[] {
  const { all, of } = enabledRules(rules, options.levels);
  if (all.length === 0) return [];
  let declarations: readonly Declaration[];
  try {
    declarations = read();
  } catch (error) {
    const subject = { resource, name: quoteName(resource) };
    const findings = all.map(({ rule }) => internalError(rule, subject, error));
    return [{ resource, findings, isRegistry: true }];
  }
  const groups: RegistryFindings[] = [];
  for (const declaration of declarations) {
    const { notAnalyzed, registry } = declaration;
    const enabled = notAnalyzed === undefined ? of(registry.kind) : all;
    if (enabled.length === 0) continue;
    const declared = within(resource, declaration);
    const subject = { resource: declared, name: quoteName(declared) };
    const findings: Finding[] = [];
    for (const each of enabled) {
      let finding: Finding | undefined;
      try {
        finding = evaluateRule(each, declaration, subject, options);
      } catch (error) {
        finding = internalError(each.rule, subject, error);
      }
      if (finding !== undefined) findings.push(finding);
    }
    if (findings.length === 0) continue;
    if (notAnalyzed !== undefined) {
      const standsFor = findings.map(({ rule }) => rule.name);
      groups.push({
        resource: declared,
        findings: [{ ...strongest(findings), standsFor }],
        isRegistry: false,
      });
    } else if (registry.kind === undefined) {
      groups.push({ resource: declared, findings, isRegistry: true });
    } else if (
      findings.some(({ outcome }) => outcome !== 'notApplicable') &&
      declaration.isPartOfOther?.() !== true
    ) {
      const { kind } = registry;
      groups.push({ resource: declared, findings, isRegistry: false, kind });
    }
  }
  return groups;
}

const effects: readonly Effect[] = ['block', 'warn', 'none'];

/** The finding with the strongest effect; of several one of a mandatory rule. */
function strongest(findings: readonly Finding[]): Finding {
  const rank = ({ effect, level }: Finding) =>
    2 * effects.indexOf(effect) + (level === 'mandatory' ? 0 : 1);
  return findings.reduce((best, each) =>
    rank(each) < rank(best) ? each : best,
  );
}

/** A rule that is applied, and what its violation does. */
interface EnabledRule {
  readonly rule: Rule;
  readonly level: Finding['level'];
}

/** The resource of findings, with its name for messages. */
interface Subject {
  readonly resource: Resource;
  readonly name: string;
}

/** The rules that are not disabled, each with its level. */
interface EnabledRules {
  readonly all: readonly EnabledRule[];
  /** Those that evaluate a kind of child; without a kind those that evaluate registries. */
  readonly of: (kind: ChildKind | undefined) => readonly EnabledRule[];
}

/** The last answer: a host asks the same for every resource. */
let lastEnabled:
  | {
      readonly rules: readonly Rule[];
      readonly levels: EvaluateOptions['levels'];
      readonly enabled: EnabledRules;
    }
  | undefined;

function enabledRules(
  rules: readonly Rule[],
  levels: EvaluateOptions['levels'],
): EnabledRules {
  if (lastEnabled?.rules !== rules || lastEnabled.levels !== levels) {
    const all = rules.flatMap((rule): EnabledRule[] => {
      const level = levels?.[rule.name] ?? rule.level;
      return level === 'disabled' ? [] : [{ rule, level }];
    });
    const byKind = new Map<Kind, EnabledRule[]>();
    for (const each of all) {
      for (const kind of each.rule.kinds ?? registriesOnly) {
        addTo(byKind, kind, each);
      }
    }
    const of = (kind: Kind = 'registry') => byKind.get(kind) ?? none;
    lastEnabled = { rules, levels, enabled: { all, of } };
  }
  return lastEnabled.enabled;
}

const registriesOnly: readonly Kind[] = ['registry'];

/**
 * Applies a rule to one registry. The only place where exemptions count.
 *
 * @returns undefined if the rule does not apply to the declaration
 */
function evaluateRule(
  { rule, level }: EnabledRule,
  declaration: Declaration,
  { resource, name }: Subject,
  options: EvaluateOptions,
): Finding | undefined {
  const evaluated = verdictOf(
    rule,
    declaration,
    options.ruleOptions?.[rule.name],
  );
  if (evaluated === undefined) return undefined;
  const { verdict, registry } = evaluated;
  const uncertainType =
    verdict.outcome === 'fail' ? declaration.uncertainType : undefined;
  const outcome = uncertainType === undefined ? verdict.outcome : 'unknown';
  const isUnsettled = isUnresolved(outcome);
  const exemption = isUnsettled
    ? findExemption(options, rule.name, resource, registry)
    : null;
  return {
    rule,
    outcome,
    level,
    effect:
      !isUnsettled || exemption?.state === 'active'
        ? 'none'
        : effectOf(outcome, level, rule.severity, options),
    resource,
    ...textOf(rule, registry, verdict, name, {
      uncertainType,
      isUpdate: declaration.update !== undefined,
      notAnalyzed: declaration.notAnalyzed,
      resolutionHint: options.resolutionHint,
      exemption,
    }),
    reasons: isUnsettled ? reasonsOf(registry, verdict) : none,
    exemption,
    unknowns: isUnsettled ? unknownsOf(declaration, evaluated) : none,
    isInternalError: false,
    registry,
  };
}

/** An internal error always blocks, because the state of the registry is unknown. */
function internalError(
  rule: Rule,
  { resource, name }: Subject,
  error: unknown,
): Finding {
  return {
    rule,
    outcome: 'fail',
    level: 'mandatory',
    effect: 'block',
    resource,
    ...internalErrorText(rule, name, error),
    reasons: none,
    // What was not evaluated can't be accepted.
    exemption: null,
    unknowns: none,
    isInternalError: true,
  };
}

/** A verdict, and the registry that it is about. */
interface EvaluatedRegistry {
  readonly verdict: Verdict;
  readonly registry: Registry;
}

/** @returns undefined if the rule does not apply to the declaration */
function verdictOf(
  rule: Rule,
  { registry, notAnalyzed, update, possible, uncertainType }: Declaration,
  options: OptionValues | undefined,
): EvaluatedRegistry | undefined {
  if (notAnalyzed !== undefined) {
    return { registry, verdict: { outcome: 'unknown', waitsFor: [] } };
  }
  if (update !== undefined)
    return evaluateUpdate(rule, registry, update, options);
  const verdict = rule.evaluate(registry, options);
  if (verdict.outcome !== 'unknown') return { registry, verdict };
  if (possible !== undefined) {
    const worst = rule.evaluate(possible, options);
    if (worst.outcome === 'fail') return { registry: possible, verdict: worst };
  }
  return uncertainType !== undefined && hasNoSettings(registry)
    ? { registry, verdict: notLikeARegistry }
    : { registry, verdict };
}

/** A registry can't be created without a SKU, let alone without any setting; nor can its children. */
const notLikeARegistry: Verdict = {
  outcome: 'notApplicable',
  reason:
    'Its type is not known yet, and it has neither a SKU nor any other setting of a container registry.',
};

/** Every resource has a name and a location. */
function hasNoSettings({ kind, fields }: Registry): boolean {
  return fieldNamesOf(kind).every(
    (name) =>
      name === 'name' ||
      name === 'location' ||
      fields[name].source.state === 'absent',
  );
}

function unknownsOf(
  { notAnalyzed, uncertainType }: Declaration,
  { verdict, registry }: EvaluatedRegistry,
): Unknown[] {
  if (notAnalyzed !== undefined) return [notAnalyzed];
  if (verdict.outcome === 'fail' && uncertainType !== undefined)
    return [uncertainType];
  if (verdict.outcome !== 'unknown') return [];
  return verdict.waitsFor.flatMap((name) => {
    const { value: property } = registry.fields[name];
    return property.state === 'unknown' ? [property.unknown] : [];
  });
}

const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** The effect of a violation or an unknown outcome without an exemption. */
function effectOf(
  outcome: Outcome,
  level: Finding['level'],
  severity: Severity,
  { unknown = 'warn', failOn }: EvaluateOptions,
): Effect {
  if (outcome === 'unknown') {
    if (unknown === 'ignore') return 'none';
    if (unknown === 'warn') return 'warn';
  }
  const isSevere =
    failOn !== undefined &&
    severities.indexOf(severity) >= severities.indexOf(failOn);
  return level === 'mandatory' || isSevere ? 'block' : 'warn';
}

function within(resource: Resource, declaration: Declaration): Resource {
  const { pointer, name, templateLocation, registry } = declaration;
  const { kind } = registry;
  if (pointer === undefined) {
    return kind === undefined ? resource : { ...resource, kind };
  }
  const { address, aliases = [] } = resource;
  return {
    ...resource,
    ...(kind === undefined ? {} : { kind }),
    address: `${address}#${pointer}`,
    aliases: aliases.map((alias) => `${alias}#${pointer}`),
    name: name ?? resource.name,
    ...(templateLocation === undefined ? {} : { place: templateLocation }),
  };
}

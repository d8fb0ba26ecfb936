import { addTo } from '../util/multi-map';
import { describeField, hasSensitiveValue } from './describe-field';
import type { FieldAssignment, FieldName, Registry } from '../model/registry';
import { fixValueOf } from '../rules/utils/conditions';
import type { AppliedExemption } from '../model/exemption';
import type { Condition, Finding, Reason, Rule, Verdict } from '../rules/types';
import type { Resource } from '../model/resource';
import { namesOfKind } from '../model/kind';
import { UnknownHere } from '../model/value';
import type { Unknown } from '../model/value';
import { escapeControlCharacters } from './escape';
import { inactiveMessage } from './exemption';
import { subjectOf } from './subject';

/** Lists what each field is and what would satisfy the rule, in the author's vocabulary. */
export function reasonsOf(registry: Registry, verdict: Verdict): Reason[] {
  switch (verdict.outcome) {
    case 'fail':
      return verdict.expected.map((wanted) => ({
        path: registry.vocabulary.path(wanted.field),
        actual: describeField(registry, wanted.field),
        expected: describeCondition(registry, wanted),
      }));
    case 'unknown':
      return verdict.waitsFor.map((field) => ({
        path: registry.vocabulary.path(field),
        actual: describeField(registry, field),
        expected: 'a known value',
      }));
    case 'pass':
    case 'notApplicable':
      return [];
  }
}

/** Details of an outcome that change its message. */
interface Details {
  /** The unknown type, if a failing resource may not be a registry. */
  readonly uncertainType?: Unknown | undefined;
  /** True for an update of a registry. */
  readonly isUpdate?: boolean;
  /** Why what may declare any number of registries is not read. */
  readonly notAnalyzed?: Unknown | undefined;
  /** Who settles an unknown outcome and when, as a sentence. */
  readonly resolutionHint?: string | undefined;
  /** The exemption of the finding, if it has one. */
  readonly exemption?: AppliedExemption | null;
}

/** The texts of a finding. */
export type FindingText = Pick<
  Finding,
  'found' | 'observed' | 'message' | 'nextStep'
>;

/**
 * Writes the message of a finding: what was found, what to do, where to read more.
 *
 * @param name the resource's, as {@link quoteName} writes it
 */
export function textOf(
  rule: Rule,
  registry: Registry,
  verdict: Verdict,
  name: string,
  details: Details = {},
): FindingText {
  const { exemption, notAnalyzed } = details;
  const observed = describeObserved(registry, verdict, details);
  const found = describeVerdict(
    rule,
    registry,
    verdict,
    name,
    details,
    observed,
  );
  const note =
    exemption === undefined ||
    exemption === null ||
    exemption.state === 'active'
      ? ''
      : ` ${inactiveMessage(exemption)}`;
  const isSettled =
    verdict.outcome === 'pass' || verdict.outcome === 'notApplicable';
  return joinText(
    `${found}${note}`,
    observed,
    isSettled ? null : nextStepText(registry, verdict, details),
    isSettled || notAnalyzed !== undefined ? undefined : readMore(rule),
  );
}

/** Joins the lines of a message. */
export function joinText(
  found: string,
  observed: string,
  nextStep: string | null,
  more?: string,
): FindingText {
  const lines = [found, nextStep, more];
  return {
    found,
    observed,
    nextStep,
    message: lines.filter((line) => typeof line === 'string').join('\n'),
  };
}

/** Adds a sentence to the first line. */
export function withNote(
  { found, message, ...text }: FindingText,
  note: string,
): FindingText {
  const noted = `${found} ${note}`;
  return {
    ...text,
    found: noted,
    message: noted + message.slice(found.length),
  };
}

/** Names the rule and its page. The command explains the rules of this package only. */
function readMore({ name, url }: Rule): string {
  return name.startsWith('Azure.')
    ? `More: acr-policy explain ${name}, or ${url}`
    : `More: ${name}, ${url}`;
}

/** Describes the values that a verdict rests on, as part of a sentence; empty if it is settled. */
function describeObserved(
  registry: Registry,
  verdict: Verdict,
  { uncertainType, notAnalyzed }: Details,
): string {
  if (notAnalyzed !== undefined) {
    return `may deploy container registries that can't be checked here: ${escapeControlCharacters(notAnalyzed.reason)}`;
  }
  if (uncertainType !== undefined) {
    return `its type is unknown (${escapeControlCharacters(uncertainType.reason)})`;
  }
  switch (verdict.outcome) {
    case 'pass':
    case 'notApplicable':
      return '';
    case 'unknown':
      return describeFields(registry, verdict.waitsFor);
    case 'fail':
      return describeViolations(registry, verdict.expected);
  }
}

function describeVerdict(
  rule: Rule,
  registry: Registry,
  verdict: Verdict,
  name: string,
  { uncertainType, isUpdate = false, notAnalyzed }: Details,
  observed: string,
): string {
  if (notAnalyzed !== undefined) {
    return `Resource ${name} ${observed}.`;
  }
  if (uncertainType !== undefined) {
    const { singular } = namesOfKind(registry.kind ?? 'registry');
    const object =
      registry.kind === undefined
        ? `a ${singular}`
        : `a ${singular} of a container registry`;
    return isUpdate
      ? `Resource ${name} may update ${object} (${escapeControlCharacters(uncertainType.reason)}). If it does, the ${registry.kind === undefined ? 'registry' : singular} ${rule.violation}.`
      : `Resource ${name} may be ${object}: ${observed}. If it is one, it ${rule.violation}.`;
  }
  const subject = subjectOf(registry, name);
  switch (verdict.outcome) {
    case 'pass':
      return `${subject} complies.`;
    case 'notApplicable':
      return `${subject} is not checked: ${verdict.reason}`;
    case 'unknown':
      return `${subject} can't be checked yet: ${observed}.`;
    case 'fail':
      return `${subject} ${rule.violation}: ${observed}.`;
  }
}

function nextStepText(
  registry: Registry,
  verdict: Verdict,
  {
    uncertainType,
    notAnalyzed,
    resolutionHint = 'It is checked where the value is known: in a plan, or in what is deployed.',
  }: Details,
): string {
  if (notAnalyzed !== undefined) {
    return 'Check the template that it deploys: acr-policy check TEMPLATE';
  }
  if (uncertainType !== undefined) return resolutionHint;
  if (verdict.outcome === 'fail') {
    return fixOf(registry, verdict.expected, verdict.need);
  }
  return verdict.outcome === 'unknown'
    ? (nextStepOf(registry, verdict.waitsFor) ?? resolutionHint)
    : resolutionHint;
}

/** The next step for a value that the host can't know. */
function nextStepOf(
  { fields }: Registry,
  waitsFor: readonly FieldName[],
): string | undefined {
  for (const name of waitsFor) {
    const { value: property } = fields[name];
    if (
      property.state === 'unknown' &&
      property.unknown instanceof UnknownHere
    ) {
      return property.unknown.nextStep;
    }
  }
  return undefined;
}

/** A resource's name in a message, with the nested deployments of a template that lead to it. */
export function quoteName({
  name,
  place,
}: Pick<Resource, 'name' | 'place'>): string {
  const deployments = place?.deployments ?? [];
  if (deployments.length === 0) return `"${escapeControlCharacters(name)}"`;
  const chain = deployments
    .map((deployment) => `"${escapeControlCharacters(deployment)}"`)
    .join(' > ');
  return `"${escapeControlCharacters(name)}" (deployed by ${chain})`;
}

/** The change that satisfies the rule, ready to paste where one value does. */
function fixOf(
  { fields, vocabulary }: Registry,
  expected: readonly Condition[],
  need: 'any' | 'all',
): string {
  const values: FieldAssignment[] = [];
  const steps: string[] = [];
  for (const wanted of expected) {
    const value = fixValueOf(wanted);
    if (value !== undefined) values.push([wanted.field, value]);
    else if ('must' in wanted && wanted.fix !== undefined) {
      steps.push(wanted.fix);
    } else steps.push(`${vocabulary.path(wanted.field)} ${demandOf(wanted)}`);
  }
  if (values.length > 0) {
    const set =
      need === 'all'
        ? joinWith('and', vocabulary.assignments(values))
        : joinWith(
            'or',
            values.map((each) => vocabulary.assignment(...each)),
          );
    steps.unshift(`set ${set}`);
  }
  const versions = expected.flatMap(
    ({ field }) => fields[field].neededVersion ?? [],
  );
  const providers = expected.flatMap(
    ({ field }) => fields[field].neededProvider ?? [],
  );
  if (providers.length > 0) {
    const needed = [...new Set(providers)].join(' and ');
    steps.push(`this needs ${needed} or later`);
  }
  if (versions.length > 0) {
    steps.unshift(`use API version ${[...new Set(versions)].join(' and ')}`);
  }
  // A block of HCL has several lines.
  return `Fix: ${steps.join('; ')}.`
    .split('\n')
    .map(escapeControlCharacters)
    .join('\n');
}

function describeCondition(
  { vocabulary }: Registry,
  wanted: Condition,
): string {
  return 'value' in wanted
    ? vocabulary.value(wanted.field, wanted.value)
    : demandOf(wanted);
}

function demandOf(wanted: Condition): string {
  if ('must' in wanted) return `must ${wanted.must}`;
  return 'atLeast' in wanted
    ? `must be at least ${wanted.atLeast}`
    : `must be ${String(wanted.value)}`;
}

/** Describes what violates a condition, if the condition has words of its own for it. */
function foundText(
  registry: Registry,
  condition: Condition,
): string | undefined {
  if (!('must' in condition) || condition.found === undefined) return undefined;
  return hasSensitiveValue(registry, condition.field)
    ? undefined
    : condition.found(registry.fields);
}

function describeViolations(
  registry: Registry,
  violated: readonly Condition[],
): string {
  const texts = violated.map((condition) => {
    const path = registry.vocabulary.path(condition.field);
    const found = foundText(registry, condition);
    return `${path} ${found ?? `is ${describeField(registry, condition.field)}`}`;
  });
  return escapeControlCharacters(joinWith('and', [...new Set(texts)]));
}

/**
 * Writes the message of a finding for an internal error.
 *
 * @param name the resource's, as {@link quoteName} writes it
 */
export function internalErrorText(
  rule: Rule,
  name: string,
  error: unknown,
): FindingText {
  const cause =
    error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const owner = rule.name.startsWith('Azure.')
    ? 'azure-acr-policy-pack'
    : 'this rule';
  const observed = escapeControlCharacters(cause);
  return joinText(
    `${rule.name} failed on container registry ${name}: ${observed}`,
    observed,
    `This is a bug in ${owner}, not in your code. The deployment is blocked because the registry could not be checked.`,
  );
}

/** Describes fields; those that are unknown for one reason together. */
function describeFields(
  registry: Registry,
  names: readonly FieldName[],
): string {
  const byReason = new Map<string, string[]>();
  const texts = names.flatMap((name) => {
    const path = registry.vocabulary.path(name);
    const { source } = registry.fields[name];
    if (source.state !== 'unknown') {
      return [`${path} is ${describeField(registry, name)}`];
    }
    const { reason } = source.unknown;
    addTo(byReason, reason, path);
    return [];
  });
  const unknown = [...byReason].map(([reason, all]) => {
    const paths = [...new Set(all)];
    const [path = ''] = paths;
    // A host may name the property in its reason.
    const isOwn = paths.length === 1 && reason.startsWith(`${path} `);
    const why = isOwn ? `it${reason.slice(path.length)}` : reason;
    return `${listNames(paths)} ${paths.length > 1 ? 'are' : 'is'} unknown (${why})`;
  });
  // A rule may ask the same property twice, and a dialect spell two by one.
  return escapeControlCharacters(
    joinWith('and', [...new Set([...texts, ...unknown])]),
  );
}

function listNames(names: readonly string[]): string {
  return names.length === 2 ? names.join(' and ') : joinWith('and', names);
}

function joinWith(conjunction: string, parts: readonly string[]): string {
  return parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')}, ${conjunction} ${parts.at(-1)}`;
}

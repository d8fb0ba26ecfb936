import { describeField } from './describe-field';
import type { FieldAssignment, FieldName, Registry } from '../model/registry';
import { fixValueOf } from '../rules/utils/conditions';
import type {
  Condition,
  Reason,
  Resource,
  Rule,
  Verdict,
} from '../rules/types';
import { UnknownHere } from '../model/value';
import type { Unknown } from '../model/value';
import { escapeControlCharacters } from './escape';

/** Says what each field was and what would satisfy the rule, in the author's words. */
export function reasonsOf(registry: Registry, verdict: Verdict): Reason[] {
  switch (verdict.outcome) {
    case 'fail':
      return verdict.expected.map((wanted) => ({
        path: registry.vocabulary.path(wanted.field),
        actual:
          foundText(registry, wanted) ?? describeField(registry, wanted.field),
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

/** What a message says of an unknown outcome. */
interface UnknownDetails {
  /** What is not known, where a resource that fails may be no registry. */
  readonly uncertainType?: Unknown | undefined;
  /** What is evaluated is an update of a registry. */
  readonly isUpdate?: boolean;
  /** Why what may declare any number of registries is not read. */
  readonly notAnalyzed?: Unknown | undefined;
  /** Who settles the outcome and when, as a sentence. */
  readonly resolutionHint?: string | undefined;
}

/**
 * The text of a finding: what is observed, what to do, where to read on.
 *
 * @param name the resource's, as {@link quoteName} writes it
 */
export function messageOf(
  rule: Rule,
  registry: Registry,
  verdict: Verdict,
  name: string,
  {
    uncertainType,
    isUpdate = false,
    notAnalyzed,
    resolutionHint = 'It is judged where the value is known: in a plan, or in what is deployed.',
  }: UnknownDetails = {},
): string {
  if (notAnalyzed !== undefined) {
    return (
      `Resource ${name} may deploy container registries that can't be judged here: ${escapeControlCharacters(notAnalyzed.reason)}. (${rule.name})\n` +
      'Check the template that it deploys on its own.'
    );
  }
  if (uncertainType !== undefined) {
    const reason = escapeControlCharacters(uncertainType.reason);
    const [what, condition] = isUpdate
      ? [`update a container registry (${reason})`, 'If it does, the registry']
      : [
          `be a container registry: its type is not known yet (${reason})`,
          'If it is one, it',
        ];
    return (
      `Resource ${name} may ${what}. (${rule.name})\n` +
      `${condition} ${rule.violation}. ${resolutionHint}`
    );
  }
  return `Container registry ${name} ${saidOf(rule, registry, verdict, resolutionHint)}`;
}

function saidOf(
  rule: Rule,
  registry: Registry,
  verdict: Verdict,
  settled: string,
): string {
  switch (verdict.outcome) {
    case 'pass':
      return `complies. (${rule.name})`;
    case 'notApplicable':
      return `is not judged: ${verdict.reason} (${rule.name})`;
    case 'unknown':
      return `can't be judged yet: ${describeFields(registry, verdict.waitsFor)}. (${rule.name})\n${nextStepOf(registry, verdict.waitsFor) ?? settled}`;
    case 'fail': {
      return (
        `${rule.violation}: ${describeViolations(registry, verdict.expected)}. (${rule.name})\n` +
        `${fixOf(registry, verdict.expected, verdict.need)}\n` +
        `${rule.recommendation}\n${rule.url}`
      );
    }
  }
}

/** What to do about a value that the host never gets to know. */
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
    else steps.push(`${vocabulary.path(wanted.field)} ${demandOf(wanted)}`);
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
  { fields }: Registry,
  condition: Condition,
): string | undefined {
  return 'must' in condition ? condition.found?.(fields) : undefined;
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
 * The text of a finding for an error of our own.
 *
 * @param name the resource's, as {@link quoteName} writes it
 */
export function internalErrorMessage(
  rule: Rule,
  name: string,
  error: unknown,
): string {
  const cause =
    error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (
    `${rule.name} failed on container registry ${name}: ${escapeControlCharacters(cause)}\n` +
    'This is a fault of the policy, not of your code. It blocks, because a registry that was not judged must not pass.'
  );
}

function describeFields(
  registry: Registry,
  names: readonly FieldName[],
): string {
  const said = names.map(
    (name) =>
      `${registry.vocabulary.path(name)} is ${describeField(registry, name)}`,
  );
  // A rule may ask the same property twice, and a surface spell two by one.
  return escapeControlCharacters(joinWith('and', [...new Set(said)]));
}

function joinWith(conjunction: string, parts: readonly string[]): string {
  return parts.length < 2
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')}, ${conjunction} ${parts.at(-1)}`;
}

import { allOf, anyOf, equals } from '../../model/kleene';
import type { Ternary } from '../../model/kleene';
import { factsOf } from '../../model/registry';
import type { FieldName, Registry, Scalar } from '../../model/registry';
import { isEmptyList, isSameText, textOf } from '../../model/value';
import type { FieldValue } from '../../model/value';
import type { Selector } from './selectors';
import type { Condition, Verdict } from '../types';

/**
 * Evaluates a registry that must meet one of several conditions, in Kleene's
 * logic: a met one passes whatever else is unknown, and whatever the selector
 * answers for an unknown value.
 *
 * @param selector the registries that the rule applies to
 * @param expected conditions, each of which is enough
 */
export function requireAny(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
): Verdict {
  return decide(registry, selector, expected, 'any');
}

/** Evaluates a registry that must meet all of several conditions; see {@link requireAny}. */
export function requireAll(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
): Verdict {
  return decide(registry, selector, expected, 'all');
}

/** The value that a fix writes to meet a condition; undefined if words must do. */
export function fixValueOf(condition: Condition): Scalar | undefined {
  if ('value' in condition) return condition.value;
  return 'atLeast' in condition ? condition.atLeast : condition.example;
}

function decide(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
  need: 'any' | 'all',
): Verdict {
  const applies = selector.select(registry);
  if (applies === 'no') {
    const fields = expected.map(({ field }) => field);
    const refused = refusalOf(registry, [...selector.fields, ...fields]);
    return {
      outcome: 'notApplicable',
      reason: [selector.otherwise, ...refused].join(' '),
    };
  }
  const missing = unsupportedAmong(registry, expected);
  if (missing !== undefined) {
    return { outcome: 'notApplicable', reason: unsupportedReason(missing) };
  }
  const answers = expected.map((each) => meets(registry, each));
  const met = need === 'any' ? anyOf(...answers) : allOf(...answers);
  if (met === 'yes') return { outcome: 'pass' };
  const answered = (answer: Ternary) =>
    expected.filter((_, index) => answers[index] === answer);
  if (applies === 'yes' && met === 'no') {
    return { outcome: 'fail', expected: answered('no'), need };
  }
  const waitsFor = new Set([
    ...(applies === 'unknown' ? unknownAmong(registry, selector.fields) : []),
    ...answered('unknown').flatMap((each) => waitingOf(registry, each)),
  ]);
  return { outcome: 'unknown', waitsFor: [...waitsFor] };
}

function meets(registry: Registry, condition: Condition): Ternary {
  const { value: property } = registry.fields[condition.field];
  if ('must' in condition) {
    return condition.meets?.(registry.fields) ?? isSet(property);
  }
  if ('atLeast' in condition) return isAtLeast(property, condition.atLeast);
  return isMetByDefault(condition) && property.state === 'absent'
    ? 'yes'
    : equals(property, condition.value);
}

function isMetByDefault(condition: Condition): boolean {
  return (
    'value' in condition && factsOf(condition.field).default === condition.value
  );
}

function isAtLeast(property: FieldValue, minimum: number): Ternary {
  if (property.state === 'unknown') return 'unknown';
  return property.state === 'known' &&
    typeof property.value === 'number' &&
    property.value >= minimum
    ? 'yes'
    : 'no';
}

function isSet({ state }: FieldValue): Ternary {
  if (state === 'unknown') return 'unknown';
  return state === 'known' ? 'yes' : 'no';
}

/** Among several conditions one that Azure's default meets asks nothing of what lacks the field. */
function unsupportedAmong(
  { fields }: Registry,
  expected: readonly Condition[],
): FieldName | undefined {
  return expected.find(
    (condition) =>
      fields[condition.field].unsupported === true &&
      (expected.length === 1 || !isMetByDefault(condition)),
  )?.field;
}

function unsupportedReason(field: FieldName): string {
  return field === 'replicaLocations'
    ? 'Replications are resources of their own here.'
    : `A registry that is declared this way has no setting for ${field}.`;
}

/** The fields that an unknown answer waits for; the field itself if only a member of its array is unknown. */
function waitingOf(registry: Registry, condition: Condition): FieldName[] {
  const reads = 'must' in condition ? (condition.reads ?? []) : [];
  const unknown = unknownAmong(registry, [...reads, condition.field]);
  return unknown.length > 0 ? unknown : [condition.field];
}

function unknownAmong(
  registry: Registry,
  names: readonly FieldName[],
): FieldName[] {
  return [...new Set(names)].filter(
    (name) => registry.fields[name].value.state === 'unknown',
  );
}

/** Names what is set and refused by Azure with the registry's SKU, as a sentence. */
function refusalOf(
  { fields, vocabulary }: Registry,
  names: readonly FieldName[],
): string[] {
  const sku = textOf(fields.skuName.value);
  if (sku === undefined) return [];
  const refused = [...new Set(names)].filter((name) => {
    const { skus, default: fallback } = factsOf(name);
    const { value: property } = fields[name];
    return (
      skus?.every((each) => !isSameText(each, sku)) === true &&
      property.state === 'known' &&
      !isEmptyList(property) &&
      (fallback === undefined || equals(property, fallback) === 'no')
    );
  });
  if (refused.length === 0) return [];
  const paths = new Set(refused.map((name) => vocabulary.path(name)));
  return [`Azure refuses ${[...paths].join(', ')} on ${sku}.`];
}

import { allOf, anyOf, equals } from '../../model/kleene';
import type { Ternary } from '../../model/kleene';
import type { FieldName, Registry } from '../../model/registry';
import type { FieldValue } from '../../model/value';
import type { Selector } from './selectors';
import type { Condition, Verdict } from '../types';

/**
 * Judges a registry that must meet one of several expectations, in Kleene's
 * logic: a met one passes whatever else is unknown, and whatever the selector
 * says of a value that is not known yet.
 *
 * @param selector which registries the rule applies to
 * @param expected each would satisfy the rule on its own
 */
export function requireAny(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
): Verdict {
  return decide(registry, selector, expected, 'any');
}

/**
 * Judges a registry that must meet all of several expectations; see
 * {@link requireAny}.
 */
export function requireAll(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
): Verdict {
  return decide(registry, selector, expected, 'all');
}

function decide(
  registry: Registry,
  selector: Selector,
  expected: readonly Condition[],
  need: 'any' | 'all',
): Verdict {
  const applies = selector.select(registry);
  if (applies === 'no') {
    return { outcome: 'notApplicable', reason: selector.otherwise };
  }
  const missing = inexpressibleAmong(registry, expected);
  if (missing !== undefined) {
    return {
      outcome: 'notApplicable',
      reason: `A registry that is declared this way has no setting for ${missing}.`,
    };
  }
  const answers = expected.map((each) => meets(registry, each));
  const met = need === 'any' ? anyOf(...answers) : allOf(...answers);
  if (met === 'yes') return { outcome: 'pass' };
  if (applies === 'yes' && met === 'no') {
    const unmet = expected.filter((_, index) => answers[index] === 'no');
    return { outcome: 'fail', expected: unmet, need };
  }
  const relevant = [
    ...(applies === 'unknown' ? selector.fields : []),
    ...expected.map(({ field }) => field),
  ];
  return { outcome: 'unknown', waitsFor: unknownAmong(registry, relevant) };
}

function meets(registry: Registry, condition: Condition): Ternary {
  const { value: property } = registry.fields[condition.field];
  // What a demand asks in words, any value is taken to meet here.
  if ('must' in condition) return isSet(property);
  if ('atLeast' in condition) return isAtLeast(property, condition.atLeast);
  return condition.isDefault === true && property.state === 'absent'
    ? 'yes'
    : equals(property, condition.value);
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

function inexpressibleAmong(
  { fields }: Registry,
  expected: readonly Condition[],
): FieldName | undefined {
  for (const { field } of expected) {
    if (fields[field].unsupported === true) return field;
  }
  return undefined;
}

function unknownAmong(
  registry: Registry,
  names: readonly FieldName[],
): FieldName[] {
  return [...new Set(names)].filter(
    (name) => registry.fields[name].value.state === 'unknown',
  );
}

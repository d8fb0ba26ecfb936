import { isList, isSameText } from './value';
import type { Scalar } from './registry';
import type { FieldValue, Value } from './value';

/** The result of a condition in Kleene's three-valued logic. */
export type Ternary = 'yes' | 'no' | 'unknown';

/** Yes if one answer is yes, else unknown if one is unknown, else no. */
export function anyOf(...answers: readonly Ternary[]): Ternary {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

/** The conjunction: no if any answer is no, else unknown if any is unknown, else yes. */
export function allOf(...answers: readonly Ternary[]): Ternary {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

/** Yes for no, no for yes, unknown for unknown. */
export function negate(answer: Ternary): Ternary {
  if (answer === 'unknown') return 'unknown';
  return answer === 'yes' ? 'no' : 'yes';
}

/**
 * Compares a property with one of Azure's values, case-insensitively and without
 * trimming. A value of a wrong type equals nothing.
 */
export function equals(property: FieldValue, expected: Scalar): Ternary {
  switch (property.state) {
    case 'absent':
      return 'no';
    case 'unknown':
      return 'unknown';
    case 'known':
      return isSame(property.value, expected) ? 'yes' : 'no';
  }
}

function isSame(value: Value, expected: Scalar): boolean {
  return typeof value === 'string' && typeof expected === 'string'
    ? isSameText(value, expected)
    : value === expected;
}

/**
 * As {@link equals}, but a duplicate key (an array) equals any of its values. For
 * selectors, where "yes" means that the rule applies.
 */
export function mayEqual(property: FieldValue, expected: string): Ternary {
  if (property.state !== 'known' || !isList(property.value)) {
    return equals(property, expected);
  }
  return anyOf(
    ...property.value.map((value) =>
      equals({ state: 'known', value }, expected),
    ),
  );
}

import { allOf, anyOf, equals } from './ternary';
import type { Ternary } from './ternary';
import type { FieldName, Registry } from './registry';
import type { Selector } from './selectors';
import type { Expectation, Verdict } from './types';

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
  expected: readonly Expectation[],
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
  expected: readonly Expectation[],
): Verdict {
  return decide(registry, selector, expected, 'all');
}

function decide(
  registry: Registry,
  selector: Selector,
  expected: readonly Expectation[],
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
      reason: `This way to declare a registry has no word for ${missing}.`,
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

function meets(registry: Registry, expectation: Expectation): Ternary {
  const { property } = registry.fields[expectation.field];
  return expectation.isDefault === true && property.state === 'absent'
    ? 'yes'
    : equals(property, expectation.value);
}

function inexpressibleAmong(
  { fields }: Registry,
  expected: readonly Expectation[],
): FieldName | undefined {
  return expected.find(({ field }) => fields[field].inexpressible === true)
    ?.field;
}

function unknownAmong(
  registry: Registry,
  names: readonly FieldName[],
): FieldName[] {
  return [...new Set(names)].filter(
    (name) => registry.fields[name].property.state === 'unknown',
  );
}

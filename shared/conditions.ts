import { anyOf, equals } from './ternary';
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
  const applies = selector.select(registry);
  if (applies === 'no') {
    return { outcome: 'notApplicable', reason: selector.otherwise };
  }
  const met = anyOf(
    ...expected.map(({ field, value }) =>
      equals(registry.fields[field].property, value),
    ),
  );
  if (met === 'yes') return { outcome: 'pass' };
  if (applies === 'yes' && met === 'no') return { outcome: 'fail', expected };
  const relevant = [
    ...(applies === 'unknown' ? selector.fields : []),
    ...expected.map(({ field }) => field),
  ];
  return { outcome: 'unknown', waitsFor: unknownAmong(registry, relevant) };
}

function unknownAmong(
  registry: Registry,
  names: readonly FieldName[],
): FieldName[] {
  return names.filter(
    (name) => registry.fields[name].property.state === 'unknown',
  );
}

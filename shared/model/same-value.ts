import { Budget } from '../util/budget';
import { Unknown, isList, isObject } from './value';
import type { Value } from './value';

/** Deeper than any property of a registry, and less than the stack allows. */
const comparisonSteps = 2_000;

/**
 * Returns whether two values are certainly the same: not if they contain an
 * unknown, or if they are too large to compare.
 */
export function isSameValue(a: Value, b: Value): boolean {
  return isSame(a, b, new Budget(comparisonSteps));
}

function isSame(a: Value, b: Value, budget: Budget): boolean {
  if (!budget.take(1) || a instanceof Unknown) return false;
  if (isList(a)) {
    return (
      isList(b) &&
      a.length === b.length &&
      a.every((member, index) => isSame(member, b[index] as Value, budget))
    );
  }
  if (isObject(a)) {
    if (!isObject(b)) return false;
    const names = Object.keys(a);
    return (
      budget.take(names.length) &&
      names.length === Object.keys(b).length &&
      names.every(
        (name) =>
          Object.hasOwn(b, name) &&
          isSame(a[name] as Value, b[name] as Value, budget),
      )
    );
  }
  return a === b;
}

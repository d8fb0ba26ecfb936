import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';

/** Replaces a value that costs too much to evaluate. */
export const tooLarge = new Unknown('it is too large to evaluate');

/** Limits the steps of a walk over values. A value may share parts, and be far larger than its source. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /**
   * Takes steps.
   *
   * @returns whether enough were left
   */
  take(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}

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

import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';

/** What stands in the place of a value that costs too much to evaluate. */
export const tooLarge = new Unknown('it is too large to evaluate');

/** The steps that a walk over values may take. A value may share its parts, and be far larger than its source. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /**
   * Takes steps.
   *
   * @returns whether there were enough left
   */
  take(steps: number): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }
}

/** More than any property of a registry has, and fewer than would fill the stack. */
const comparisonSteps = 2_000;

/**
 * Tells whether two values are the same for certain: not if they are, or hold,
 * something unknown, or if they are too large to compare.
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

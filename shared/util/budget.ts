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

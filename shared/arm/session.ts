import type { Expression, SyntaxFault } from './expression';
import { limits } from './limits';
import { parseExpression } from './parser';

/** What the reading of one template has cost. */
export interface Cost {
  /** Function calls, accesses and literals that were evaluated. */
  evaluations: number;
  /** Bounded by `limits.steps`: evaluations, and the members and characters they went through. */
  steps: number;
}

/** A bound that ends an evaluation wherever it is; becomes an unknown where a value is asked for. */
export class BoundReached extends Error {
  /**
   * @param isFinal the whole template has had what it may have, so that there
   *   is no use in reading on
   */
  constructor(
    message: string,
    readonly isFinal = false,
  ) {
    super(message);
  }
}

/** Tells whether an error means that the stack has no room left. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** Keeps count of what the reading of one template costs, and of what it has parsed. */
export class Session {
  readonly #cost: Cost;
  readonly #parsed = new Map<string, Expression | SyntaxFault>();
  #level = 0;

  constructor(cost: Cost = { evaluations: 0, steps: 0 }) {
    this.#cost = cost;
  }

  /** Parses an expression, once. */
  parse(source: string): Expression | SyntaxFault {
    let parsed = this.#parsed.get(source);
    if (parsed === undefined) {
      parsed = parseExpression(source);
      this.#parsed.set(source, parsed);
    }
    return parsed;
  }

  /**
   * Takes steps from what the template may cost.
   *
   * @throws {BoundReached} when there are none left
   */
  spend(steps: number): void {
    this.#cost.steps += Math.max(steps, 0);
    if (this.#cost.steps > limits.steps) {
      throw new BoundReached(
        `the template takes more than ${limits.steps} steps to evaluate`,
        true,
      );
    }
  }

  /**
   * Evaluates one level further down.
   *
   * @throws {BoundReached} when that is too deep for the stack
   */
  descend<Result>(evaluate: () => Result): Result {
    this.spend(1);
    this.#cost.evaluations++;
    if (this.#level >= limits.evaluationLevels) {
      throw new BoundReached(
        `a value is computed through more than ${limits.evaluationLevels} levels`,
      );
    }
    this.#level++;
    try {
      return evaluate();
    } finally {
      this.#level--;
    }
  }
}

import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import type { Expression, SyntaxFault } from './expression';
import type { TemplateSource } from './evaluation-context';
import { limits } from './limits';
import { parseExpression } from './parser';

/**
 * Reads a file that a template links by `relativePath`.
 *
 * @param path as the template has it
 * @param from the file that has the link; left out for the template that was handed over
 * @returns the file's name, and what is in it; unknown with the reason if it can't be read
 */
export type ReadLinkedFile = (
  path: string,
  from: string | undefined,
) => { readonly file: string; readonly document: Value };

/** What a file costs, which may be linked many times over. */
const stepsPerFile = 1_000;

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
export class EvaluationBudget {
  readonly #cost: Cost;
  readonly #readFile: ReadLinkedFile | undefined;
  readonly #parsed = new Map<string, Expression | SyntaxFault>();
  #level = 0;

  /**
   * @param readFile finds the templates and parameters that relative links
   *   lead to; left out where there are no files
   */
  constructor(
    cost: Cost = { evaluations: 0, steps: 0 },
    readFile?: ReadLinkedFile,
  ) {
    this.#cost = cost;
    this.#readFile = readFile;
  }

  /**
   * Reads what a link leads to.
   *
   * @returns why it can't be read, as the rest of a sentence, if it can't
   */
  readLinked(path: string, source: TemplateSource): TemplateSource | Unknown {
    this.spend(stepsPerFile);
    if (this.#readFile === undefined) {
      return new Unknown('links are not followed');
    }
    const { file, document } = this.#readFile(path, source.file);
    for (let one: TemplateSource | undefined = source; one; one = one.outer) {
      if (one.file === file)
        return new Unknown('the links go round in a circle');
    }
    if (document instanceof Unknown) return document;
    return isObject(document)
      ? { document, file, outer: source }
      : new Unknown(`${file} is not a JSON object`);
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

import { SensitiveStrings } from '../model/sensitive';
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
 * @param from the file that contains the link; omitted for the root template
 * @returns the file's name and content; unknown with the reason if it can't be read
 */
export type ReadLinkedFile = (
  path: string,
  from: string | undefined,
) => { readonly file: string; readonly document: Value };

/** Steps for a file, which may be linked many times. */
const stepsPerFile = 1_000;

/** Cost of reading one template. */
export interface Cost {
  /** Function calls, accesses and literals that were evaluated. */
  evaluations: number;
  /** Evaluations, and the members and characters that they visited; limited by `limits.steps`. */
  steps: number;
}

/** Thrown when a limit is reached; becomes an unknown where a value is requested. */
export class BoundReached extends Error {
  /**
   * @param isFinal the limit of the whole template is reached, so reading stops
   */
  constructor(
    message: string,
    readonly isFinal = false,
  ) {
    super(message);
  }
}

/** Returns whether an error is a stack overflow. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** Counts the cost of reading one template, and keeps its parsed expressions. */
export class EvaluationBudget {
  /** The values of secure parameters. */
  readonly sensitive = new SensitiveStrings();
  readonly #cost: Cost;
  readonly #readFile: ReadLinkedFile | undefined;
  readonly #parsed = new Map<string, Expression | SyntaxFault>();
  #level = 0;

  /**
   * @param readFile reads the templates and parameters of relative links; omitted
   *   if there are no files
   */
  constructor(
    cost: Cost = { evaluations: 0, steps: 0 },
    readFile?: ReadLinkedFile,
  ) {
    this.#cost = cost;
    this.#readFile = readFile;
  }

  /**
   * Reads the target of a link.
   *
   * @returns the reason, as the rest of a sentence, if it can't be read
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
   * Takes steps from the template's budget.
   *
   * @throws {BoundReached} if none are left
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
   * @throws {BoundReached} if that is too deep for the stack
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

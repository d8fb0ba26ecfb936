import { SyntaxFault } from './expression';
import type { Expression } from './expression';
import { limits } from './limits';

/**
 * Parses an expression of the template language.
 *
 * @param source the JSON string as written, with its brackets
 * @returns the expression, or a syntax error; never throws
 */
export function parseExpression(source: string): Expression | SyntaxFault {
  if (source.length > limits.expressionLength) {
    return new SyntaxFault(
      `an expression has at most ${limits.expressionLength} characters`,
    );
  }
  return new Parser(source.slice(1, -1)).parse();
}

const token =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<mark>[()[\],.]))/uy;
const blank = /^\s*$/;

type Kind = 'text' | 'number' | 'name' | 'mark' | 'end';

class Parser {
  readonly #source: string;
  #next = 0;
  #depth = 0;
  #kind: Kind = 'end';
  #text = '';
  #fault: SyntaxFault | undefined;

  constructor(source: string) {
    this.#source = source;
    this.#advance();
  }

  parse(): Expression | SyntaxFault {
    const expression = this.#expression();
    if (this.#kind !== 'end') this.#fail('the end');
    return this.#fault ?? expression;
  }

  /** A literal or a call, followed by any number of accesses. */
  #expression(): Expression {
    if (++this.#depth > limits.levels) {
      this.#fault ??= new SyntaxFault(
        `an expression has at most ${limits.levels} levels`,
      );
      return nothing;
    }
    let expression = this.#primary();
    for (;;) {
      if (this.#take('.')) {
        const value = this.#name();
        expression = access(expression, { kind: 'literal', value });
      } else if (this.#take('[')) {
        expression = access(expression, this.#expression());
        this.#expect(']');
      } else break;
    }
    this.#depth--;
    return expression;
  }

  #primary(): Expression {
    const text = this.#text;
    switch (this.#kind) {
      case 'text':
        this.#advance();
        return {
          kind: 'literal',
          value: text.slice(1, -1).replaceAll("''", "'"),
        };
      case 'number':
        this.#advance();
        return { kind: 'literal', value: Number(text) };
      case 'name':
        return this.#call();
      case 'mark':
      case 'end':
        this.#fail('a function or a literal');
        return nothing;
    }
  }

  #call(): Expression {
    let written = this.#name();
    while (this.#take('.')) written += `.${this.#name()}`;
    const args: Expression[] = [];
    this.#expect('(');
    if (!this.#take(')')) {
      do args.push(this.#expression());
      while (this.#take(','));
      this.#expect(')');
    }
    return { kind: 'call', name: written.toLowerCase(), written, args };
  }

  #name(): string {
    const text = this.#text;
    if (this.#kind === 'name') this.#advance();
    else this.#fail('a name');
    return text;
  }

  #take(mark: string): boolean {
    if (this.#kind !== 'mark' || this.#text !== mark) return false;
    this.#advance();
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) this.#fail(mark);
  }

  #advance(): void {
    token.lastIndex = this.#next;
    const groups = token.exec(this.#source)?.groups;
    if (groups === undefined) {
      if (!blank.test(this.#source.slice(this.#next))) this.#fail('a token');
      this.#kind = 'end';
      this.#text = '';
      return;
    }
    this.#next = token.lastIndex;
    for (const kind of ['text', 'number', 'name', 'mark'] as const) {
      const text = groups[kind];
      if (text === undefined) continue;
      this.#kind = kind;
      this.#text = text;
    }
  }

  /** Records the first syntax error and skips the rest, so that every loop ends. */
  #fail(expected: string): void {
    this.#fault ??= new SyntaxFault(
      `a syntax error at character ${this.#next + 1} of the expression, where ${expected} is expected`,
    );
    this.#next = this.#source.length;
    this.#kind = 'end';
  }
}

const nothing: Expression = { kind: 'literal', value: '' };

function access(base: Expression, key: Expression): Expression {
  return { kind: 'access', base, key };
}

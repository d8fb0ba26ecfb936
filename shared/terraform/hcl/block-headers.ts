import type { JsonPath } from '../../json/json';

/** A place in a text; both count from 1, columns in UTF-16 code units. */
export interface HclPosition {
  readonly line: number;
  readonly column: number;
}

/** A block of a file in HCL: its header, and the blocks in it. */
interface Block {
  readonly names: readonly string[];
  readonly offset: number;
  readonly blocks: Block[];
}

/**
 * Finds where the blocks of a file in HCL start: the parser gives no positions. It
 * reads headers and passes by everything else; the text has been parsed before, so
 * its syntax is not checked again.
 */
export class BlockHeaders {
  readonly #text: string;
  #blocks: readonly Block[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The header of the innermost block that a path of the parsed file leads to. */
  positionOf(path: JsonPath): HclPosition {
    this.#blocks ??= new Scanner(this.#text).blocks();
    let blocks = this.#blocks;
    let offset = 0;
    for (let rest = path; rest.length > 0;) {
      const found = find(blocks, rest);
      if (found === undefined) break;
      offset = found.block.offset;
      blocks = found.block.blocks;
      rest = rest.slice(found.length);
    }
    return this.#positionAt(offset);
  }

  /** The blocks of the file that are in no other, with their types and labels. */
  *all(): Generator<{
    readonly names: readonly string[];
    readonly position: HclPosition;
  }> {
    this.#blocks ??= new Scanner(this.#text).blocks();
    let line = 1;
    let lineStart = 0;
    for (const { names, offset } of this.#blocks) {
      for (
        let end = this.#text.indexOf('\n', lineStart);
        end >= 0 && end < offset;
        end = this.#text.indexOf('\n', lineStart)
      ) {
        line++;
        lineStart = end + 1;
      }
      yield { names, position: { line, column: offset - lineStart + 1 } };
    }
  }

  #positionAt(offset: number): HclPosition {
    const before = this.#text.slice(0, offset);
    const line = before.split('\n').length;
    return { line, column: offset - before.lastIndexOf('\n') };
  }
}

/** `['resource', 'azurerm_container_registry', 'web', 0]`: names, and the index among blocks of the same names. */
function find(
  blocks: readonly Block[],
  path: JsonPath,
): { readonly block: Block; readonly length: number } | undefined {
  let same = 0;
  for (const block of blocks) {
    const { names } = block;
    if (!names.every((name, index) => path[index] === name)) continue;
    const index = path[names.length];
    if (typeof index !== 'number') return { block, length: names.length };
    if (same === index) return { block, length: names.length + 1 };
    same++;
  }
  return undefined;
}

const space = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const label =
  /[^\S\n]*(?:"((?:[^"\\]|\\.)*)"|([\p{ID_Start}_][\p{ID_Continue}-]*))/uy;
const opening = /[^\S\n]*\{/y;
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const comment = /(?:#|\/\/)[^\n]*|\/\*[^]*?\*\//y;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  blocks(): readonly Block[] {
    const root: Block = { names: [], offset: 0, blocks: [] };
    const open = [root];
    for (;;) {
      this.#match(space);
      if (this.#at >= this.#text.length) return root.blocks;
      const offset = this.#at;
      const type = this.#match(identifier)?.[0];
      if (type === undefined) {
        // The end of a block, or what is not expected here.
        if (this.#text[this.#at] === '}' && open.length > 1) open.pop();
        this.#at++;
        continue;
      }
      const names = [type];
      for (let found = this.#match(label); found; found = this.#match(label)) {
        names.push(found[2] ?? unescape(found[1] ?? ''));
      }
      if (this.#match(opening) === undefined) {
        this.#skipExpression();
        continue;
      }
      const block: Block = { names, offset, blocks: [] };
      open.at(-1)?.blocks.push(block);
      open.push(block);
    }
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  /** Skips an expression, to the end of its line or of its block. */
  #skipExpression(): void {
    // Brackets, and strings with the templates in them: `"` is in the text of a string.
    const open: string[] = [];
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at);
      if (open.at(-1) === '"') {
        this.#skipString(open);
        continue;
      }
      if (open.length === 0 && (character === '\n' || character === '}'))
        return;
      if (this.#match(comment) !== undefined) continue;
      const end = this.#match(heredoc)?.[1];
      if (end !== undefined) {
        this.#skipHeredoc(end);
        continue;
      }
      if ('([{"'.includes(character)) open.push(character);
      else if (')]}'.includes(character)) open.pop();
      this.#at++;
    }
  }

  /** Passes by a string, up to its end or to a template in it. */
  #skipString(open: string[]): void {
    const text = this.#text;
    const character = text.charAt(this.#at);
    const next = text.charAt(this.#at + 1);
    if (character === '\\') this.#at += 2;
    else if (character === '"') {
      open.pop();
      this.#at++;
    } else if ((character === '$' || character === '%') && next === '{') {
      open.push('{');
      this.#at += 2;
    } else if (
      (character === '$' || character === '%') &&
      next === character &&
      text.charAt(this.#at + 2) === '{'
    ) {
      this.#at += 3;
    } else this.#at++;
  }

  #skipHeredoc(end: string): void {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('\n', this.#at);
      const lineEnd = next < 0 ? this.#text.length : next;
      const line = this.#text.slice(this.#at, lineEnd);
      this.#at = lineEnd;
      if (line.trim() === end) return;
      this.#at++;
    }
  }
}

function unescape(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

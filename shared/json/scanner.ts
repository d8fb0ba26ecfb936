// Scans the text of a valid JSON document without parsing it.

/** Decodes a string literal with its quotes. */
export function unquote(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // ARM's templates may have line breaks in strings.
    return quoted.slice(1, -1);
  }
}

const code = {
  quote: '"'.charCodeAt(0),
  backslash: '\\'.charCodeAt(0),
  openBrace: '{'.charCodeAt(0),
  closeBrace: '}'.charCodeAt(0),
  openBracket: '['.charCodeAt(0),
  closeBracket: ']'.charCodeAt(0),
  comma: ','.charCodeAt(0),
  space: ' '.charCodeAt(0),
} as const;

/** Returns where a value ends; without recursion, however deep it is nested. */
export function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    // Indentation is most of a text.
    if (character <= code.space) {
      at++;
      continue;
    }
    switch (character) {
      case code.quote:
        at = skipString(text, at);
        if (depth === 0) return at;
        continue;
      case code.openBrace:
      case code.openBracket:
        depth++;
        break;
      case code.closeBrace:
      case code.closeBracket:
        if (depth <= 1) return depth === 1 ? at + 1 : at;
        depth--;
        break;
      case code.comma:
        if (depth === 0) return at;
        break;
    }
    at++;
  }
  return at;
}

/** Returns where the string that starts at an offset ends. */
export function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

/** Returns whether an odd number of backslashes precedes an offset. */
function isEscaped(text: string, offset: number): boolean {
  let first = offset;
  while (text.charCodeAt(first - 1) === code.backslash) first--;
  return (offset - first) % 2 === 1;
}

/** Returns where the white space that starts at an offset ends: JSON's is all up to U+0020. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= code.space) at++;
  return at;
}

/** A member of an object or an array, with its position. */
export interface MemberPlace {
  /** In an array, its index. */
  readonly name: string;
  /** Of its name; in an array, of its value. */
  readonly offset: number;
  /** Of its value. */
  readonly value: number;
}

/** Iterates lazily over the members of the object or array at an offset; anything else has none. */
export function* membersAt(
  text: string,
  start: number,
): Generator<MemberPlace, undefined> {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return;
  let offset = skipSpace(text, start + 1);
  let index = 0;
  while (offset < text.length && text[offset] !== ']' && text[offset] !== '}') {
    let name = String(index++);
    let value = offset;
    if (isObject) {
      const end = skipString(text, offset);
      name = unquote(text.slice(offset, end));
      value = skipSpace(text, skipSpace(text, end) + ':'.length);
    }
    yield { name, offset, value };
    offset = skipSpace(text, skipValue(text, value));
    if (text[offset] === ',') offset = skipSpace(text, offset + 1);
  }
}

/** Returns whether any object in a text has a duplicate key, of which a parser keeps only the last. */
export function hasDuplicateKey(text: string): boolean {
  // The names of each enclosing object; undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case code.openBrace:
        open.push(new Set());
        isName = true;
        break;
      case code.openBracket:
        open.push(undefined);
        break;
      case code.closeBrace:
      case code.closeBracket:
        open.pop();
        break;
      case code.comma:
        isName = true;
        break;
      case code.quote: {
        const end = skipString(text, at);
        const names = isName ? open.at(-1) : undefined;
        const name = unquote(text.slice(at, end));
        if (names?.has(name) === true) return true;
        names?.add(name);
        isName = false;
        at = end - 1;
        break;
      }
    }
  }
  return false;
}

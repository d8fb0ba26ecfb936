/** The result of parsing text that is not strict JSON. */
export interface LenientJson {
  readonly value: unknown;
  /** The text as strict JSON, with every value at its original offset. */
  readonly places: string;
}

/**
 * Parses JSON that `JSON.parse` does not accept; see {@link parseJsonText}.
 *
 * @throws {SyntaxError} if it is not JSON in this sense either
 */
export function parseLeniently(text: string): LenientJson {
  const { strict, places } = toStrictJson(withoutMark(text));
  return { value: JSON.parse(strict), places };
}

/** The text without a byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A single pass over the text, so that it takes linear time. */
function toStrictJson(json: string): { strict: string; places: string } {
  const strict: string[] = [];
  const places: string[] = [];
  let comma: number | undefined;
  let next = 0;
  while (next < json.length) {
    const start = next;
    const mark = json.charAt(start);
    next = endOf(json, start);
    const piece = json.slice(start, next);
    const isComment = piece.startsWith('//') || piece.startsWith('/*');
    if (piece === ',') {
      comma = strict.length;
    } else if (!isComment && piece.trim() !== '') {
      if (comma !== undefined && (mark === '}' || mark === ']')) {
        strict[comma] = '';
        places[comma] = ' ';
      }
      comma = undefined;
    }
    const isString = mark === '"' || mark === "'";
    strict.push(isComment ? '' : isString ? toStrictString(piece) : piece);
    places.push(
      isComment
        ? piece.replace(/[^\r\n]/g, ' ')
        : mark === "'"
          ? `"${piece.slice(1, -1).replace(/["\\]/g, "'")}"`
          : piece,
    );
  }
  return { strict: strict.join(''), places: places.join('') };
}

const plain = /[^"',/}\]]+/y;

/** Returns the end of a string, a comment, a punctuation mark or the text between them. */
function endOf(json: string, start: number): number {
  const mark = json.charAt(start);
  if (mark === '"' || mark === "'") return endOfString(json, start, mark);
  const end = json.startsWith('//', start)
    ? json.indexOf('\n', start)
    : json.startsWith('/*', start)
      ? json.indexOf('*/', start + 2) + 2
      : undefined;
  if (end !== undefined) return end > start ? end : json.length;
  plain.lastIndex = start;
  return start + (plain.exec(json)?.[0].length ?? 1);
}

function endOfString(json: string, start: number, quote: string): number {
  let next = start + 1;
  while (next < json.length && json[next] !== quote) {
    next += json[next] === '\\' ? 2 : 1;
  }
  return next + 1;
}

function toStrictString(piece: string): string {
  const text = piece.replace(
    /[^\u0020-\uffff]/g,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (text.startsWith('"')) return text;
  const inner = text.slice(1, -1).replaceAll(String.raw`\'`, "'");
  return `"${inner.replaceAll('"', String.raw`\"`)}"`;
}

import type { Value } from '../value';

/**
 * Parses JSON the way Azure does, for templates, for parameters and in `json()`:
 * comments, commas behind the last member, single quotes and line breaks in
 * texts are allowed.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 * (No library for JSON with comments takes all of them.)
 *
 * @throws {SyntaxError} when it is no JSON all the same
 */
export function parseJsonText(text: string): Value {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json) as Value;
  } catch {
    return JSON.parse(toStrictJson(json)) as Value;
  }
}

/** One pass from mark to mark, so that no text takes long. */
function toStrictJson(json: string): string {
  const strict: string[] = [];
  let heldComma = '';
  let next = 0;
  while (next < json.length) {
    const start = next;
    const mark = json.charAt(start);
    next = endOf(json, start);
    const piece = json.slice(start, next);
    if (piece.startsWith('//') || piece.startsWith('/*')) continue;
    if (piece === ',') {
      strict.push(heldComma);
      heldComma = ',';
      continue;
    }
    const isBlank = piece.trim() === '';
    if (!isBlank) {
      if (mark !== '}' && mark !== ']') strict.push(heldComma);
      heldComma = '';
    }
    strict.push(mark === '"' || mark === "'" ? toStrictText(piece) : piece);
  }
  return strict.join('');
}

const plain = /[^"',/}\]]+/y;

/** Where the text, the comment, the mark or what lies between them ends. */
function endOf(json: string, start: number): number {
  const mark = json.charAt(start);
  if (mark === '"' || mark === "'") return endOfText(json, start, mark);
  const end = json.startsWith('//', start)
    ? json.indexOf('\n', start)
    : json.startsWith('/*', start)
      ? json.indexOf('*/', start + 2) + 2
      : undefined;
  if (end !== undefined) return end > start ? end : json.length;
  plain.lastIndex = start;
  return start + (plain.exec(json)?.[0].length ?? 1);
}

function endOfText(json: string, start: number, quote: string): number {
  let next = start + 1;
  while (next < json.length && json[next] !== quote) {
    next += json[next] === '\\' ? 2 : 1;
  }
  return next + 1;
}

const escapes: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function toStrictText(piece: string): string {
  const text = piece.replace(/[\n\r\t]/g, (mark) => escapes[mark] ?? mark);
  if (text.startsWith('"')) return text;
  const inner = text.slice(1, -1).replaceAll(String.raw`\'`, "'");
  return `"${inner.replaceAll('"', String.raw`\"`)}"`;
}

import { isJsonObject } from '../json/json';
import type { Json } from '../json/json';
import { Unknown } from '../model/value';
import type { Value } from '../model/value';
import { TerraformExpression } from './expression';

/**
 * Reads a value that is an object, or JSON text as `JSON.stringify` writes it.
 * Text may be a template: what stands in `${…}` is unknown there, and the rest
 * is known all the same.
 *
 * @returns the value; unknown if text is not JSON, so that it is never taken
 *   for an object with nothing in it
 */
export function jsonValue(value: Value): Value {
  if (value instanceof TerraformExpression) return parsePieces(value);
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return new Unknown('its text is not JSON');
  }
}

/** The first of the private-use characters that mark unknown parts. */
const firstMark = 0xf0000;
const mostMarks = 0xffff;
const marks = /[\u{f0000}-\u{fffff}]/u;

function parsePieces(expression: TerraformExpression): Value {
  const { pieces } = expression;
  if (pieces.length > mostMarks) return expression;
  let text = '';
  let isInString = false;
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      text += piece;
      isInString = isInString !== hasOpenQuote(piece);
    } else {
      const mark = String.fromCodePoint(firstMark + index);
      text += isInString ? mark : JSON.stringify(mark);
    }
  }
  try {
    return withUnknowns(JSON.parse(text) as Json, pieces);
  } catch {
    return expression;
  }
}

/** Returns whether a text has an odd number of quotes, without those that are escaped. */
function hasOpenQuote(text: string): boolean {
  const quotes = text.match(/\\.|"/gs)?.filter((found) => found === '"') ?? [];
  return quotes.length % 2 === 1;
}

function withUnknowns(
  json: Json,
  pieces: TerraformExpression['pieces'],
): Value {
  if (typeof json === 'string') return unknownIn(json, pieces) ?? json;
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((each) => withUnknowns(each, pieces));
  }
  if (!isJsonObject(json)) return json;
  const value = Object.create(null) as Record<string, Value>;
  for (const [name, member] of Object.entries(json)) {
    const unknown = unknownIn(name, pieces);
    // A name that is not known may be that of any property.
    if (unknown !== undefined) return unknown;
    value[name] = withUnknowns(member, pieces);
  }
  return value;
}

function unknownIn(
  text: string,
  pieces: TerraformExpression['pieces'],
): Unknown | undefined {
  const mark = marks.exec(text)?.[0].codePointAt(0);
  const piece = mark === undefined ? undefined : pieces[mark - firstMark];
  return piece instanceof Unknown ? piece : undefined;
}

/** A piece of a template: literal text, or an expression. */
export type TemplateSegment =
  | string
  | {
      /** As it is written: `${…}` or `%{…}`. */
      readonly source: string;
      /** The expression in `${…}`; undefined for a directive, `%{…}`. */
      readonly expression: string | undefined;
    };

/**
 * Takes a string of Terraform apart: text, interpolations and directives.
 * `$${` and `%%{` are escapes, of which one `$` or `%` is dropped
 * (https://developer.hashicorp.com/terraform/language/expressions/strings).
 *
 * @returns the pieces; undefined if something that opens does not close, which
 *   Terraform refuses
 */
export function splitTemplate(template: string): TemplateSegment[] | undefined {
  const pieces: TemplateSegment[] = [];
  let text = '';
  let at = 0;
  const addText = () => {
    if (text !== '') pieces.push(text);
    text = '';
  };
  for (;;) {
    opening.lastIndex = at;
    const match = opening.exec(template);
    if (match === null) break;
    const [sign] = match;
    text += template.slice(at, match.index);
    at = match.index + sign.length;
    if (sign.length > '${'.length) {
      text += sign.slice(1);
      continue;
    }
    const end = closingBrace(template, at);
    if (end === undefined) return undefined;
    addText();
    const expression = template.slice(at, end);
    at = end + 1;
    pieces.push({
      source: template.slice(match.index, at),
      expression: sign === '${' ? expression : undefined,
    });
  }
  text += template.slice(at);
  addText();
  return pieces;
}

/** Returns whether a string is more than its own text. */
export function isTemplate(text: string): boolean {
  // Most texts have no brace at all.
  return text.includes('{') && /[$%]\{/.test(text);
}

/** The starts of interpolations and directives, and their escapes. */
const opening = /\$\$\{|%%\{|\$\{|%\{/g;
const openingHere = new RegExp(opening, 'y');

/**
 * Finds the brace that closes an interpolation. Braces nest; in a quoted text
 * they count only in an interpolation of its own.
 */
function closingBrace(template: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < template.length; at++) {
    const character = template[at];
    if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
    else if (character === '"') {
      const end = closingQuote(template, at + 1);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}

function closingQuote(template: string, start: number): number | undefined {
  let at = start;
  while (at < template.length) {
    if (template[at] === '"') return at;
    openingHere.lastIndex = at;
    const [sign] = openingHere.exec(template) ?? [];
    if (template[at] === '\\') at += 2;
    else if (sign === undefined) at++;
    else if (sign.length > '${'.length) at += sign.length;
    else {
      const end = closingBrace(template, at + sign.length);
      if (end === undefined) return undefined;
      at = end + 1;
    }
  }
  return undefined;
}

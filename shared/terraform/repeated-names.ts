import { skipSpace, skipString, skipValue, unquote } from '../json-text';
import { moduleType } from './modules';
import { isTerraformSurface } from './surfaces';

/**
 * Finds what a Terraform JSON text says twice in one object: `resource`, or a
 * type of resources. Terraform reads such names as so many blocks, a parser of
 * JSON the last of them alone, so that the others would go by unseen.
 *
 * @param text it has been parsed, so it is known to be JSON
 * @returns the first name that is repeated, undefined if none is
 */
export function repeatedName(text: string): string | undefined {
  if (!mayRepeat(text)) return undefined;
  for (const root of objectsAt(text, skipSpace(text, 0))) {
    const repeated = repeatedIn(text, root, isBlockType);
    if (repeated !== undefined) return repeated;
  }
  return undefined;
}

/** A name that matters here, or a way to write one in other characters. */
const name = /\\u|"(resource|module|locals|az(?:urerm|api)_\w+)"\s*:/g;

/** Nearly no text has one of these names twice anywhere; that is quickly seen. */
function mayRepeat(text: string): boolean {
  const seen = new Set<string>();
  for (const [, found] of text.matchAll(name)) {
    if (found === undefined) return true;
    if (!isBlockType(found) && !isTerraformSurface(found)) continue;
    if (seen.has(found)) return true;
    seen.add(found);
  }
  return false;
}

const blockTypes = new Set(['resource', moduleType, 'locals']);

function isBlockType(label: string): boolean {
  return blockTypes.has(label);
}

/** The first of certain names that an object has twice, or that the types of resources in it are. */
function repeatedIn(
  text: string,
  object: number,
  matters: (label: string) => boolean,
): string | undefined {
  const seen = new Set<string>();
  for (const { label, value } of membersAt(text, object)) {
    if (!matters(label)) continue;
    if (seen.has(label)) return label;
    seen.add(label);
    if (matters !== isBlockType || label !== 'resource') continue;
    for (const types of objectsAt(text, value)) {
      const repeated = repeatedIn(text, types, isTerraformSurface);
      if (repeated !== undefined) return repeated;
    }
  }
  return undefined;
}

/** Where objects stand: at a place itself, or in the list there. */
function* objectsAt(text: string, start: number): Generator<number> {
  if (text[start] === '{') yield start;
  if (text[start] !== '[') return;
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== ']') {
    if (text[at] === '{') yield at;
    at = skipComma(text, skipValue(text, at));
  }
}

/** The members of the object at a place: their names, and where their values stand. */
function* membersAt(
  text: string,
  start: number,
): Generator<{ readonly label: string; readonly value: number }> {
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== '}') {
    const end = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, end) + ':'.length);
    yield { label: unquote(text.slice(at, end)), value };
    at = skipComma(text, skipValue(text, value));
  }
}

function skipComma(text: string, end: number): number {
  const at = skipSpace(text, end);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

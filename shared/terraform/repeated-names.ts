import { membersAt, skipSpace } from '../json-text';
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
const telling = /\\u|"(resource|module|locals|az(?:urerm|api)_\w+)"\s*:/g;

/** Nearly no text has one of these names twice anywhere; that is quickly seen. */
function mayRepeat(text: string): boolean {
  const seen = new Set<string>();
  for (const [, found] of text.matchAll(telling)) {
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
  for (const { name: label, value } of membersAt(text, object)) {
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
  for (const { value } of membersAt(text, start)) {
    if (text[value] === '{') yield value;
  }
}

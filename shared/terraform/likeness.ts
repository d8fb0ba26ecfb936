import { BoundedMap } from '../bounded-map';
import type { FieldSpelling } from '../dialect';
import { azurerm } from '../dialects/azurerm';
import { isSameJson } from '../json';
import type { JsonObject } from '../json';
import type { Likeness } from '../twins';
import { isTemplate } from './template';

/**
 * What a block has in common with others of its type.
 *
 * @param type the type of a resource, or `module`
 * @param body the block as written
 * @returns undefined where it is not one registry with a literal name for certain
 */
export function likenessOf(
  type: string,
  body: JsonObject,
): Likeness | undefined {
  if (type !== 'azurerm_container_registry') return undefined;
  const { name } = body;
  if (typeof name !== 'string' || isTemplate(name)) return undefined;
  const names: string[] = [];
  for (const member of Object.keys(body)) {
    const part = partOf(member);
    if (part === 'unclear') return undefined;
    if (part === 'read') names.push(member);
  }
  return new BlockLikeness(name, body, names);
}

class BlockLikeness implements Likeness {
  readonly #body: JsonObject;
  readonly #names: readonly string[];

  /** @param names the members that count */
  constructor(
    readonly name: string,
    body: JsonObject,
    names: readonly string[],
  ) {
    this.#body = body;
    this.#names = names;
  }

  isTwinOf(other: Likeness): boolean {
    if (!(other instanceof BlockLikeness)) return false;
    const names = this.#names;
    const others = other.#names;
    if (names.length !== others.length) return false;
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string;
      if (name !== others[index]) return false;
      if (!isSameJson(this.#body[name], other.#body[name])) return false;
    }
    return true;
  }
}

/**
 * What a member of a block is to a registry but for its name: a part that is read,
 * something apart (the name, tags), or what may be either.
 */
type Part = 'read' | 'apart' | 'unclear';

/** The members that are looked at, in lower case. */
const read: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  ...Object.values(azurerm.fields).flatMap(startsOf),
]);

function startsOf({ path, former }: FieldSpelling): string[] {
  const [first = ''] = path;
  return [first, ...(former === undefined ? [] : startsOf(former))];
}

const parts = new BoundedMap<string, Part>();

function partOf(member: string): Part {
  let part = parts.get(member);
  if (part === undefined) {
    part = classify(member);
    parts.set(member, part);
  }
  return part;
}

function classify(member: string): Part {
  if (member === 'name') return 'apart';
  const lower = member.toLowerCase();
  // A template may make any name of it, and so may what is generated.
  if (lower === 'name' || lower === 'dynamic' || isTemplate(member)) {
    return 'unclear';
  }
  return read.has(lower) ? 'read' : 'apart';
}

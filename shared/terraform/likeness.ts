import { BoundedMap } from '../bounded-map';
import type { FieldSpelling } from '../dialect';
import { azurerm } from '../dialects/azurerm';
import { isSameJson } from '../json';
import type { Json, JsonObject } from '../json';
import type { Likeness } from '../twins';
import { isTemplate } from './template';

/**
 * What a registry has in common with others of its document.
 *
 * @param type the type of a resource, or `module`
 * @param name its name, as written or as planned
 * @param bodies all that is said of it, each by the names of a block's members
 * @param more what counts besides: with another text it is no twin
 * @returns undefined where it is not one registry with a literal name for certain
 */
export function likenessOf(
  type: string,
  name: Json | undefined,
  bodies: readonly JsonObject[],
  more = '',
): Likeness | undefined {
  if (type !== 'azurerm_container_registry') return undefined;
  if (typeof name !== 'string' || isTemplate(name)) return undefined;
  const counting: Members[] = [];
  for (const body of bodies) {
    const members = membersThatCount(body);
    if (members === undefined) return undefined;
    counting.push(members);
  }
  return new TerraformLikeness(name, counting, more);
}

class TerraformLikeness implements Likeness {
  constructor(
    readonly name: string,
    readonly counting: readonly Members[],
    readonly more: string,
  ) {}

  isTwinOf(other: Likeness): boolean {
    if (!(other instanceof TerraformLikeness)) return false;
    if (this.more !== other.more) return false;
    return this.counting.every((members, index) =>
      isSame(members, other.counting[index]),
    );
  }
}

/** An object, and the names of those members that count. */
interface Members {
  readonly body: JsonObject;
  readonly names: readonly string[];
}

function membersThatCount(body: JsonObject): Members | undefined {
  const names: string[] = [];
  for (const member of Object.keys(body)) {
    const part = partOf(member);
    if (part === 'unclear') return undefined;
    if (part === 'read') names.push(member);
  }
  return { body, names };
}

function isSame(a: Members, b: Members | undefined): boolean {
  if (b === undefined || a.names.length !== b.names.length) return false;
  // As many, and each of them in both: no member is undefined.
  for (const name of a.names) {
    if (!isSameJson(a.body[name], b.body[name])) return false;
  }
  return true;
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

import type { Json, JsonObject } from '../json/json';
import { membersAt, skipSpace } from '../json/scanner';
import { moduleType } from './modules';
import {
  isTerraformResourceType,
  terraformResourceTypes,
} from './resource-types';

/**
 * Finds the duplicate keys of a Terraform JSON text: `resource`, a type
 * of resources, a block in one of them. Terraform reads such names as so many
 * blocks, a parser of JSON the last of them alone, so that the others would go by
 * unseen. A name twice where no block is, Terraform refuses itself.
 *
 * @param text it is known to be JSON
 * @param parsed what it was parsed to
 * @returns the first name that is repeated, undefined if none is
 */
export function duplicateKey(text: string, parsed: Json): string | undefined {
  return mayHaveDuplicates(text, parsed)
    ? repeatedBelow(text, skipSpace(text, 0), blocks)
    : undefined;
}

/** A name that matters here, or a way to write one in other characters. */
const keyPattern = new RegExp(
  String.raw`\\u|"(${['resource', 'ephemeral', 'action', moduleType, 'locals', 'dynamic', 'georeplications', ...terraformResourceTypes].join('|')})"\s*:`,
  'g',
);

/**
 * Quickly tells that nothing was lost: each of these names stands in the text once,
 * or as often as in what was parsed. Only a name stands before a colon.
 */
function mayHaveDuplicates(text: string, parsed: Json): boolean {
  const times = new Map<string, number>();
  let isRepeated = false;
  for (const [, found] of text.matchAll(keyPattern)) {
    if (found === undefined) return true;
    const before = times.get(found) ?? 0;
    times.set(found, before + 1);
    isRepeated ||= before > 0;
  }
  return isRepeated && exceedsParsed(times, parsed);
}

/** Returns whether names were written more often than objects have them in all. */
function exceedsParsed(
  times: ReadonlyMap<string, number>,
  parsed: Json,
): boolean {
  const left = new Map(times);
  // Not by recursion: it may be nested as deep as it is long.
  const within = [parsed as JsonObject];
  for (let value = within.pop(); value !== undefined; value = within.pop()) {
    for (const name of Object.keys(value)) {
      const member = value[name];
      const others = left.get(name);
      if (others !== undefined) left.set(name, others - 1);
      // Of a list the indexes are its names.
      if (typeof member === 'object' && member !== null) {
        within.push(member as JsonObject);
      }
    }
  }
  return [...left.values()].some((others) => others > 0);
}

/**
 * The names that matter in the objects of one level of a document: what the
 * values under each are, or undefined for a name that does not matter.
 */
type Level = (name: string) => Level | undefined;

const end: Level = () => undefined;

const inDynamic: Level = (name) =>
  name === 'georeplications' ? end : undefined;

/** In a resource: the block that a registry may have several of. */
const inResource: Level = (name) =>
  name === 'dynamic' ? inDynamic : inDynamic(name);

const types: Level = (name) =>
  isTerraformResourceType(name) ? () => inResource : undefined;

const blocks: Level = (name) => {
  if (['resource', 'ephemeral', 'action'].includes(name)) return types;
  return name === moduleType || name === 'locals' ? end : undefined;
};

/** The first name that matters and that an object has twice, or that one below it has. */
function repeatedBelow(
  text: string,
  start: number,
  level: Level,
): string | undefined {
  for (const object of objectsAt(text, start)) {
    const seen = new Set<string>();
    for (const { name, value } of membersAt(text, object)) {
      const below = level(name);
      if (below === undefined) continue;
      if (seen.has(name)) return name;
      seen.add(name);
      const repeated = repeatedBelow(text, value, below);
      if (repeated !== undefined) return repeated;
    }
  }
  return undefined;
}

/** Where objects may stand: at a place itself, or in the list there, whose members may be lists once more. */
function* objectsAt(text: string, start: number, lists = 2): Generator<number> {
  if (text[start] !== '[') yield start;
  else if (lists > 0) {
    for (const { value } of membersAt(text, start)) {
      yield* objectsAt(text, value, lists - 1);
    }
  }
}

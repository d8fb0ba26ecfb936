import { membersAt, skipSpace } from '../json/scanner';
import { Unknown, isList, isObject } from './value';
import type { Value } from './value';

/** Deeper than any document that is evaluated. */
const mostLevels = 200;

/**
 * Replaces every duplicate key's value by an unknown. A JSON parser keeps only the
 * last value, which hides the others.
 *
 * @param value the parsed value
 * @param text the same document as strict JSON
 * @returns the value itself if there are no duplicate keys
 */
export function markDuplicateKeys(value: Value, text: string): Value {
  return keysIn(text) === countKeys(value)
    ? value
    : marked(value, text, skipSpace(text, 0), 0);
}

/** Counts the keys in a document. Anything in a string that looks like a key counts too. */
function keysIn(text: string): number {
  const key = /"\s*:/g;
  let count = 0;
  while (key.test(text)) count++;
  return count;
}

function countKeys(root: Value): number {
  let count = 0;
  // Not recursive, because the nesting may be as deep as the text is long.
  const left: Value[] = [root];
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (isList(value)) {
      for (const member of value) left.push(member);
    } else if (isObject(value)) {
      for (const member of Object.values(value)) {
        left.push(member);
        count++;
      }
    }
  }
  return count;
}

function marked(
  value: Value,
  text: string,
  start: number,
  level: number,
): Value {
  if (level > mostLevels || (!isList(value) && !isObject(value))) return value;
  const seen = new Set<string>();
  const members = value as Readonly<Record<string, Value>>;
  const changed: [string, Value][] = [];
  for (const { name, value: at } of membersAt(text, start)) {
    const member = members[name];
    if (member === undefined) continue;
    const found = seen.has(name)
      ? new Unknown(`"${name}" is written twice`)
      : marked(member, text, at, level + 1);
    if (found !== member) changed.push([name, found]);
    seen.add(name);
  }
  if (changed.length === 0) return value;
  if (!isList(value)) {
    return Object.fromEntries([...Object.entries(members), ...changed]);
  }
  const copy = [...value];
  for (const [index, member] of changed) copy[Number(index)] = member;
  return copy;
}

import { isList, Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import {
  asSet,
  compareText,
  isMap,
  isSet,
  sortedEntries,
  uncovered,
} from './values';

/** Sets of lists or objects of which the order is unknown, and whether two members are the same. */
const unordered = new WeakSet<object>();

/** Makes a set of lists or objects, in the order in which Terraform goes through it. */
export function toOrderedSet(members: readonly Value[]): readonly Value[] {
  const byText = new Map<string, Value>();
  for (const member of members) {
    const text = orderText(member);
    if (text === undefined) {
      const set = asSet([...members]);
      if (members.length > 1) unordered.add(set);
      return set;
    }
    byText.set(text, member);
  }
  const sorted = [...byText].sort(([a], [b]) => compareText(a, b));
  return asSet(sorted.map(([, member]) => member));
}

/** Why the members of a set are in no known order; undefined for any other value. */
export function unknownOrder(value: Value): Unknown | undefined {
  return isSet(value) && unordered.has(value as object)
    ? uncovered('the order of a set with members that are unknown')
    : undefined;
}

/**
 * The text by which Terraform sorts the lists and objects in a set
 * (go-cty: `appendSetHashBytes` in cty/set_internals.go).
 */
function orderText(value: Value): string | undefined {
  if (value === null) return '~';
  if (value instanceof Unknown) return undefined;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && Math.abs(value) < 1e10
      ? String(value)
      : undefined;
  }
  if (typeof value === 'string') {
    return /^[\x20-\x7e]*$/.test(value) ? JSON.stringify(value) : undefined;
  }
  const parts: string[] = [];
  const members: readonly (readonly [string, Value])[] = isList(value)
    ? value.map((member) => ['', member])
    : sortedEntries(value);
  for (const [name, member] of members) {
    const text = orderText(member);
    if (text === undefined) return undefined;
    const key = isMap(value) ? `${JSON.stringify(name)}:` : '';
    parts.push(`${key}${text};`);
  }
  // The brackets are the same for all members of a set.
  return `[${parts.join('')}]`;
}

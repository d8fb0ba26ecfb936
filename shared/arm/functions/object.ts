import { Unknown, isList, isObject } from '../../model/value';
import type { Value, ValueObject } from '../../model/value';
import { parseJsonText } from '../../model/parse-json';
import { ObjectBuilder, memberNamed } from '../lookup';
import { partOfUnknown, withKnowledge } from '../partially-known';
import { BoundReached } from '../session';
import {
  anyNumber,
  anything,
  array,
  charactersPerMember,
  forget,
  object,
  open,
  pure,
  shallow,
  special,
  takes,
} from './definition';
import type { Call, FunctionTable } from './definition';

/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
 *
 * What it shares with arrays (contains, empty, intersection, length, union) is
 * in the table of arrays.
 */
export const objects: FunctionTable = {
  // #createobject
  createObject: open([0, anyNumber], createObject),
  // #items
  items: shallow([1, 1], array, ([value], call) =>
    isObject(value) ? itemsOf(value) : takes(call, 'an object'),
  ),
  // #json
  json: pure([1, 1], anything, ([source], call) => {
    if (typeof source !== 'string') return takes(call, 'a string');
    try {
      call.session.spend(Math.ceil(source.length / charactersPerMember));
      return parseJsonText(source);
    } catch (error) {
      if (error instanceof BoundReached) throw error;
      return takes(call, 'valid JSON');
    }
  }),
  // #null
  null: special([0, 0], () => null),
  // #objectkeys
  objectKeys: shallow([1, 1], array, ([value], call) =>
    isObject(value) ? Object.keys(value) : takes(call, 'an object'),
  ),
  // #shallowmerge
  shallowMerge: shallow([1, 1], object, ([value], call) =>
    isList(value) ? shallowMerge(value, call) : takes(call, 'an array'),
  ),
  // #tryget
  tryGet: open([2, anyNumber], ([value = null, ...keys], call) =>
    keys.reduce((base: Value, key) => tryGet(base, key, call), value),
  ),
  // #tryindexfromend
  tryIndexFromEnd: open([2, anyNumber], ([value = null, ...keys], call) =>
    keys.reduce((base: Value, key) => {
      if (!isList(base) || typeof key !== 'number') {
        return tryGet(base, key, call);
      }
      return base[base.length - key] ?? null;
    }, value),
  ),
};

function createObject(args: readonly Value[], call: Call): Value {
  if (args.length % 2 !== 0) return takes(call, 'names and values in turn');
  const created = new ObjectBuilder();
  for (let index = 0; index < args.length; index += 2) {
    const name = args[index] as Value;
    if (name instanceof Unknown) {
      return withKnowledge(forget(name), { type: 'object', nonEmpty: true });
    }
    if (typeof name !== 'string') return takes(call, 'strings as names');
    created.set(name, args[index + 1] as Value);
  }
  return created.object;
}

/** Azure sorts them by case-insensitive name, lowercase first. */
function itemsOf(value: ValueObject): Value {
  return Object.keys(value)
    .sort((a, b) => {
      const [lowerA, lowerB] = [a.toLowerCase(), b.toLowerCase()];
      if (lowerA !== lowerB) return lowerA < lowerB ? -1 : 1;
      return a > b ? -1 : 1;
    })
    .map((key) => ({ key, value: value[key] as Value }));
}

function shallowMerge(members: readonly Value[], call: Call): Value {
  const merged = new ObjectBuilder();
  for (const member of members) {
    if (member instanceof Unknown) return withKnowledge(forget(member), object);
    if (!isObject(member)) return takes(call, 'an array of objects');
    const entries = Object.entries(member);
    call.session.spend(entries.length);
    for (const [name, value] of entries) merged.set(name, value);
  }
  return merged.object;
}

/** A property or member; null if it is missing. */
function tryGet(base: Value, key: Value, { session }: Call): Value {
  if (base === null) return null;
  if (base instanceof Unknown) return partOfUnknown(base, key);
  if (key instanceof Unknown) return forget(key);
  if (isObject(base) && typeof key === 'string') {
    return memberNamed(base, key, session) ?? null;
  }
  return isList(base) && typeof key === 'number' ? (base[key] ?? null) : null;
}

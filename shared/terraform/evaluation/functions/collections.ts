import { isList, isObject, tooLarge, Unknown } from '../../../model/value';
import type { Value } from '../../../model/value';
import { eitherOf, isEqual } from '../operators';
import { unknownOrder } from '../set-order';
import {
  Refused,
  asMap,
  compareText,
  derivedFrom,
  describe,
  isMap,
  isScalar,
  isSet,
  sortedEntries,
  toBoolean,
  toNumber,
  toObject,
  toText,
  uncovered,
  unify,
} from '../values';
import type { FunctionTable } from './definition';
import {
  anyNumber,
  open,
  pure,
  shallow,
  withList,
  withObject,
} from './definition';
import { isPlain } from './strings';
import type { ModuleScope } from '../../scope';

/** Functions of lists, maps and objects. */
export const collections: FunctionTable = {
  length: shallow([1, 1], ([value = null]) => {
    if (isList(value)) {
      const unknown = isSet(value) && value.find(isUnknown);
      // It may be the same as another member.
      return unknown instanceof Unknown && value.length > 1
        ? derivedFrom(unknown)
        : (unknownOrder(value) ?? value.length);
    }
    if (isObject(value)) return Object.keys(value).length;
    if (typeof value !== 'string') {
      return new Refused(`${describe(value)} has no length`);
    }
    return isPlain(value) ? value.length : uncovered('the length of a string');
  }),
  keys: shallow([1, 1], ([value]) =>
    withObject(value, (object) => sortedEntries(object).map(([key]) => key)),
  ),
  values: shallow([1, 1], ([value]) =>
    withObject(value, (object) =>
      sortedEntries(object).map(([, member]) => member),
    ),
  ),
  merge: open(anyNumber, merge),
  lookup: open([2, 3], lookup),
  contains: open([2, 2], ([list, value = null], scope) =>
    withList(list, (members) => {
      if (value === null) return new Refused('it looks for null');
      let unknown: Unknown | undefined;
      for (const member of members) {
        const answer = isEqual(member, value, scope);
        if (answer === true) return true;
        if (answer instanceof Unknown) unknown = answer;
      }
      return unknown === undefined ? false : derivedFrom(unknown);
    }),
  ),
  concat: shallow(anyNumber, (lists, scope) => {
    const all: Value[] = [];
    for (const list of lists) {
      if (!isList(list)) return new Refused(`${describe(list)} is not a list`);
      if (isSet(list)) return uncovered('a set that is made a list');
      if (!scope.spend(list.length)) return tooLarge;
      for (const member of list) all.push(member);
    }
    return all;
  }),
  flatten: shallow([1, 1], ([list], scope) =>
    withList(list, (members) => {
      const flat: Value[] = [];
      const fault = flatten(members, flat, scope);
      return fault ?? flat;
    }),
  ),
  distinct: pure([1, 1], ([list]) =>
    withList(list, (members) => {
      const same = unify(members);
      if (members.length < 2) return members;
      return same?.every((member) => isScalar(member)) === true
        ? [...new Set(same)]
        : uncovered('a list without duplicates');
    }),
  ),
  compact: pure([1, 1], ([list]) =>
    withList(list, (members) => {
      const texts: Value[] = [];
      for (const member of members) {
        const text = member === null ? '' : toText(member);
        if (text instanceof Unknown) return text;
        if (text !== '') texts.push(text);
      }
      return texts;
    }),
  ),
  element: shallow([2, 2], ([list, key = null]) =>
    withList(list, (members) => {
      const index = toNumber(key);
      if (isSet(members)) return new Refused('a set has no indexes');
      if (typeof index !== 'number' || !Number.isSafeInteger(index)) {
        return new Refused('its index is not a whole number');
      }
      if (members.length === 0) return new Refused('its list is empty');
      return index < 0
        ? uncovered('an index before the start')
        : (members[index % members.length] as Value);
    }),
  ),
  one: shallow([1, 1], ([value = null]) => {
    if (!isList(value)) return new Refused(`${describe(value)} is not a list`);
    const [first = null, ...others] = value;
    return others.length === 0
      ? first
      : new Refused('its list has several members');
  }),
  zipmap: shallow([2, 2], ([names, list]) =>
    withList(names, (keys) =>
      withList(list, (members) => {
        if (isSet(members)) return new Refused('a set has no indexes');
        if (keys.length !== members.length) {
          return new Refused('its lists are not equally long');
        }
        const entries: [string, Value][] = [];
        for (const [index, key] of keys.entries()) {
          const name = toText(key);
          if (name instanceof Unknown) return derivedFrom(name);
          entries.push([name, members[index] as Value]);
        }
        return toObject(entries);
      }),
    ),
  ),
  setproduct: shallow([2, Number.POSITIVE_INFINITY], setProduct),
  reverse: shallow([1, 1], ([list]) =>
    withList(list, (members) =>
      isSet(members)
        ? uncovered('a set that is made a list')
        : [...members].reverse(),
    ),
  ),
  sort: pure([1, 1], ([list]) =>
    withList(list, (members) => {
      const texts: string[] = [];
      for (const member of members) {
        const text = toText(member);
        if (typeof text !== 'string') return text;
        texts.push(text);
      }
      return texts.sort(compareText);
    }),
  ),
  slice: shallow([3, 3], ([list, from = null, to = null]) =>
    withList(list, (members) => {
      const start = toNumber(from);
      const end = toNumber(to);
      const isWithin =
        Number.isSafeInteger(start) &&
        Number.isSafeInteger(end) &&
        Number(start) >= 0 &&
        Number(start) <= Number(end) &&
        Number(end) <= members.length;
      if (isSet(members)) return uncovered('a set that is made a list');
      return isWithin
        ? members.slice(Number(start), Number(end))
        : new Refused('its indexes are outside of its list');
    }),
  ),
  index: pure([2, 2], ([list, value = null], scope) =>
    withList(list, (members) => {
      for (const [index, member] of members.entries()) {
        const answer = isEqual(member, value, scope);
        if (answer instanceof Unknown) return derivedFrom(answer);
        if (answer === true) return index;
      }
      return new Refused('its list has no such member');
    }),
  ),
  alltrue: open([1, 1], ([list]) =>
    withList(list, (all) => decided(all, false)),
  ),
  anytrue: open([1, 1], ([list]) =>
    withList(list, (all) => decided(all, true)),
  ),
};

/** One member may decide on its own; if none does, what is unknown counts. */
function decided(members: readonly Value[], deciding: boolean): Value {
  const answers = members.map(toBoolean);
  if (answers.includes(deciding)) return deciding;
  const unknown = answers.find((answer) => answer instanceof Unknown);
  if (unknown instanceof Refused)
    return uncovered('null in a list of booleans');
  return unknown instanceof Unknown ? derivedFrom(unknown) : !deciding;
}

/** Of an argument that is unknown, later ones are known all the same. */
function merge(args: readonly Value[], scope: ModuleScope): Value {
  let unknown: Unknown | undefined;
  let entries = new Map<string, Value>();
  for (const arg of args) {
    if (arg === null) continue;
    if (arg instanceof Unknown) {
      unknown ??= arg;
      entries = new Map(Object.entries(arg.members ?? {}));
    } else if (isObject(arg)) {
      if (!scope.spend(entries.size)) return tooLarge;
      for (const [name, member] of Object.entries(arg)) {
        entries.set(unknown === undefined ? name : name.toLowerCase(), member);
      }
    } else return new Refused(`${describe(arg)} is not an object`);
  }
  if (unknown === undefined) {
    const merged = toObject(entries);
    return args.every(isMap) ? asMap(merged) : merged;
  }
  return entries.size === 0
    ? derivedFrom(unknown)
    : new Unknown(unknown.reason, undefined, Object.fromEntries(entries));
}

function lookup(
  [map = null, key = null, fallback]: readonly Value[],
  scope: ModuleScope,
): Value {
  if (map instanceof Unknown) return derivedFrom(map);
  return withObject(map, (object) => {
    const name = toText(key);
    const members = Object.values(object);
    if (name instanceof Unknown) {
      const unknown = derivedFrom(name);
      const [first = unknown] = fallback === undefined ? members : [fallback];
      return members.reduce(
        (value, member) => eitherOf(value, member, unknown, scope),
        first,
      );
    }
    if (Object.hasOwn(object, name)) return object[name] as Value;
    if (fallback === undefined) {
      return new Refused(`it has no member ${JSON.stringify(name)}`);
    }
    // In a map the default gets the type of the members.
    return isMap(map) ? typedAs(members[0], fallback) : fallback;
  });
}

function typedAs(member: Value | undefined, fallback: Value): Value {
  const isNull = member === undefined || member === null || fallback === null;
  if (isNull || fallback instanceof Unknown) return fallback;
  if (typeof member === 'string') return toText(fallback);
  return typeof member === typeof fallback
    ? fallback
    : uncovered('a default of another type');
}

function isUnknown(value: Value): boolean {
  return value instanceof Unknown;
}

function flatten(
  members: readonly Value[],
  flat: Value[],
  scope: ModuleScope,
): Unknown | undefined {
  if (!scope.spend(members.length)) return tooLarge;
  const order = unknownOrder(members);
  if (order !== undefined) return order;
  for (const member of members) {
    // What is unknown may be a list.
    if (member instanceof Unknown) return derivedFrom(member);
    if (isList(member)) {
      const fault = flatten(member, flat, scope);
      if (fault !== undefined) return fault;
    } else flat.push(member);
  }
  return undefined;
}

function setProduct(args: readonly Value[], scope: ModuleScope): Value {
  if (args.every(isSet)) return uncovered('a set of lists');
  let product: Value[][] = [[]];
  for (const arg of args) {
    if (!isList(arg)) return new Refused(`${describe(arg)} is not a list`);
    const members = unify(arg);
    if (members === undefined) return uncovered('a list of several types');
    if (!scope.spend(product.length * members.length * args.length)) {
      return tooLarge;
    }
    product = product.flatMap((row) =>
      members.map((member) => [...row, member]),
    );
  }
  return product;
}

import { Unknown, isList, isObject, isSameText } from '../../model/value';
import type { Value, ValueObject } from '../../model/value';
import { areEqual } from '../compare';
import { limits } from '../limits';
import {
  knownStart,
  PartlyUnknown,
  isEmpty,
  typeOf,
  withKnowledge,
} from '../partially-known';
import {
  anyNumber,
  anything,
  array,
  bool,
  forget,
  isInteger,
  number,
  open,
  pure,
  refused,
  shallow,
  spendSearch,
  takes,
  textOf,
} from './definition';
import type { Call, FunctionTable } from './definition';
import { display } from './display';
import { intersect, unite } from './merge';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array */
export const arrays: FunctionTable = {
  // #array
  array: open([1, 1], ([value = null]) =>
    value instanceof Unknown && typeOf(value) === undefined
      ? withKnowledge(forget(value), array)
      : typeOf(value) === 'array'
        ? value
        : [value],
  ),
  // #concat
  concat: open([1, anyNumber], concat),
  // #contains
  contains: open([2, 2], contains),
  // #createarray
  createArray: open([0, anyNumber], (args) => args),
  // #empty
  empty: open([1, 1], ([value = null], call) => {
    if (value instanceof Unknown) {
      return isEmpty(value) ?? withKnowledge(forget(value), bool);
    }
    return typeof value === 'boolean' || typeof value === 'number'
      ? takes(call, 'a string, an array or an object')
      : (isEmpty(value) ?? null);
  }),
  // #first
  first: shallow([1, 1], anything, ([value], call) => {
    if (typeof value === 'string') return value.slice(0, 1);
    return isList(value)
      ? (value[0] ?? null)
      : takes(call, 'a string or array');
  }),
  // https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-array#flatten
  flatten: shallow([1, 1], array, ([value], call) =>
    isList(value) ? flatten(value, call) : takes(call, 'an array'),
  ),
  // #indexfromend
  indexFromEnd: shallow([2, 2], anything, ([value, index], call) =>
    isList(value) && isInteger(index)
      ? (value[value.length - index] ?? refused(call, 'finds no member'))
      : takes(call, 'an array and a number'),
  ),
  // #indexof
  indexOf: open([2, 2], (args, call) => positionOf(args, call, false)),
  // #intersection
  intersection: open([2, anyNumber], intersect),
  // #last
  last: shallow([1, 1], anything, ([value], call) => {
    if (typeof value === 'string') return value.slice(-1);
    return isList(value)
      ? (value.at(-1) ?? null)
      : takes(call, 'a string or array');
  }),
  // #lastindexof
  lastIndexOf: open([2, 2], (args, call) => positionOf(args, call, true)),
  // #length
  length: shallow([1, 1], number, ([value], call) => {
    if (typeof value === 'string' || isList(value)) return value.length;
    return isObject(value)
      ? Object.keys(value).length
      : takes(call, 'a string, an array or an object');
  }),
  // #max
  max: pure([1, anyNumber], number, (args, call) => extreme(args, call, 1)),
  // #min
  min: pure([1, anyNumber], number, (args, call) => extreme(args, call, -1)),
  // #range
  range: pure([2, 2], array, ([start, count], call) => {
    if (!isInteger(start) || !isInteger(count) || count < 0) {
      return takes(call, 'a start and a count');
    }
    if (count > limits.rangeCount) {
      return refused(call, `makes at most ${limits.rangeCount} members`);
    }
    call.session.spend(count);
    return Array.from({ length: count }, (_, index) => start + index);
  }),
  // #skip
  skip: shallow([2, 2], anything, ([value, count], call) => {
    if (!isInteger(count)) return takes(call, 'a number');
    if (typeof value !== 'string' && !isList(value)) {
      return takes(call, 'a string or array');
    }
    return value.slice(Math.max(count, 0));
  }),
  // #take
  take: shallow([2, 2], anything, ([value, count], call) => {
    if (!isInteger(count)) return takes(call, 'a number');
    if (typeof value !== 'string' && !isList(value)) {
      return takes(call, 'a string or array');
    }
    return value.slice(0, Math.max(count, 0));
  }),
  // #union
  union: open([1, anyNumber], unite),
};

/** Joins strings (and numbers) to a string, arrays to an array. */
function concat(args: readonly Value[], call: Call): Value {
  const isArray = args.some((arg) => typeOf(arg) === 'array');
  const unknown = args.find((arg) => arg instanceof Unknown);
  if (unknown !== undefined) {
    return unknownSum(args, unknown, isArray ? 'array' : 'string');
  }
  if (isArray) return flatten(args, call);
  if (args.some((arg) => typeof arg === 'object')) {
    return takes(call, 'strings or arrays');
  }
  const texts = args.map((arg) => display(arg, call.session));
  const length = texts.reduce((sum, { length: one }) => sum + one, 0);
  return textOf(call, length, () => texts.join(''));
}

function flatten(members: readonly Value[], call: Call): Value {
  const unknown = members.find((member) => member instanceof Unknown);
  if (unknown !== undefined) return unknownSum(members, unknown, 'array');
  if (!members.every(isList)) return takes(call, 'arrays');
  call.session.spend(members.reduce((sum, { length }) => sum + length, 0));
  return members.flat();
}

function unknownSum(
  parts: readonly Value[],
  { reason, cause }: Unknown,
  type: 'array' | 'string',
): Unknown {
  // A part without a type may be an array or a string.
  const isTyped = parts.some((part) => typeOf(part) !== undefined);
  const nonEmpty = parts.some((part) => isEmpty(part) === false);
  const [first] = parts;
  const known = { type, nonEmpty, ...knownStart(first) };
  return isTyped
    ? new PartlyUnknown(reason, known, cause)
    : new Unknown(reason, cause);
}

/** Strings compare case-sensitively, property names case-insensitively. */
function contains(
  [container = null, item = null]: readonly Value[],
  call: Call,
): Value {
  if (container instanceof Unknown) {
    const has = typeof item === 'string' && isSurelyIn(item, container);
    return has || withKnowledge(forget(container), bool);
  }
  if (isList(container)) {
    const answers = container.map((member) =>
      areEqual(member, item, call.session),
    );
    if (answers.includes('yes')) return true;
    if (!answers.includes('unknown')) return false;
    return withKnowledge(new Unknown('a member of the array is unknown'), bool);
  }
  if (item instanceof Unknown) return withKnowledge(forget(item), bool);
  if (typeof item !== 'string' && typeof item !== 'number') {
    return takes(call, 'a string to look for');
  }
  if (typeof container === 'string') {
    const wanted = String(item);
    spendSearch(call, container, wanted);
    return container.includes(wanted);
  }
  if (isObject(container)) return hasName(container, String(item));
  return takes(call, 'a string, an array or an object');
}

function isSurelyIn(name: string, { members = {} }: Unknown): boolean {
  return Object.hasOwn(members, name.toLowerCase());
}

function hasName(value: ValueObject, name: string): boolean {
  return Object.keys(value).some((key) => isSameText(key, name));
}

/** Finds a string in a string case-insensitively, or a member of an array case-sensitively. */
function positionOf(
  [container = null, item = null]: readonly Value[],
  call: Call,
  fromEnd: boolean,
): Value {
  const unknown = [container, item].find((value) => value instanceof Unknown);
  if (unknown !== undefined) return withKnowledge(forget(unknown), number);
  if (typeof container === 'string' && typeof item === 'string') {
    const [inside, wanted] = [container.toLowerCase(), item.toLowerCase()];
    spendSearch(call, inside, wanted);
    return fromEnd ? inside.lastIndexOf(wanted) : inside.indexOf(wanted);
  }
  if (!isList(container)) return takes(call, 'a string or an array');
  const answers = container.map((member) =>
    areEqual(member, item, call.session),
  );
  const isDecided = (answer: string) => answer !== 'no';
  const index = fromEnd
    ? answers.findLastIndex(isDecided)
    : answers.findIndex(isDecided);
  if (answers[index] !== 'unknown') return index;
  return withKnowledge(new Unknown('a member of the array is unknown'), number);
}

function extreme(args: readonly Value[], call: Call, sign: 1 | -1): Value {
  const [only] = args;
  const members = isList(only) && args.length === 1 ? only : args;
  let found: number | undefined;
  for (const member of members) {
    if (typeof member !== 'number') return takes(call, 'numbers');
    if (found === undefined || (member - found) * sign > 0) found = member;
  }
  return found ?? takes(call, 'at least one number');
}

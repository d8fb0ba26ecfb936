import { Unknown, isList, isObject } from '../../model/value';
import type { Value, ValueObject } from '../../model/value';
import { allOf, anyOf } from '../../model/kleene';
import { areEqual, assertLevel } from '../compare';
import { ObjectBuilder, emptyObject, memberNamed } from '../lookup';
import { PartlyUnknown, isEmpty, membersOf, typeOf } from '../partially-known';
import { forget, takes } from './definition';
import type { Call } from './definition';

/**
 * `union`: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array#union
 *
 * Arrays: each member once. Objects: merged recursively, later values win.
 */
export function unite(args: readonly Value[], call: Call): Value {
  const unknown = args.find((arg) => arg instanceof Unknown);
  if (unknown !== undefined) return uniteUnknown(args, unknown, call);
  if (args.every(isList)) return distinct(args.flat(), call);
  if (!args.every((arg) => isObject(arg))) {
    return takes(call, 'arrays or objects');
  }
  return args.reduce((merged, arg) => merge(merged, arg, call));
}

/** Properties added by an unknown are unknown; later values over it are known. */
function uniteUnknown(
  args: readonly Value[],
  { reason, cause }: Unknown,
  call: Call,
): Unknown {
  const type = args.map(typeOf).find((found) => found !== undefined);
  if (type === undefined) return new Unknown(reason, cause);
  const nonEmpty = args.some((arg) => isEmpty(arg) === false);
  if (type !== 'object') {
    return new PartlyUnknown(reason, { type, nonEmpty }, cause);
  }
  const unknown = new Unknown(reason, cause);
  const members = emptyObject();
  for (const arg of args) {
    const added = membersOf(arg) ?? {};
    call.session.spend(Object.keys(members).length);
    if (arg instanceof Unknown) {
      for (const name of Object.keys(members)) members[name] = unknown;
    }
    for (const [name, value] of Object.entries(added)) {
      call.session.spend(1);
      members[name] = over(unknown, value, call);
    }
  }
  return new PartlyUnknown(reason, { type, nonEmpty, members }, cause);
}

/** Steps for copying a member, which costs more than reading it. */
const stepsPerUnknown = 10;

/** Union of an unknown with a value: the value replaces anything but an object. */
function over(unknown: Unknown, value: Value, call: Call, level = 0): Value {
  assertLevel(level);
  call.session.spend(stepsPerUnknown);
  if (value === null) return unknown;
  if (!isObject(value)) return value;
  const members = emptyObject();
  for (const [name, member] of Object.entries(membersOf(value) ?? {})) {
    members[name] = over(unknown, member, call, level + 1);
  }
  const nonEmpty = isEmpty(value) === false;
  const { reason, cause } = unknown;
  return new PartlyUnknown(
    reason,
    { type: 'object', nonEmpty, members },
    cause,
  );
}

/** Each member once; members that cannot be compared make the array unknown. */
function distinct(members: readonly Value[], call: Call): Value {
  const kept: Value[] = [];
  for (const member of members) {
    const answers = kept.map((other) => areEqual(other, member, call.session));
    if (answers.includes('yes')) continue;
    if (answers.includes('unknown')) {
      return undecided('array', true);
    }
    kept.push(member);
  }
  return kept;
}

function merge(
  base: ValueObject,
  added: ValueObject,
  call: Call,
  level = 0,
): ValueObject {
  assertLevel(level);
  const merged = new ObjectBuilder();
  call.session.spend(Object.keys(base).length + Object.keys(added).length);
  for (const [name, value] of Object.entries(base)) merged.set(name, value);
  for (const [name, value] of Object.entries(added)) {
    merged.set(name, mergeValue(merged.get(name), value, call, level));
  }
  return merged.object;
}

function mergeValue(
  base: Value | undefined,
  added: Value,
  call: Call,
  level: number,
): Value {
  if (base === undefined || base === null) return added;
  if (isObject(base) && isObject(added)) {
    return merge(base, added, call, level + 1);
  }
  // Two objects are merged, and the effect of null is not documented.
  const couldBeObjects = [base, added].every(
    (value) => value instanceof Unknown || isObject(value),
  );
  if (added instanceof Unknown && couldBeObjects) return forget(added);
  if (base instanceof Unknown && couldBeObjects) return forget(base);
  if (added === null) return new Unknown('a value is united with null');
  return added;
}

/** `intersection`: the members or properties that all arguments have in common. */
export function intersect(args: readonly Value[], call: Call): Value {
  const unknown = args.find((arg) => arg instanceof Unknown);
  if (unknown !== undefined) return forget(unknown);
  const [first = null, ...others] = args;
  if (isList(first) && others.every(isList)) {
    return intersectArrays(first, others, call);
  }
  if (isObject(first) && others.every((other) => isObject(other))) {
    return intersectObjects(first, others, call);
  }
  return takes(call, 'arrays or objects');
}

function intersectArrays(
  first: readonly Value[],
  others: readonly (readonly Value[])[],
  call: Call,
): Value {
  const kept: Value[] = [];
  for (const member of first) {
    const answer = allOf(
      ...others.map((other) =>
        anyOf(...other.map((one) => areEqual(one, member, call.session))),
      ),
    );
    if (answer === 'unknown') return undecided('array');
    if (answer === 'yes') kept.push(member);
  }
  return distinct(kept, call);
}

function intersectObjects(
  first: ValueObject,
  others: readonly ValueObject[],
  call: Call,
): Value {
  const common = emptyObject();
  for (const [name, value] of Object.entries(first)) {
    call.session.spend(others.length);
    const answer = allOf(
      ...others.map((other) => {
        const found = memberNamed(other, name, call.session);
        return found === undefined
          ? 'no'
          : areEqual(found, value, call.session);
      }),
    );
    if (answer === 'unknown') return undecided('object');
    if (answer === 'yes') common[name] = value;
  }
  return common;
}

function undecided(type: 'array' | 'object', nonEmpty = false): Unknown {
  return new PartlyUnknown('a member is unknown', { type, nonEmpty });
}

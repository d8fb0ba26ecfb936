import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { Ternary } from '../model/kleene';
import { limits } from './limits';
import { emptyObject } from './lookup';
import { PartlyUnknown, isEmpty, membersOf, typeOf } from './partially-known';
import { BoundReached } from './session';
import type { EvaluationBudget } from './session';

/**
 * Returns whether two values are equal, as `equals` does: strings compare
 * case-sensitively, arrays and objects by their members.
 */
export function areEqual(
  a: Value,
  b: Value,
  session: EvaluationBudget,
  level = 0,
): Ternary {
  session.spend(2);
  assertLevel(level);
  const typeOfA = typeOf(a);
  const typeOfB = typeOf(b);
  if (typeOfA !== undefined && typeOfB !== undefined && typeOfA !== typeOfB) {
    return 'no';
  }
  if (a instanceof Unknown || b instanceof Unknown) {
    const [known, other] = a instanceof Unknown ? [b, a] : [a, b];
    if (isObject(known)) session.spend(Object.keys(known).length);
    const differs = isEmpty(known) === true && isEmpty(other) === false;
    return differs ? 'no' : 'unknown';
  }
  if (isList(a) && isList(b)) {
    if (a.length !== b.length) return 'no';
    let all: Ternary = 'yes';
    for (let index = 0; index < a.length; index++) {
      const [one, other] = [a[index], b[index]] as [Value, Value];
      const answer = areEqual(one, other, session, level + 1);
      if (answer === 'no') return 'no';
      if (answer === 'unknown') all = 'unknown';
    }
    return all;
  }
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return 'no';
    let all: Ternary = 'yes';
    for (const name of names) {
      if (!Object.hasOwn(b, name)) return 'no';
      const [one, other] = [a[name], b[name]] as [Value, Value];
      const answer = areEqual(one, other, session, level + 1);
      if (answer === 'no') return 'no';
      if (answer === 'unknown') all = 'unknown';
    }
    return all;
  }
  return a === b ? 'yes' : 'no';
}

/** Finds something unknown in a value; undefined if all of it is known. */
export function findUnknown(
  value: Value,
  session: EvaluationBudget,
  level = 0,
): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  assertLevel(level);
  const members = isList(value) ? value : Object.values(value);
  session.spend(2 * members.length);
  for (const member of members) {
    const unknown = findUnknown(member, session, level + 1);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/**
 * Merges two values of which one applies: what both agree on is known, the rest
 * is unknown for the given reason.
 */
export function either(
  a: Value,
  b: Value,
  reason: Unknown,
  session: EvaluationBudget,
  level = 0,
): Value {
  // A copy costs more than a look.
  session.spend(10);
  if (a === b || areEqual(a, b, session, level) === 'yes') return a;
  if (isList(a) && isList(b) && a.length === b.length) {
    return a.map((member, index) =>
      either(member, b[index] as Value, reason, session, level + 1),
    );
  }
  if (isObject(a) && isObject(b) && hasSameNames(a, b)) {
    const merged = emptyObject();
    for (const name of Object.keys(a)) {
      merged[name] = either(
        a[name] as Value,
        b[name] as Value,
        reason,
        session,
        level + 1,
      );
    }
    return merged;
  }
  const type = typeOf(a);
  if (type === undefined || type !== typeOf(b)) {
    return new Unknown(reason.reason, reason.cause);
  }
  const nonEmpty = isEmpty(a) === false && isEmpty(b) === false;
  const members = commonMembers(a, b, reason, session, level);
  return new PartlyUnknown(
    reason.reason,
    { type, nonEmpty, ...(members === undefined ? {} : { members }) },
    reason.cause,
  );
}

/** Properties that both objects have with equal values. */
function commonMembers(
  a: Value,
  b: Value,
  reason: Unknown,
  session: EvaluationBudget,
  level: number,
): Readonly<Record<string, Value>> | undefined {
  const [ofA, ofB] = [membersOf(a), membersOf(b)];
  if (ofA === undefined || ofB === undefined) return undefined;
  session.spend(10 * Object.keys(ofA).length);
  const common = emptyObject();
  for (const [name, member] of Object.entries(ofA)) {
    const other = ofB[name];
    if (other === undefined) continue;
    common[name] = either(member, other, reason, session, level + 1);
  }
  return common;
}

function hasSameNames(a: ValueObject, b: ValueObject): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name))
  );
}

/** Deeper values, which no template contains, would overflow the stack. */
export function assertLevel(level: number): void {
  if (level > limits.levels) {
    throw new BoundReached(`a value has more than ${limits.levels} levels`);
  }
}

import { isList, tooLarge, Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import type { Operator } from '../hcl/tree';
import type { ModuleScope } from '../scope';
import {
  Refused,
  derivedFrom,
  describe,
  isExact,
  isScalar,
  toBoolean,
  toNumber,
  uncovered,
} from './values';

/** Applies an operator to operands of which some may be unknown. */
export function operate(
  operator: Operator,
  [left = null, right = null]: readonly Value[],
  scope: ModuleScope,
): Value {
  switch (operator) {
    case 'logicalNot':
      return not(toBoolean(left));
    case 'logicalAnd':
      return decide(false, toBoolean(left), toBoolean(right));
    case 'logicalOr':
      return decide(true, toBoolean(left), toBoolean(right));
    case 'equal':
      return isEqual(left, right, scope);
    case 'notEqual':
      return not(isEqual(left, right, scope));
    case 'negate':
      return compute(0, left, (_, number) => -number);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
    case 'lessThan':
    case 'lessThanOrEqual':
    case 'greaterThan':
    case 'greaterThanOrEqual':
      return compute(left, right, arithmetic[operator]);
  }
}

function not(value: Value): Value {
  if (typeof value === 'boolean') return !value;
  return value instanceof Unknown ? derivedFrom(value) : value;
}

/** Either operand may decide on its own. */
function decide(deciding: boolean, left: Value, right: Value): Value {
  if (left === deciding || right === deciding) {
    // Whether the other one is evaluated at all depends on the version of Terraform.
    const refused = [left, right].find((value) => value instanceof Refused);
    return refused === undefined ? deciding : new Unknown(refused.reason);
  }
  if (left instanceof Unknown) return derivedFrom(left);
  return right instanceof Unknown ? derivedFrom(right) : !deciding;
}

type Arithmetic = (a: number, b: number) => number | boolean | Unknown;

const arithmetic = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => {
    // Infinity, in Terraform too.
    if (b === 0) return inexact;
    const quotient = a / b;
    return quotient * b === a ? quotient : inexact;
  },
  modulo: (a, b) => (b === 0 ? inexact : a % b),
  lessThan: (a, b) => a < b,
  lessThanOrEqual: (a, b) => a <= b,
  greaterThan: (a, b) => a > b,
  greaterThanOrEqual: (a, b) => a >= b,
} satisfies Partial<Record<Operator, Arithmetic>>;

const inexact = uncovered('arithmetic with a number of so many digits');

function compute(left: Value, right: Value, calculate: Arithmetic): Value {
  const a = toNumber(left);
  const b = toNumber(right);
  if (a instanceof Unknown) return derivedFrom(a);
  if (b instanceof Unknown) return derivedFrom(b);
  const result = calculate(a, b);
  if (typeof result !== 'number') return result;
  const isEachExact = isExact(a) && isExact(b) && isExact(result);
  const isSmall =
    [a, b].every(Number.isInteger) ||
    [a, b].every((one) => Math.abs(one) < 65_536);
  // Not -0, which is written otherwise.
  return isEachExact && isSmall ? result + 0 : inexact;
}

/**
 * Compares as Terraform does, which compares types first. Of lists and objects the
 * type may be another one than it seems, so that they are known to differ only.
 */
export function isEqual(a: Value, b: Value, scope: ModuleScope): Value {
  if (a instanceof Unknown) return derivedFrom(a);
  if (b instanceof Unknown) return derivedFrom(b);
  if (a === null || b === null) return a === b;
  if (isScalar(a) || isScalar(b)) return a === b;
  if (isList(a) !== isList(b)) return false;
  const left = Object.entries<Value>(a);
  const others = b as Readonly<Record<string, Value>>;
  if (!scope.spend(left.length)) return tooLarge;
  let unknown: Value = uncovered(
    `whether the type of ${describe(a)} is that of another`,
  );
  if (left.length !== Object.keys(b).length) return false;
  for (const [name, member] of left) {
    if (!Object.hasOwn(b, name)) return false;
    const answer = isEqual(member, others[name] as Value, scope);
    if (answer === false) return false;
    if (answer instanceof Unknown) unknown = answer;
  }
  return unknown;
}

/** The value of one of two expressions, as far as both have the same. */
export function eitherOf(
  a: Value,
  b: Value,
  unknown: Unknown,
  scope: ModuleScope,
): Value {
  if (a === b) return a;
  if (typeof a !== 'object' || typeof b !== 'object') return unknown;
  if (a === null || b === null) return unknown;
  if (a instanceof Unknown || b instanceof Unknown) return unknown;
  const names = Object.keys(a);
  if (isList(a) !== isList(b) || !scope.spend(names.length)) return unknown;
  const others = Object.keys(b);
  if (names.length !== others.length) return unknown;
  if (!names.every((name) => Object.hasOwn(b, name))) return unknown;
  const members = names.map((name): [string, Value] => [
    name,
    eitherOf(
      (a as Readonly<Record<string, Value>>)[name] as Value,
      (b as Readonly<Record<string, Value>>)[name] as Value,
      unknown,
      scope,
    ),
  ]);
  return isList(a)
    ? members.map(([, member]) => member)
    : Object.fromEntries(members);
}

import {
  isList,
  isObject,
  memberOfUnknown,
  tooLarge,
  Unknown,
} from '../../model/value';
import type { Value, ValueObject } from '../../model/value';
import type { ModuleScope } from '../scope';

/** A value that does not exist, because Terraform refuses the expression: `try` takes the next one. */
export class Refused extends Unknown {}

/** A value that depends on one that is unknown. */
export class Derived extends Unknown {
  constructor(readonly from: Unknown) {
    super(from.reason);
  }
}

/** The unknown that takes the place of what is computed from another one. */
export function derivedFrom(unknown: Unknown): Unknown {
  return unknown instanceof Refused || unknown === tooLarge
    ? unknown
    : new Derived(unknown);
}

/** A value that is unknown because the evaluator does not cover something. */
export function uncovered(what: string): Unknown {
  return new Unknown(`${what} is not evaluated here`);
}

/** An object that inherits nothing, so that a key named `__proto__` is a key like any other. */
export function toObject(
  entries: Iterable<readonly [name: string, value: Value]>,
): ValueObject {
  const object = Object.create(null) as Record<string, Value>;
  for (const [name, value] of entries) object[name] = value;
  return object;
}

/** Sets are arrays without duplicates; of scalars they are sorted. */
const sets = new WeakSet<object>();

/** Returns whether an array is a set of Terraform. */
export function isSet(value: Value): boolean {
  return typeof value === 'object' && value !== null && sets.has(value);
}

/** Makes a set of strings, numbers or booleans; unknown where members may be equal. */
export function toSet(members: readonly Value[]): Value {
  const scalars = members.filter(isScalar);
  if (scalars.length < members.length) {
    const unknown = members.find((member) => member instanceof Unknown);
    return unknown instanceof Unknown
      ? derivedFrom(unknown)
      : uncovered('a set of lists or objects');
  }
  return asSet([...new Set(scalars)].sort(compareScalars));
}

/** Marks a new array as a set. */
export function asSet(members: readonly Value[]): readonly Value[] {
  sets.add(members);
  return members;
}

/** Maps, whose members have one type. All other objects are objects of Terraform. */
const maps = new WeakSet<object>();

/** Returns whether an object is a map of Terraform. */
export function isMap(value: Value): boolean {
  return typeof value === 'object' && value !== null && maps.has(value);
}

/** Marks a new object as a map. */
export function asMap(object: ValueObject): ValueObject {
  maps.add(object);
  return object;
}

type Scalar = string | number | boolean;

export function isScalar(value: Value | undefined): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

function compareScalars(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

/** Compares as Terraform sorts: by code points, not by UTF-16. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The members of an object in the order in which Terraform goes through them. */
export function sortedEntries(
  object: Readonly<Record<string, Value>>,
): [string, Value][] {
  return Object.entries(object).sort(([a], [b]) => compareText(a, b));
}

/** Returns whether arithmetic with a number is exact, as it is in Terraform. */
export function isExact(number: number): boolean {
  return (
    Number.isSafeInteger(number) ||
    (Math.abs(number) < 65_536 && Number.isInteger(number * 256))
  );
}

/** A number as it is written: unknown if it has more digits than fit. */
export function parseNumber(text: string): number | Unknown {
  const number = Number(text);
  const digits = (text.split(/e/i, 1)[0] ?? '').replace(/\D/g, '').length;
  return Number.isSafeInteger(number) ||
    (digits <= 15 && Math.abs(number) < 1e15 && Math.abs(number) >= 1e-6)
    ? number
    : uncovered('a number of so many digits');
}

/** Converts to a string as Terraform does on its own. */
export function toText(value: Value): string | Unknown {
  if (typeof value === 'number') {
    const text = String(value);
    return text.includes('e') ? uncovered('a number of so many digits') : text;
  }
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string' || value instanceof Unknown) return value;
  return new Refused(`${describe(value)} is not a string`);
}

/** Converts to a number as Terraform does on its own. */
export function toNumber(value: Value): number | Unknown {
  if (typeof value === 'number' || value instanceof Unknown) return value;
  if (typeof value === 'string') {
    return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)
      ? parseNumber(value)
      : /^[+-]?[\d.]/.test(value)
        ? uncovered('a number that is written in this way')
        : new Refused(`${JSON.stringify(value)} is not a number`);
  }
  return new Refused(`${describe(value)} is not a number`);
}

/** Converts to a boolean as Terraform does on its own. */
export function toBoolean(value: Value): boolean | Unknown {
  if (typeof value === 'boolean' || value instanceof Unknown) return value;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return new Refused(`${describe(value)} is not a boolean`);
}

/** A value's type, for messages: never the value, which may be a secret. */
export function describe(value: Value): string {
  if (value === null) return 'null';
  if (isList(value)) return isSet(value) ? 'a set' : 'a list';
  if (isObject(value)) return 'an object';
  return `a ${typeof value}`;
}

/** The member of a value at an index or under a name. */
export function at(value: Value, key: Value): Value {
  if (value instanceof Unknown) {
    const member =
      typeof key === 'string' ? memberOfUnknown(value, key) : value;
    return member === value ? derivedFrom(value) : member;
  }
  if (key instanceof Unknown) return derivedFrom(key);
  if (isList(value)) {
    if (isSet(value)) return new Refused('a set has no indexes');
    const index = toNumber(key);
    if (typeof index !== 'number') return index;
    return value[index] ?? missing(value, index);
  }
  if (!isObject(value)) return new Refused(`${describe(value)} has no members`);
  const name = toText(key);
  if (typeof name !== 'string') return name;
  return Object.hasOwn(value, name)
    ? (value[name] as Value)
    : new Refused(`it has no member ${JSON.stringify(name)}`);
}

function missing(value: readonly Value[], index: number): Value {
  return index in value
    ? null
    : new Refused(`it has no member with the index ${index}`);
}

/** The first unknown in a value. */
export function unknownIn(
  value: Value,
  scope: ModuleScope,
): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.values<Value>(value);
  if (!scope.spend(members.length)) return tooLarge;
  for (const member of members) {
    const unknown = unknownIn(member, scope);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}

/**
 * Gives elements or results one type, as Terraform does: strings, if some are
 * strings and others numbers or booleans.
 *
 * @returns undefined where that takes more than to convert scalars
 */
export function unify(values: readonly Value[]): readonly Value[] | undefined {
  const known = values.filter(
    (value) => value !== null && !(value instanceof Unknown),
  );
  const types = new Set(known.map((value) => typeof value));
  if (types.size < 2) {
    if (!types.has('object')) return values;
    // Terraform refuses a list and an object.
    const isAnyList = known.some((value) => isList(value));
    const isSameKind = isAnyList === known.every((value) => isList(value));
    if (!isSameKind) return undefined;
    return isAlike(known) ? values : unifyObjects(values);
  }
  if (types.has('object') || !types.has('string')) return undefined;
  return values.map((value) => (value === null ? null : toText(value)));
}

/**
 * Gives objects of scalars one type: attribute by attribute if they have the same
 * ones, else as maps.
 */
function unifyObjects(values: readonly Value[]): readonly Value[] | undefined {
  const objects = values.filter(isObject);
  if (objects.length < values.length || objects.length > mostCompared) {
    return undefined;
  }
  const all = objects.flatMap((object) => Object.entries<Value>(object));
  if (!all.every(([, value]) => value === null || isScalar(value))) {
    return undefined;
  }
  const [names] = objects.map(namesOf);
  const isSame = objects.every(
    (object) => !isMap(object) && namesOf(object) === names,
  );
  const typesOf = new Map<string, Set<string>>();
  for (const [name, value] of all) {
    if (value === null) continue;
    const group = isSame ? name : '';
    const types = typesOf.get(group) ?? new Set();
    typesOf.set(group, types.add(typeof value));
  }
  const isMixed = (types: ReadonlySet<string> | undefined) =>
    types !== undefined && types.size > 1;
  // A number and a boolean have a type in common only beside a string.
  const groups = [...typesOf.values()];
  if (groups.some((types) => isMixed(types) && !types.has('string'))) {
    return undefined;
  }
  return objects.map((object) => {
    const converted = toObject(
      Object.entries<Value>(object).map(([name, value]) => [
        name,
        value !== null && isMixed(typesOf.get(isSame ? name : ''))
          ? toText(value)
          : value,
      ]),
    );
    return isSame ? converted : asMap(converted);
  });
}

function namesOf(object: ValueObject): string {
  return JSON.stringify(Object.keys(object).sort());
}

/** More than any settings have, and fewer than would take long. */
const mostCompared = 2_000;

/** Returns whether objects and lists keep their members as they are when they get one type. */
function isAlike(values: readonly Value[]): boolean {
  const types = new Set<string>();
  const shapes = values.map((value) =>
    shapeOf(value, types, { left: mostCompared }),
  );
  if (shapes.includes(undefined)) return false;
  if (new Set(shapes).size === 1) return true;
  // A string that is unknown leaves other strings as they are.
  if (types.has('string')) types.delete('unknown');
  return types.size < 2;
}

/** Names and types in a value, for comparison; adds the types of its scalars. */
function shapeOf(
  value: Value,
  types: Set<string>,
  budget: { left: number },
): string | undefined {
  if (budget.left-- <= 0) return undefined;
  if (value === null) return 'null';
  if (value instanceof Unknown) {
    types.add('unknown');
    return 'unknown';
  }
  if (typeof value !== 'object') {
    types.add(typeof value);
    return typeof value;
  }
  const parts: string[] = [];
  for (const [name, member] of sortedEntries(value as Record<string, Value>)) {
    const shape = shapeOf(member, types, budget);
    if (shape === undefined) return undefined;
    parts.push(`${JSON.stringify(name)}:${shape}`);
  }
  return isList(value) ? `[${parts.join()}]` : `{${parts.join()}}`;
}

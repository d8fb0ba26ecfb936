import { Unknown, isSameText } from '../value';
import type { Value, ValueObject } from '../value';

/**
 * Reads a property of an object by its name, without regard to case; the exact
 * name goes first.
 */
export function lookUp(object: ValueObject, name: string): Value | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  for (const key of Object.keys(object)) {
    if (isSameText(key, name)) return object[key];
  }
  return undefined;
}

/**
 * Reads a part of a template that decides what is judged. A name that is
 * written several times in different case hides nothing: it is unknown.
 */
export function readPart(object: ValueObject, name: string): Value | undefined {
  let found: Value | undefined;
  for (const key of Object.keys(object)) {
    if (!isSameText(key, name)) continue;
    if (found !== undefined) return new Unknown(`"${name}" is written twice`);
    found = object[key];
  }
  return found;
}

/** The members of an object by their names in lower case; the first of several counts. */
export function byLowerName(object: ValueObject): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  for (const [name, value] of Object.entries(object)) {
    const lower = name.toLowerCase();
    if (!members.has(lower)) members.set(lower, value);
  }
  return members;
}

/** An object without a prototype, so that a key named __proto__ is a key like any other. */
export function emptyObject(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** Sets a property; one of the same name in another case is replaced. */
export function assign(
  object: Record<string, Value>,
  name: string,
  value: Value,
): void {
  if (!Object.hasOwn(object, name)) {
    for (const key of Object.keys(object)) {
      if (!isSameText(key, name)) continue;
      object[key] = value;
      return;
    }
  }
  object[name] = value;
}

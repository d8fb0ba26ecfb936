import { Unknown, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationBudget } from './session';

/**
 * Reads a property of an object by its name, case-insensitively; the exact name
 * takes precedence.
 */
export function lookUp(object: ValueObject, name: string): Value | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  for (const key of Object.keys(object)) {
    if (isSameText(key, name)) return object[key];
  }
  return undefined;
}

/** As {@link lookUp}, for computed values: the search costs steps. */
export function memberNamed(
  object: ValueObject,
  name: string,
  session: EvaluationBudget,
): Value | undefined {
  if (!Object.hasOwn(object, name)) session.spend(Object.keys(object).length);
  return lookUp(object, name);
}

/**
 * Reads a part of a template that decides what is evaluated. A duplicate key in
 * different case is unknown, so that neither value hides the other.
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

/** The members of an object by lowercase name; a duplicate key in different case is unknown. */
export function byLowerName(object: ValueObject): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  for (const [name, value] of Object.entries(object)) {
    const lower = name.toLowerCase();
    members.set(
      lower,
      members.has(lower) ? new Unknown(`"${name}" is written twice`) : value,
    );
  }
  return members;
}

/** An object without a prototype, so that a key named __proto__ is a key like any other. */
export function emptyObject(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>;
}

/** Builds an object. Setting a name again, in any case, replaces the value. */
export class ObjectBuilder {
  readonly object = emptyObject();
  readonly #names = new Map<string, string>();

  get(name: string): Value | undefined {
    const known = this.#names.get(name.toLowerCase());
    return known === undefined ? undefined : this.object[known];
  }

  set(name: string, value: Value): void {
    const lower = name.toLowerCase();
    const known = this.#names.get(lower);
    if (known === undefined) this.#names.set(lower, name);
    this.object[known ?? name] = value;
  }
}

import { Unknown, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationBudget } from './session';

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

/** As {@link lookUp}, for values that a template computes: what is searched is paid for. */
export function memberNamed(
  object: ValueObject,
  name: string,
  session: EvaluationBudget,
): Value | undefined {
  if (!Object.hasOwn(object, name)) session.spend(Object.keys(object).length);
  return lookUp(object, name);
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

/** The members of an object by their names in lower case; one that is written twice in different case is unknown. */
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

/** Puts an object together; a name that is set again, in any case, replaces the value. */
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

import type { Declaration } from './declaration';
import type { Registry } from './registry';
import { isList, isObject } from './value';
import type { Value } from './value';

/** A shorter string is a part of too many others to hide all of these. */
const shortestPart = 4;

/**
 * The strings that a document marks as sensitive. They are evaluated like any
 * other, and messages don't print them, nor what contains one or is a part of one:
 * an expression may have joined or split a sensitive value.
 *
 * A boolean isn't recorded, because the outcome of a rule reveals it.
 */
export class SensitiveStrings {
  readonly #strings = new Set<string>();

  get isEmpty(): boolean {
    return this.#strings.size === 0;
  }

  /** Records all strings and numbers in a value. */
  add(value: Value | undefined): void {
    for (const text of textsIn(value)) {
      if (text !== '') this.#strings.add(text);
    }
  }

  /** Records all strings of another set. */
  addAll(other: SensitiveStrings): void {
    for (const each of other.#strings) this.#strings.add(each);
  }

  /** Returns whether a value has a string that must not be printed. */
  hides(value: Value): boolean {
    if (this.isEmpty) return false;
    for (const text of textsIn(value)) {
      if (this.#hidesText(text)) return true;
    }
    return false;
  }

  #hidesText(text: string): boolean {
    if (this.#strings.has(text)) return true;
    if (text.length < shortestPart) return false;
    for (const each of this.#strings) {
      if (each.length < shortestPart) continue;
      if (text.includes(each) || each.includes(text)) return true;
    }
    return false;
  }
}

/** Lists the strings and numbers in a value; a part that several others share only once. */
function* textsIn(value: Value | undefined): Generator<string> {
  const rest: Value[] = value === undefined ? [] : [value];
  const seen = new Set<Value>();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === 'string' || typeof next === 'number') {
      yield String(next).toLowerCase();
    } else if ((isList(next) || isObject(next)) && !seen.has(next)) {
      seen.add(next);
      for (const member of Object.values<Value>(next)) rest.push(member);
    }
  }
}

/** The strings that are sensitive in any of several registries; undefined without any. */
export function sensitiveIn(
  registries: readonly Registry[],
): SensitiveStrings | undefined {
  const found = registries.flatMap(({ sensitive }) => sensitive ?? []);
  if (new Set(found).size < 2) return found[0];
  const all = new SensitiveStrings();
  for (const each of found) all.addAll(each);
  return all;
}

/** Adds the sensitive strings of a resource to the registries that it declares. */
export function withSensitive(
  declarations: readonly Declaration[],
  sensitive: SensitiveStrings,
): readonly Declaration[] {
  if (sensitive.isEmpty) return declarations;
  const marked = (registry: Registry): Registry => ({
    ...registry,
    sensitive: sensitiveIn([registry, { ...registry, sensitive }]),
  });
  return declarations.map((declaration) => {
    const { registry, possible, update, name } = declaration;
    return {
      ...declaration,
      registry: marked(registry),
      ...(possible === undefined ? {} : { possible: marked(possible) }),
      ...(update === undefined
        ? {}
        : { update: { ...update, inIsolation: marked(update.inIsolation) } }),
      ...(name !== undefined && sensitive.hides(name)
        ? { name: sensitiveValue }
        : {}),
    };
  });
}

/** Printed in the place of a sensitive value. */
export const sensitiveValue = 'a sensitive value';

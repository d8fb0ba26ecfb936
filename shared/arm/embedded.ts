import { Unknown, isList, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { mayOpenRegistries } from '../util/azure-policies';
import { limits } from './limits';
import { readPart } from './lookup';

/** Properties that a resource has beside its type, unlike a condition of a policy. */
const declaring = ['apiVersion', 'properties', 'sku', 'location'];

const registryType = /^\s*microsoft\.containerregistry\/registries\s*(@|$)/i;

/**
 * Finds templates and registries in the properties of resources whose type is
 * not known to deploy any: policy definitions, template specs, managed
 * applications, blueprints and whatever else Azure may deploy later.
 */
export class EmbeddedTemplates {
  readonly #known = new WeakMap<object, boolean>();
  readonly #mayDeclare: (resources: Value | undefined) => boolean;

  /** @param mayDeclare returns whether the resources of a template may declare a registry */
  constructor(mayDeclare: (resources: Value | undefined) => boolean) {
    this.#mayDeclare = mayDeclare;
  }

  /** Returns whether a value contains one, without evaluating expressions. */
  isIn(value: Value | undefined, level = 0): boolean {
    if (typeof value === 'string') return isJsonOfRegistry(value);
    if (typeof value !== 'object' || value === null) return false;
    if (value instanceof Unknown) return false;
    if (level > limits.levels) return true;
    let known = this.#known.get(value);
    if (known === undefined) {
      known = isList(value)
        ? value.some((member) => this.isIn(member, level + 1))
        : this.#isInObject(value, level);
      this.#known.set(value, known);
    }
    return known;
  }

  #isInObject(value: ValueObject, level: number): boolean {
    for (const name of Object.keys(value)) {
      const member = value[name];
      if (name.length === 'type'.length && isSameText(name, 'type')) {
        if (isDeclared(value, member)) return true;
      } else if (modifiesRegistries(name, member)) {
        return true;
      } else if (
        name === '$schema' &&
        typeof member === 'string' &&
        /deploymentTemplate\.json/i.test(member) &&
        this.#mayDeclare(readPart(value, 'resources'))
      ) {
        return true;
      }
      if (this.isIn(member, level + 1)) return true;
    }
    return false;
  }
}

/** Returns whether a property is the part of a policy that changes registries, so that they may be open. */
export function modifiesRegistries(
  name: string,
  member: Value | undefined,
): boolean {
  return (
    isList(member ?? null) &&
    ['operations', 'details'].some((one) => isSameText(name, one)) &&
    mayOpenRegistries(JSON.stringify({ [name.toLowerCase()]: member }))
  );
}

function isDeclared(resource: ValueObject, type: Value | undefined): boolean {
  if (typeof type !== 'string') return false;
  const [match, version] = registryType.exec(type) ?? [];
  if (match === undefined) return false;
  return (
    version === '@' ||
    declaring.some((name) => readPart(resource, name) !== undefined)
  );
}

/** A template as a string, or in a call of `json()`. */
function isJsonOfRegistry(text: string): boolean {
  return (
    /^\s*[[{]/.test(text) &&
    /containerregistry\\?\/registries/i.test(text) &&
    (/apiVersion/i.test(text) || mayOpenRegistries(text))
  );
}

import { Unknown, isObject, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { EmbeddedTemplates } from './embedded';
import { isExpression } from './expression';
import { limits } from './limits';
import { lookUp, readPart } from './lookup';

/** What a resource is to the reader, by its type; most are nothing. */
export type Kind = 'registry' | 'replication' | 'deployment' | 'computed';

/** The types of interest, in lower case. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['microsoft.containerregistry/registries', 'registry'],
  ['microsoft.containerregistry/registries/replications', 'replication'],
  ['microsoft.resources/deployments', 'deployment'],
  ['microsoft.resources/deploymentstacks', 'deployment'],
]);

/**
 * What a resource of a type is to the reader; a version behind an `@` doesn't
 * matter.
 *
 * @returns `computed` for an expression or what isn't known
 */
export function kindOf(type: Value | undefined): Kind | undefined {
  if (type instanceof Unknown) return 'computed';
  if (typeof type !== 'string') return undefined;
  if (isExpression(type)) return 'computed';
  return kinds.get(withoutVersion(type));
}

function withoutVersion(type: string): string {
  return type.replace(/@.*/s, '').trim().toLowerCase();
}

/** Tells whether a resource inside of a registry is a replication of it. */
export function isInnerReplication(child: ValueObject): boolean {
  const type = lookUp(child, 'type');
  return typeof type === 'string' && withoutVersion(type) === 'replications';
}

const typeName = 'type';
const childrenName = 'resources';
const propertiesName = 'properties';

/**
 * Tells, without evaluating anything, which parts of a template may declare a
 * registry or what belongs to one: most of a large template is never looked at
 * again.
 */
export class RelevantResources {
  readonly #known = new WeakMap<object, boolean>();
  readonly #embedded = new EmbeddedTemplates((resources) =>
    this.inResources(resources),
  );

  /** Tells whether a resource, its children or the template it deploys may declare a registry or a replication of one. */
  inResource(resource: Value | undefined, level = 0): boolean {
    // A wrong type is reported, whatever should have been there.
    if (!isObject(resource)) return resource !== undefined;
    let isKnownKind = false;
    for (const name of Object.keys(resource)) {
      const value = resource[name];
      // Asked of every resource there is, so the length decides first.
      if (name.length === typeName.length && isSameText(name, typeName)) {
        const kind = kindOf(value);
        isKnownKind ||= kind !== undefined;
        if (kind === 'deployment' && this.#inDeployment(resource, level)) {
          return true;
        }
        if (kind !== undefined && kind !== 'deployment') return true;
      }
      if (
        name.length === childrenName.length &&
        isSameText(name, childrenName) &&
        this.inResources(value, level + 1)
      ) {
        return true;
      }
    }
    return !isKnownKind && this.embedsTemplate(resource);
  }

  /** Tells whether a resource of a type that is not looked at holds a template for later. */
  embedsTemplate(resource: ValueObject): boolean {
    return Object.keys(resource).some(
      (name) =>
        name.length === propertiesName.length &&
        isSameText(name, propertiesName) &&
        this.#embedded.isIn(resource[name]),
    );
  }

  /** Tells whether variables or parameters hold a template, which resources may hold by expressions. */
  holdsTemplate(template: ValueObject): boolean {
    return ['variables', 'parameters'].some((name) =>
      this.#embedded.isIn(readPart(template, name)),
    );
  }

  /** Tells whether an evaluated value holds a template. */
  isEmbeddedIn(value: Value): boolean {
    return this.#embedded.isIn(value);
  }

  #inDeployment(resource: ValueObject, level: number): boolean {
    const properties = readPart(resource, 'properties');
    if (!isObject(properties)) return true;
    const template = readPart(properties, 'template');
    if (!isObject(template)) return true;
    return (
      this.inResources(readPart(template, 'resources'), level + 1) ||
      this.holdsTemplate(template) ||
      this.#embedded.isIn(readPart(properties, 'parameters'))
    );
  }

  /** The same for the `resources` of a template or of a resource. */
  inResources(resources: Value | undefined, level = 0): boolean {
    if (resources === undefined || resources === null) return false;
    if (typeof resources !== 'object') return true;
    if (resources instanceof Unknown || level > limits.levels) return true;
    let known = this.#known.get(resources);
    if (known === undefined) {
      known = Object.values(resources).some((member) =>
        this.inResource(member, level),
      );
      this.#known.set(resources, known);
    }
    return known;
  }
}

import { childKindOf, childKinds, namesOfKind } from '../model/kind';
import type { ChildKind } from '../model/kind';
import { Unknown, isObject, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { EmbeddedTemplates } from './embedded';
import { isExpression } from './expression';
import { limits } from './limits';
import { lookUp, readPart } from './lookup';

/** Kind of a resource, by its type. Most kinds are irrelevant. */
export type Kind =
  | 'registry'
  | ChildKind
  | 'deployment'
  | 'computed'
  | 'elsewhere'
  | 'script'
  | 'endpoint';

/** The types of interest, in lower case. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['microsoft.containerregistry/registries', 'registry'],
  ...childKinds.map(
    (kind) => [namesOfKind(kind).type.toLowerCase(), kind] as const,
  ),
  ['microsoft.network/privateendpoints', 'endpoint'],
  ['microsoft.resources/deployments', 'deployment'],
  ['microsoft.resources/deploymentstacks', 'deployment'],
  // Azure deploys a template that is not in the document.
  ['microsoft.solutions/applications', 'elsewhere'],
  ['microsoft.solutions/applicationdefinitions', 'elsewhere'],
  ['microsoft.blueprint/blueprintassignments', 'elsewhere'],
  ['microsoft.devtestlab/labs/users/environments', 'elsewhere'],
  ['microsoft.devcenter/projects/users/environments', 'elsewhere'],
  ['microsoft.resources/deploymentscripts', 'script'],
  ['microsoft.compute/virtualmachines/runcommands', 'script'],
]);

/**
 * Returns the kind of a resource type; a version after `@` is ignored.
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

/** The kind of a resource inside a registry, whose type is the last part only: `webhooks`. */
export function innerKindOf(type: Value | undefined): ChildKind | undefined {
  return typeof type === 'string'
    ? childKindOf(withoutVersion(type))
    : undefined;
}

/** Returns whether a resource inside a registry is a replication of it. */
export function isInnerReplication(child: ValueObject): boolean {
  return innerKindOf(lookUp(child, 'type')) === 'replication';
}

const typeName = 'type';
const childrenName = 'resources';
const propertiesName = 'properties';

/**
 * Finds, without evaluating anything, the parts of a template that may declare a
 * registry or belong to one, so that most of a large template is read only once.
 */
export class RelevantResources {
  readonly #known = new WeakMap<object, boolean>();
  readonly #embedded = new EmbeddedTemplates((resources) =>
    this.inResources(resources),
  );

  /** Returns whether a resource, its children or its template may declare a registry or a replication. */
  inResource(resource: Value | undefined, level = 0): boolean {
    // A wrong type is reported, whatever was expected.
    if (!isObject(resource)) return resource !== undefined;
    let isKnownKind = false;
    let hasType = false;
    for (const name of Object.keys(resource)) {
      const value = resource[name];
      // Runs for every resource, so the length is compared first.
      if (name.length === typeName.length && isSameText(name, typeName)) {
        const kind = kindOf(value) ?? innerKindOf(value);
        hasType ||= kind !== undefined || typeof value === 'string';
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
    return !hasType || (!isKnownKind && this.embedsTemplate(resource));
  }

  /** Returns whether a resource of another type contains a template that Azure may deploy later. */
  embedsTemplate(resource: ValueObject): boolean {
    return Object.keys(resource).some(
      (name) =>
        name.length === propertiesName.length &&
        isSameText(name, propertiesName) &&
        this.#embedded.isIn(resource[name]),
    );
  }

  /** Returns whether variables or parameters contain a template, which expressions may refer to. */
  holdsTemplate(template: ValueObject): boolean {
    return ['variables', 'parameters'].some((name) =>
      this.#embedded.isIn(readPart(template, name)),
    );
  }

  /** Returns whether an evaluated value contains a template. */
  isEmbeddedIn(value: Value): boolean {
    return this.#embedded.isIn(value);
  }

  #inDeployment(resource: ValueObject, level: number): boolean {
    const properties = readPart(resource, 'properties');
    if (!isObject(properties)) return true;
    const template = readPart(properties, 'template');
    if (!isObject(template)) return true;
    const resources = readPart(template, 'resources') ?? null;
    return (
      resources === null ||
      this.inResources(resources, level + 1) ||
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

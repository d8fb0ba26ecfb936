import { Unknown, isList, isObject, isSameText } from '../value';
import type { Value, ValueObject } from '../value';
import { isExpression } from './expression';
import { limits } from './limits';
import { lookUp } from './lookup';

const registryType = 'Microsoft.ContainerRegistry/registries';

/** Resources that deploy a template of their own. */
const deploymentTypes: readonly string[] = [
  'Microsoft.Resources/deployments',
  'Microsoft.Resources/deploymentStacks',
];

/** Tells whether a type, without a version behind an `@`, is that of a registry. */
export function isRegistryType(type: Value): boolean {
  return isType(type, [registryType]);
}

/** Tells whether a resource of a type deploys a template. */
export function isDeploymentType(type: Value): boolean {
  return isType(type, deploymentTypes);
}

function isType(type: Value, types: readonly string[]): boolean {
  if (typeof type !== 'string') return false;
  const [name = ''] = type.split('@');
  return types.some((one) => isSameText(one, name.trim()));
}

/**
 * Tells, without evaluating anything, which parts of a template may declare a
 * registry: most of a large template is never looked at again.
 */
export class Interest {
  readonly #known = new WeakMap<ValueObject, boolean>();

  /** Tells whether a resource, its children or the template it deploys may declare a registry. */
  inResource(resource: Value | undefined, level = 0): boolean {
    if (resource instanceof Unknown) return true;
    if (!isObject(resource)) return false;
    let known = this.#known.get(resource);
    if (known === undefined) {
      known = level > limits.levels || this.#isResource(resource, level);
      this.#known.set(resource, known);
    }
    return known;
  }

  #isResource(resource: ValueObject, level: number): boolean {
    for (const [name, value] of Object.entries(resource)) {
      const lower = name.toLowerCase();
      if (lower === 'resources' && this.inResources(value, level + 1)) {
        return true;
      }
      if (lower !== 'type') continue;
      if (value instanceof Unknown || isRegistryType(value)) return true;
      if (typeof value === 'string' && isExpression(value)) return true;
      if (isDeploymentType(value) && this.#isDeployment(resource, level)) {
        return true;
      }
    }
    return false;
  }

  #isDeployment(resource: ValueObject, level: number): boolean {
    const properties = lookUp(resource, 'properties');
    if (!isObject(properties)) return true;
    const template = lookUp(properties, 'template');
    return isObject(template)
      ? this.inResources(lookUp(template, 'resources'), level + 1)
      : true;
  }

  /** The same for the `resources` of a template or of a resource. */
  inResources(resources: Value | undefined, level = 0): boolean {
    if (resources instanceof Unknown || typeof resources === 'string') {
      return true;
    }
    const members = isList(resources)
      ? resources
      : isObject(resources)
        ? Object.values(resources)
        : [];
    return members.some((member) => this.inResource(member, level));
  }
}

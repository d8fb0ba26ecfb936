import type { JsonObject } from '../../shared/json/json';
import { expectString, optionalString } from './expect';
import { asList, asObject } from './json-helpers';
import type { Part } from './json-helpers';
import { referencesOf, stepsOf } from './terraform-plan-reference';

/** A module of a plan's configuration, as one of its instances sees it. */
export interface Module {
  readonly json: JsonObject;
  /** As addresses in it start: `module.hub["a"].` */
  readonly prefix: string;
  /** The call, and the module that it is in; left out for the root. */
  readonly call?: { readonly json: JsonObject; readonly from: Module };
}

/** The configuration of a resource, and the module where its references start. */
export interface Written {
  readonly module: Module;
  /** The block of the resource or of the module call: it has `for_each` or `count`. */
  readonly block: JsonObject;
  /** The key of its instance: `["a"]`. */
  readonly key?: string;
}

/** A resource that is written in a configuration. */
export interface Configured extends Part {
  readonly type: string;
  readonly name: string;
  readonly mode: string;
  readonly written: Written;
  /** It may have several instances, or none. */
  readonly isRepeated: boolean;
}

/** The value of `each.value` if `for_each` is a resource: the instance with its key. */
export function instanceOf(
  reference: string,
  { module, block, key = '' }: Written,
): string | undefined {
  const [kind, name, ...rest] = stepsOf(reference);
  if (kind !== 'each' || name !== 'value') return undefined;
  const [whole = '', ...others] = referencesOf(
    asObject(block['for_each_expression']),
  );
  const [type = '', , ...attributes] = stepsOf(whole);
  const isResource = type.includes('_') && attributes.length === 0;
  return others.length === 0 && isResource
    ? `${module.prefix}${whole}${key}${rest.join('')}`
    : undefined;
}

/** The modules that `each.value` may come from: `module.hub["a"]`. */
export function modulesOfEach(
  reference: string,
  { module, block, key = '' }: Written,
): readonly string[] {
  const [kind, name] = stepsOf(reference);
  if (kind !== 'each' || name !== 'value') return [];
  return referencesOf(asObject(block['for_each_expression'])).flatMap(
    (whole) => {
      const [type, , ...rest] = stepsOf(whole);
      if (type !== 'module') return [];
      return `${module.prefix}${whole}${rest.length === 0 ? key : ''}`;
    },
  );
}

export function identityOf({ json, path }: Part) {
  return {
    type: expectString(json['type'], [...path, 'type']),
    name: expectString(json['name'], [...path, 'name']),
    mode: optionalString(json['mode'], [...path, 'mode']) ?? 'managed',
  };
}

export function repeats(block: JsonObject): boolean {
  return (
    Object.hasOwn(block, 'count_expression') ||
    Object.hasOwn(block, 'for_each_expression')
  );
}

/** The managed resources of a module by `type.name`: no type has a dot. */
export function managedIn(module: JsonObject): ReadonlyMap<string, JsonObject> {
  const resources = new Map<string, JsonObject>();
  for (const json of asList(module['resources'])) {
    const { mode = 'managed', type, name } = asObject(json);
    if (mode !== 'managed') continue;
    if (typeof type !== 'string' || typeof name !== 'string') continue;
    resources.set(`${type}.${name}`, asObject(json));
  }
  return resources;
}

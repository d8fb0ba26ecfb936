import type { Declaration } from '../declaration';
import { applyPatches } from '../patch';
import type { AppliedPatch, Patch } from '../patch';
import { textOf } from '../value';
import type { Property } from '../value';
import { TerraformExpression } from './expression';

/** Something with an address that declares registries, or changes of registries. */
export interface Declaring {
  readonly type: string;
  /** As expressions of the same module refer to it: `azurerm_container_registry.web`. */
  readonly address: string;
  readonly read: () => readonly Declaration[];
}

const changingTypes = new Set([
  'azapi_update_resource',
  'azapi_resource_action',
]);

/** Tells whether a resource of a type may change a registry that another one declares. */
function isChangingType(type: string): boolean {
  return changingTypes.has(type);
}

/**
 * Joins changes with the registries that they change, so that a registry is
 * judged as it will be in the end. A change of a registry that is none of
 * these is left to be judged for what it sets.
 *
 * @param resources all of one configuration or plan: what changes a registry
 *   may stand anywhere in it, also before what it changes
 * @param types the types of these at least; where none is one of a change, the
 *   resources are given as they come, and do not lie in memory together
 */
export function withChanges<Resource extends Declaring>(
  resources: Iterable<Resource>,
  types: Iterable<string>,
): Iterable<Resource> {
  for (const type of types) {
    if (isChangingType(type)) return join([...resources]);
  }
  return resources;
}

function join<Resource extends Declaring>(
  resources: readonly Resource[],
): readonly Resource[] {
  let links: Links | undefined;
  return resources.map((resource) => ({
    ...resource,
    // Read when it is judged, where a fault is caught.
    read: () => readFinal(resource, (links ??= new Links(resources))),
  }));
}

function readFinal(resource: Declaring, links: Links): readonly Declaration[] {
  const declarations = resource.read();
  if (isChangingType(resource.type)) {
    return declarations.filter(
      ({ patch }) => patch === undefined || !links.isInSight(patch),
    );
  }
  return declarations.map((declaration) => {
    const patches = links.patchesOf(resource, declaration);
    return patches.length === 0
      ? declaration
      : {
          ...declaration,
          registry: applyPatches(declaration.registry, patches),
        };
  });
}

/** Which changes are about which registries. */
class Links {
  readonly #declaring: ReadonlyMap<string, Declaring>;
  readonly #byAddress = new Map<string, AppliedPatch[]>();
  readonly #byName = new Map<string, AppliedPatch[]>();
  /** The length of the longest address. */
  readonly #longest: number;
  #names: ReadonlySet<string | undefined> | undefined;

  constructor(resources: readonly Declaring[]) {
    this.#declaring = new Map(
      resources
        .filter(({ type }) => !isChangingType(type))
        .map((resource) => [resource.address, resource]),
    );
    this.#longest = [...this.#declaring.keys()].reduce(
      (longest, { length }) => Math.max(longest, length),
      0,
    );
    for (const resource of resources) {
      if (isChangingType(resource.type)) this.#add(resource);
    }
  }

  /** What changes one of the registries that a resource declares. */
  patchesOf({ address }: Declaring, declaration: Declaration): AppliedPatch[] {
    const name = nameOf(declaration);
    const named = name === undefined ? undefined : this.#byName.get(name);
    // A name leaves no doubt, where a reference might.
    return [...(named ?? []), ...(this.#byAddress.get(address) ?? [])];
  }

  /** Tells whether the registry that is changed is declared by one of the resources. */
  isInSight(patch: Patch): boolean {
    if (this.#mentionsOf(patch).length > 0) return true;
    const name = nameIn(patch);
    if (name === undefined) return false;
    this.#names ??= new Set(
      [...this.#declaring.values()].flatMap(({ read }) => read()).map(nameOf),
    );
    return this.#names.has(name);
  }

  #add({ address, read }: Declaring): void {
    for (const { patch, registry, doubt } of read()) {
      if (patch === undefined) continue;
      const applied = { by: address, sets: patch.sets, registry };
      for (const mention of this.#mentionsOf(patch)) {
        addTo(this.#byAddress, mention.address, {
          ...applied,
          isCertain: mention.isCertain && doubt === undefined,
        });
      }
      const name = nameIn(patch);
      if (name === undefined) continue;
      addTo(this.#byName, name, { ...applied, isCertain: doubt === undefined });
    }
  }

  /** The resources that a change refers to: by an ID or by a name, the provider refuses both. */
  #mentionsOf({ target }: Patch): Mention[] {
    const template = templateOf(target.id) ?? templateOf(target.name);
    if (template === undefined) return [];
    return [...mentionsIn(template, this.#longest)].filter(({ address }) =>
      this.#declaring.has(address),
    );
  }
}

function templateOf(property: Property): string | undefined {
  return property.state === 'unknown' &&
    property.unknown instanceof TerraformExpression
    ? property.unknown.template
    : undefined;
}

interface Mention {
  readonly address: string;
  /** Whether it is this one, or one of several that Terraform chooses. */
  readonly isCertain: boolean;
}

/**
 * A name and all that is asked of it: `web[0].id`. It takes whatever it starts
 * on, so that no part of a template is looked at twice.
 */
const traversal =
  /[\p{ID_Start}_][\p{ID_Continue}-]*(?:\.[\p{ID_Continue}*-]+|\[[^\]]*(?:\]|$))*/gu;
const step = /\.|\[/g;
/** One of several instances: `[0]`, `[*]`, in old configurations `.0`. */
const instance = /\[|\.[\d*]/g;

/** All addresses, up to a length, that a template's references may start with. */
function* mentionsIn(template: string, longest: number): Generator<Mention> {
  const packed = template.replaceAll(/\s/g, '');
  for (const [reference] of template.matchAll(traversal)) {
    const isWhole = packed === `\${${reference}}`;
    const lastInstance = [...reference.matchAll(instance)].at(-1)?.index ?? 0;
    for (const { index } of reference.matchAll(step)) {
      if (index > longest) break;
      yield {
        address: reference.slice(0, index),
        isCertain: isWhole && lastInstance < index,
      };
    }
  }
}

/** A registry's literal name in lower case: names are unique in all of Azure, without regard to case. */
function nameOf({ registry }: Declaration): string | undefined {
  return literal(registry.fields.name.property);
}

/** The literal name by which a change names its registry, or that ends the ID by which it does. */
function nameIn({ target }: Patch): string | undefined {
  const id = literal(target.id);
  return id === undefined
    ? literal(target.name)
    : /\/registries\/([^/]+)$/.exec(id)?.[1];
}

function literal(property: Property): string | undefined {
  return textOf(property)?.toLowerCase();
}

function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

import type { Declaration } from '../model/declaration';
import { applyUpdates, fillFromUpdates } from '../model/registry-update';
import type { AppliedUpdate } from '../model/registry-update';
import type { Registry } from '../model/registry';
import { Unknown } from '../model/value';
import { Links, isUpdatingType } from './links';
import type { Declaring } from './links';

export type { Declaring } from './links';

/**
 * Joins updates with the registries that they update, so that a registry is
 * evaluated as it will be in the end. An update that is not surely about one of
 * these is evaluated for what it sets.
 *
 * @param resources all of one configuration or plan: what updates a registry
 *   may be anywhere in it, also before the registry
 * @param types the types of these at least; where none is one of an update, the
 *   resources are given as they come, and do not lie in memory together
 */
export function applyRegistryUpdates<Resource extends Declaring>(
  resources: Iterable<Resource>,
  types: Iterable<string>,
): Iterable<Resource> {
  for (const type of types) {
    if (isUpdatingType(type)) return join([...resources]);
  }
  return resources;
}

function join<Resource extends Declaring>(
  resources: readonly Resource[],
): readonly Resource[] {
  let links: Links | undefined;
  return resources.map((resource) => ({
    ...resource,
    // Read when it is evaluated, where an internal error is caught.
    read: () => readFinal(resource, (links ??= new Links(resources))),
  }));
}

function readFinal(resource: Declaring, links: Links): readonly Declaration[] {
  const declarations = resource.read();
  return isUpdatingType(resource.type)
    ? declarations.flatMap((declaration) =>
        elsewhere(resource, declaration, links),
      )
    : declarations.map((declaration) => updated(resource, declaration, links));
}

/** An update as far as it is not evaluated with a registry. */
function elsewhere(
  resource: Declaring,
  declaration: Declaration,
  links: Links,
): readonly Declaration[] {
  const { update, registry: written } = declaration;
  if (update === undefined || written.kind !== undefined) return [declaration];
  switch (links.isDeclaredHere(resource, update)) {
    case 'yes':
      return [];
    case 'no':
      return [declaration];
    case 'unknown':
      return [{ uncertainType: notSure, ...declaration }];
  }
}

const notSure = new Unknown(
  'it is about this registry or about another one, as an expression says',
);

function updated(
  resource: Declaring,
  declaration: Declaration,
  links: Links,
): Declaration {
  const { registry, possible } = declaration;
  if (registry.kind !== undefined) return declaration;
  const updates = links.updatesOf(resource, declaration);
  if (updates.length === 0) return declaration;
  // What may run counts as running for what it opens, and not for what it closes.
  const running = updates.map((update): AppliedUpdate => ({
    ...update,
    isInPlace: true,
    runs: update.runs === 'unknown' ? 'yes' : update.runs,
  }));
  return {
    ...declaration,
    registry: withUpdates(resource, registry, updates),
    possible: withUpdates(resource, possible ?? registry, running),
  };
}

function withUpdates(
  { type, runs }: Declaring,
  registry: Registry,
  updates: readonly AppliedUpdate[],
): Registry {
  const done = updates.filter((update) => update.runs === 'no');
  const next = updates.filter((update) => update.runs !== 'no');
  // A request that makes the registry anew undoes what earlier updates set.
  const before =
    runs === 'no' ? fillFromUpdates(registry, done, isWhole(type)) : registry;
  return applyUpdates(before, next);
}

/** azurerm reads all of a registry; other resources hold what was written only. */
function isWhole(type: string): boolean {
  return type === 'azurerm_container_registry';
}

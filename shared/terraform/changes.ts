import type { Declaration } from '../declaration';
import { applyPatches } from '../patch';
import type { AppliedPatch, Patch } from '../patch';
import { isSameText } from '../value';
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
export function isChangingType(type: string): boolean {
  return changingTypes.has(type);
}

/**
 * Joins changes with the registries that they change, so that a registry is
 * judged as it will be in the end. A change of a registry that is none of
 * these is left to be judged for what it sets.
 *
 * @param resources all of one configuration or plan: what changes a registry
 *   may stand anywhere in it
 */
export function withChanges<Resource extends Declaring>(
  resources: readonly Resource[],
): readonly Resource[] {
  const changing = resources.filter(({ type }) => isChangingType(type));
  if (changing.length === 0) return resources;
  let changes: readonly Change[] | undefined;
  return resources.map((resource) => ({
    ...resource,
    // Read when it is judged, where a fault is caught.
    read: () =>
      readFinal(resource, resources, (changes ??= changing.flatMap(changesOf))),
  }));
}

interface Change {
  readonly by: string;
  readonly declaration: Declaration;
  readonly patch: Patch;
}

function changesOf({ address, read }: Declaring): Change[] {
  return read().flatMap((declaration) => {
    const { patch } = declaration;
    return patch === undefined ? [] : [{ by: address, declaration, patch }];
  });
}

function readFinal(
  resource: Declaring,
  resources: readonly Declaring[],
  changes: readonly Change[],
): readonly Declaration[] {
  const declarations = resource.read();
  if (isChangingType(resource.type)) {
    return declarations.filter(
      ({ patch }) =>
        patch === undefined || !resources.some((one) => isChanged(one, patch)),
    );
  }
  return declarations.map((declaration) => {
    const applied = changes.flatMap((change) =>
      appliedTo(resource, declaration, change),
    );
    return applied.length === 0
      ? declaration
      : {
          ...declaration,
          registry: applyPatches(declaration.registry, applied),
        };
  });
}

function isChanged(resource: Declaring, patch: Patch): boolean {
  if (isChangingType(resource.type)) return false;
  return (
    referenceTo(resource, patch) !== undefined ||
    (hasLiteralTarget(patch) &&
      resource.read().some((declaration) => isNamed(declaration, patch)))
  );
}

function appliedTo(
  resource: Declaring,
  declaration: Declaration,
  { by, declaration: change, patch }: Change,
): AppliedPatch[] {
  const isCertain = isNamed(declaration, patch)
    ? true
    : referenceTo(resource, patch);
  return isCertain === undefined
    ? []
    : [
        {
          by,
          sets: patch.sets,
          registry: change.registry,
          isCertain: isCertain && change.doubt === undefined,
        },
      ];
}

/** Tells whether a change names a registry by the name that it is declared with: names are unique in all of Azure. */
function isNamed({ registry, name }: Declaration, { target }: Patch): boolean {
  const own = registry.fields.name.property;
  const declared = own.state === 'known' ? own.value : name;
  return (
    typeof declared === 'string' &&
    [nameInId(target.id), literal(target.name)].some(
      (named) => named !== undefined && isSameText(named, declared),
    )
  );
}

function hasLiteralTarget({ target: { id, name } }: Patch): boolean {
  return literal(id) !== undefined || literal(name) !== undefined;
}

function nameInId(id: Property): string | undefined {
  return /\/registries\/([^/]+)$/i.exec(literal(id) ?? '')?.[1];
}

function literal(property: Property): string | undefined {
  return property.state === 'known' && typeof property.value === 'string'
    ? property.value
    : undefined;
}

/**
 * Tells whether a change refers to a resource: for certain by
 * `${azurerm_container_registry.web.id}`, perhaps where only one of several
 * instances is meant or Terraform computes which.
 *
 * @returns undefined if it doesn't
 */
function referenceTo(
  { address }: Declaring,
  { target }: Patch,
): boolean | undefined {
  const escaped = address.replace(/[^\w-]/g, '\\$&');
  const mention = new RegExp(`(?<![\\w.-])${escaped}(?![\\w-])`);
  const whole = new RegExp(`^\\$\\{\\s*${escaped}(?:\\.[\\w-]+)+\\s*\\}$`);
  const templates = [target.id, target.name].flatMap((property) =>
    property.state === 'unknown' &&
    property.unknown instanceof TerraformExpression
      ? [property.unknown.template]
      : [],
  );
  return templates.some((template) => mention.test(template))
    ? templates.some((template) => whole.test(template))
    : undefined;
}

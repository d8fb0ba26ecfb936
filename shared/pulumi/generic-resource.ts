import { azureNativeDeployment, isDeployedBy } from '../arm/deployment';
import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { azureNativeGeneric } from '../dialects/arm';
import { isSameText, readProperty, textOf } from '../model/value';
import type { FieldValue, Value } from '../model/value';

type ResourceType = readonly [provider: string, resource: string];

const registryType: ResourceType = [
  'Microsoft.ContainerRegistry',
  'registries',
];

/** Resource types that deploy a template. */
const deploymentTypes: readonly ResourceType[] = [
  ['Microsoft.Resources', 'deployments'],
  ['Microsoft.Resources', 'deploymentStacks'],
];

/**
 * Finds the registries that azure-native's generic resource declares, if it is
 * one or deploys a template: its type is a matter of values. The provider puts its address together as
 * `<namespace>/<parent path>/<type>/<name>`, so a registry can be spelled with
 * slashes in other places than the usual ones:
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resource/
 */
export function readGenericResource(properties: Value): readonly Declaration[] {
  const [namespace, parent, type, name] = [
    'resourceProviderNamespace',
    'parentResourcePath',
    'resourceType',
    'resourceName',
  ].map((part) => readProperty(properties, [part])) as [
    FieldValue,
    FieldValue,
    FieldValue,
    FieldValue,
  ];
  const registry = readRegistry(azureNativeGeneric, properties);
  const unknown = [namespace, parent, type].find(isUnknown);
  if (unknown !== undefined) {
    const mayBe = ([provider, resource]: ResourceType) =>
      mayBeIn([provider], namespace) && mayBeIn([resource], type);
    return [
      ...(mayBe(registryType) ? [{ registry }] : []),
      ...(deploymentTypes.some(mayBe) ? readDeployment(properties) : []),
    ].map((declaration) => ({
      ...declaration,
      uncertainType: unknown.unknown,
    }));
  }
  // Pulumi names what has no name; so a name that is not known yet may be left out.
  const address = [namespace, parent, type, name].flatMap(segmentsOf);
  if (isAddressOf(registryType, address)) return [{ registry }];
  return deploymentTypes.some((each) => isAddressOf(each, address))
    ? readDeployment(properties)
    : [];
}

/** Everything in `properties` goes to Azure as written. */
const readDeployment = isDeployedBy({
  ...azureNativeDeployment,
  exactNames: 1,
});

/** With its name or without; what goes on after the name is a child. */
function isAddressOf(
  resourceType: readonly string[],
  address: readonly string[],
): boolean {
  return (
    address.length <= resourceType.length + 1 && isPrefix(resourceType, address)
  );
}

/** Returns whether a part of an address is, or may turn out to be, these segments. */
function mayBeIn(segments: readonly string[], part: FieldValue): boolean {
  return isUnknown(part) || isPrefix(segments, segmentsOf(part));
}

function isPrefix(
  prefix: readonly string[],
  segments: readonly string[],
): boolean {
  return prefix.every((segment, index) =>
    isSameText(segment, segments[index] ?? ''),
  );
}

function isUnknown(
  part: FieldValue,
): part is Extract<FieldValue, { state: 'unknown' }> {
  return part.state === 'unknown';
}

function segmentsOf(part: FieldValue): string[] {
  return (textOf(part) ?? '').split('/').filter((segment) => segment !== '');
}

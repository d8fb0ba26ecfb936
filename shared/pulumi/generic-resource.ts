import { azureNativeDeployment, isDeployedBy } from '../arm/deployment';
import type { Declaration } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import { azureNativeGenericResources } from '../dialects/arm';
import { childKinds, segmentOf } from '../model/kind';
import type { ChildKind } from '../model/kind';
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
 * Finds the registries and children of registries that azure-native's generic
 * resource declares, if it is one or deploys a template: its type is a matter of values. The provider puts its address together as
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
  const registry = readRegistry(
    azureNativeGenericResources.registry,
    properties,
  );
  const unknown = [namespace, parent, type].find(isUnknown);
  if (unknown !== undefined) {
    const mayBe = ([provider, resource]: ResourceType) =>
      mayBeIn([provider], namespace) && mayBeIn([resource], type);
    return [
      ...(mayBe(registryType) ? [{ registry }] : []),
      ...childKinds
        .filter((kind) => mayBeChild(kind, namespace, type))
        .flatMap((kind) => childOf(kind, properties)),
      ...(deploymentTypes.some(mayBe) ? readDeployment(properties) : []),
    ].map((declaration) =>
      // Only children have a parent path, which often has a registry's name in it.
      unknown === parent && declaration.registry.kind !== undefined
        ? declaration
        : { ...declaration, uncertainType: unknown.unknown },
    );
  }
  // Pulumi names what has no name; so a name that is not known yet may be left out.
  const address = [namespace, parent, type, name].flatMap(segmentsOf);
  if (isAddressOf(registryType, address)) return [{ registry }];
  const child = childKinds.find((kind) => isChildAddress(kind, address));
  if (child !== undefined) return childOf(child, properties);
  return deploymentTypes.some((each) => isAddressOf(each, address))
    ? readDeployment(properties)
    : [];
}

function childOf(kind: ChildKind, properties: Value): readonly Declaration[] {
  return [
    { registry: readRegistry(azureNativeGenericResources[kind], properties) },
  ];
}

/** `Microsoft.ContainerRegistry/registries/<registry>/webhooks`, with a name or without. */
function isChildAddress(kind: ChildKind, address: readonly string[]): boolean {
  return (
    [4, 5].includes(address.length) &&
    isPrefix(registryType, address) &&
    isSameText(segmentOf(kind), address[3] ?? '')
  );
}

/** The type may have the path to it in front: `registries/web/webhooks`. */
function mayBeChild(
  kind: ChildKind,
  namespace: FieldValue,
  type: FieldValue,
): boolean {
  return (
    mayBeIn([registryType[0]], namespace) &&
    (isUnknown(type) ||
      isSameText(segmentOf(kind), segmentsOf(type).at(-1) ?? ''))
  );
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

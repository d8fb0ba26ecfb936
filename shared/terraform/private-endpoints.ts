import { azurerm } from '../dialects/azurerm';
import { readRegistry } from '../dialects/dialect';
import type { Declaration } from '../model/declaration';
import { equals } from '../model/kleene';
import { isList, isSameText, readProperty } from '../model/value';
import type { FieldValue, Unknown, Value } from '../model/value';
import { withSentBody } from './azapi-body';
import { lastName, registryType, typeOfRequest } from './azapi-request';
import { Links } from './links';
import type { Declaring } from './links';
import { isText, partsOf } from './partial-text';

/** The resource types that may be a private endpoint. */
export function isEndpointType(type: string): boolean {
  return type === 'azurerm_private_endpoint' || type === 'azapi_resource';
}

/**
 * Finds the registries that a private endpoint points at, each as an update of the
 * registry, so that it is linked as updates are:
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/private_endpoint
 * https://learn.microsoft.com/azure/templates/microsoft.network/privateendpoints
 */
export function readEndpoint(
  type: string,
  properties: Value,
): readonly Declaration[] {
  if (type === 'azurerm_private_endpoint') {
    return connectionsIn(properties, ['private_service_connection']).flatMap(
      (connection) =>
        toUpdates(connection, {
          id: ['private_connection_resource_id'],
          groups: ['subresource_names'],
          manual: ['is_manual_connection'],
        }),
    );
  }
  const sent = typeOfRequest(readProperty(properties, ['type']));
  if (sent === undefined || isText(sent, endpointType) !== 'yes') return [];
  // What waits for an approval is in manualPrivateLinkServiceConnections.
  return connectionsIn(withSentBody(properties), [
    'body',
    'properties',
    'privateLinkServiceConnections',
  ]).flatMap((connection) =>
    toUpdates(connection, {
      id: ['properties', 'privateLinkServiceId'],
      groups: ['properties', 'groupIds'],
    }),
  );
}

const endpointType = 'Microsoft.Network/privateEndpoints';

function connectionsIn(
  properties: Value,
  path: readonly string[],
): readonly Value[] {
  const found = readProperty(properties, path, { exactNames: 1 });
  if (found.state !== 'known') return [];
  return isList(found.value) ? found.value : [found.value];
}

interface Paths {
  readonly id: readonly string[];
  readonly groups: readonly string[];
  readonly manual?: readonly string[];
}

function toUpdates(
  connection: Value,
  { id, groups, manual }: Paths,
): readonly Declaration[] {
  const target = targetOf(readProperty(connection, id));
  const isManual =
    manual === undefined
      ? 'no'
      : equals(readProperty(connection, manual), true);
  const group = readProperty(connection, groups);
  if (target === undefined || isManual !== 'no' || isOtherGroup(group)) {
    return [];
  }
  const registry = readRegistry(azurerm, {});
  const update = { fields: new Set<never>(), inIsolation: registry, target };
  return [{ registry, update }];
}

/** The group of a registry is `registry`; a service of another type has others. */
function isOtherGroup(groups: FieldValue): boolean {
  return (
    groups.state === 'known' &&
    isList(groups.value) &&
    groups.value.every(
      (group) => typeof group === 'string' && !isSameText(group, 'registry'),
    )
  );
}

/** A registry's name in an ID, or the expression for either; undefined for an ID of another type. */
function targetOf(id: FieldValue): FieldValue | undefined {
  const parts = partsOf(id);
  if (parts === undefined) return undefined;
  const [only] = parts;
  if (parts.length === 1 && typeof only !== 'string') {
    return { state: 'unknown', unknown: only as Unknown };
  }
  const texts = parts.map((part) => (typeof part === 'string' ? part : '_'));
  const path = texts.join('').toLowerCase();
  return path.includes(`/providers/${registryType.toLowerCase()}/`)
    ? lastName(parts)
    : undefined;
}

/** The private endpoints of a document, which are looked for when a rule first asks. */
export class PrivateEndpoints {
  readonly #resources: () => readonly Declaring[];
  #links: Links | undefined;

  /** @param resources lists what declares registries, and the private endpoints */
  constructor(resources: () => readonly Declaring[]) {
    this.#resources = resources;
  }

  /** Marks registries with whether an endpoint certainly points at them. */
  in(resource: Declaring): readonly Declaration[] {
    return resource.read().map((declaration) => {
      const { registry, update } = declaration;
      if (registry.kind !== undefined || update !== undefined) {
        return declaration;
      }
      const { hasPrivateEndpoint } = registry;
      const isLinked = () =>
        hasPrivateEndpoint?.() === true || this.#isFor(resource, declaration);
      return {
        ...declaration,
        registry: { ...registry, hasPrivateEndpoint: isLinked },
      };
    });
  }

  #isFor(resource: Declaring, declaration: Declaration): boolean {
    this.#links ??= new Links(this.#resources());
    return this.#links
      .updatesOf(resource, declaration)
      .some(({ isCertain, runs }) => isCertain && runs === 'yes');
  }
}

import { isList, isObject, isSameText, readProperty } from '../model/value';
import type { Value } from '../model/value';

/** A resource of a stack, as far as it says what points at what. */
export interface StackResource {
  readonly type: string;
  readonly urn: string;
  /** Converts its properties; called for endpoints, and for registries if an endpoint has an ID. */
  readonly properties: () => Value;
  /** The URNs of the resources that the value of a property depends on. */
  readonly dependenciesOf: (property: string) => readonly string[];
}

/**
 * The properties of a private endpoint that have its connections, by its token:
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/network/privateendpoint/
 * https://www.pulumi.com/registry/packages/azure/api-docs/privatelink/endpoint/
 * A connection that waits for an approval is in another property, or is marked.
 */
const endpoints: readonly (readonly [token: RegExp, property: string])[] = [
  [
    /^azure-(native|nextgen)(_network_[^:]+)?:network(\/[^:]+)?:PrivateEndpoint$/i,
    'privateLinkServiceConnections',
  ],
  [/^azure:privatelink\/endpoint:Endpoint$/i, 'privateServiceConnection'],
  [
    /^azurerm:index\/privateEndpoint:PrivateEndpoint$/i,
    'privateServiceConnections',
  ],
];

function connectionProperty(type: string): string | undefined {
  return endpoints.find(([token]) => token.test(type))?.[1];
}

/** Returns whether resources of a type are private endpoints. */
export function isPulumiEndpoint(type: string): boolean {
  return connectionProperty(type) !== undefined;
}

/** Finds the registries of a stack that one of its private endpoints points at. */
export class StackEndpoints {
  /** The URNs that connections depend on. */
  readonly #urns = new Set<string>();
  /** The IDs of connections, in lower case. */
  readonly #ids = new Set<string>();

  constructor(resources: Iterable<StackResource>) {
    for (const { type, properties, dependenciesOf } of resources) {
      const property = connectionProperty(type);
      if (property === undefined) continue;
      const found = readProperty(properties(), [property]);
      if (found.state === 'absent') continue;
      const known = found.state === 'known' ? found.value : null;
      const connections = isList(known) ? known : [known];
      if (connections.every(isManual)) continue;
      for (const urn of dependenciesOf(property)) this.#urns.add(urn);
      for (const connection of connections) {
        for (const name of [
          'privateLinkServiceId',
          'privateConnectionResourceId',
        ]) {
          const id = readProperty(connection, [name]);
          if (id.state === 'known' && typeof id.value === 'string') {
            this.#ids.add(id.value.toLowerCase());
          }
        }
      }
    }
  }

  /** @param id the registry's, if it is known */
  pointAt(urn: string, id: string | undefined): boolean {
    return (
      this.#urns.has(urn) ||
      (id !== undefined && this.#ids.has(id.toLowerCase()))
    );
  }
}

function isManual(connection: Value): boolean {
  if (!isObject(connection)) return false;
  const manual = connection['isManualConnection'];
  return (
    manual === true ||
    (typeof manual === 'string' && isSameText(manual, 'true'))
  );
}

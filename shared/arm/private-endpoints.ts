import { Unknown, isList, isObject, isSameText } from '../model/value';
import type { ValueObject } from '../model/value';
import type { EvaluationContext } from './evaluation-context';
import { lookUp, readPart } from './lookup';
import { knowledgeOf } from './partially-known';
import { evaluatedName } from './resource';
import { evaluateTree, guarded } from './tree';

/** A resource of a template, and what its expressions are evaluated in. */
interface Deployed {
  readonly resource: ValueObject;
  readonly frame: EvaluationContext;
}

const registryInId =
  /\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)$/i;
const registryId =
  /^\[resourceId\('Microsoft\.ContainerRegistry\/registries', (.+)\)\]$/i;

/**
 * The private endpoints of a template and its nested deployments. They are evaluated
 * only when a rule asks for them:
 * https://learn.microsoft.com/azure/templates/microsoft.network/privateendpoints
 */
export class TemplateEndpoints {
  readonly #all: Deployed[] = [];

  add(endpoint: Deployed): void {
    this.#all.push(endpoint);
  }

  /** Returns whether an endpoint certainly points at a registry. */
  pointAt(registry: Deployed): boolean {
    return this.#all.some((endpoint) => {
      endpoint.frame.session.spend(1);
      return (
        endpoint.frame.uncertainty === undefined &&
        connectionsOf(endpoint).some((connection) =>
          isIdOf(registry, connection, endpoint),
        )
      );
    });
  }
}

/** What waits for an approval is in manualPrivateLinkServiceConnections. */
function connectionsOf({ resource, frame }: Deployed): readonly ValueObject[] {
  const properties = readPart(resource, 'properties');
  const written = isObject(properties)
    ? readPart(properties, 'privateLinkServiceConnections')
    : undefined;
  const connections =
    typeof written === 'string'
      ? guarded(() => evaluateTree(written, frame))
      : written;
  return isList(connections)
    ? connections.filter((connection) => isObject(connection))
    : [];
}

function isIdOf(
  registry: Deployed,
  connection: ValueObject,
  { frame }: Deployed,
): boolean {
  const properties = readPart(connection, 'properties');
  if (!isObject(properties)) return false;
  const written = lookUp(properties, 'privateLinkServiceId') ?? null;
  const id = guarded(() => evaluateTree(written, frame));
  const path = id instanceof Unknown ? knowledgeOf(id).idTail : id;
  const name = guarded(() => evaluatedName(registry.resource, registry.frame));
  if (typeof path === 'string' && typeof name === 'string') {
    return isSameText(registryInId.exec(path)?.[1] ?? '', name);
  }
  // A name that only Azure knows is the same where it is written in the same way.
  const [, inId] =
    typeof written === 'string' ? (registryId.exec(written) ?? []) : [];
  const isSameScope =
    frame.scope === registry.frame.scope &&
    frame.loop === undefined &&
    registry.frame.loop === undefined;
  return (
    inId !== undefined &&
    isSameScope &&
    readPart(registry.resource, 'name') === `[${inId}]`
  );
}

import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import {
  expectObject,
  expectString,
  optionalArray,
  optionalObject,
} from './expect';
import type { DeclaredResource } from './document-type';
import type { Part } from './json-helpers';
import { declaredByState, endpointsAmong } from './pulumi-resource';

/** Operations that leave nothing new in Azure (pulumi: sdk/go/common/apitype/core.go). */
const harmlessOperations: ReadonlySet<string> = new Set([
  'deleting',
  'reading',
]);

/**
 * Lists what a stack declares, as `pulumi stack export` writes it, or as a
 * backend keeps it. What waits to be deleted is left out.
 *
 * @throws {UserError} if the state is damaged
 */
export function* readState(document: JsonObject): Generator<DeclaredResource> {
  const deployment = deploymentOf(document);
  const known = new Map<Json | undefined, string>();
  const resources = [...objectsIn(deployment, 'resources')];
  const pending = [...objectsIn(deployment, 'pending_operations')];
  const endpoints = endpointsAmong(() => resources.map(({ json }) => json));
  for (const { json: state, path } of resources) {
    known.set(state['urn'], JSON.stringify(state['inputs']));
    yield* declaredByState(state, path, endpoints);
  }
  // What an interrupted update was about to do may be done.
  for (const { json: operation, path } of pending) {
    const state = expectObject(operation['resource'], [...path, 'resource']);
    const type = expectString(operation['type'], [...path, 'type']);
    if (harmlessOperations.has(type)) continue;
    if (known.get(state['urn']) === JSON.stringify(state['inputs'])) continue;
    yield* declaredByState(state, path, endpoints);
  }
}

function* objectsIn({ json, path }: Part, name: string): Generator<Part> {
  const own: JsonPath = [...path, name];
  for (const [index, member] of (
    optionalArray(json[name], own) ?? []
  ).entries()) {
    const at = [...own, index];
    yield { json: expectObject(member, at), path: at };
  }
}

/** A backend's file holds the deployment as a checkpoint's latest one. */
function deploymentOf({ checkpoint, deployment }: JsonObject): Part {
  if (deployment !== undefined) {
    return {
      json: optionalObject(deployment, ['deployment']) ?? {},
      path: ['deployment'],
    };
  }
  const path = ['checkpoint', 'latest'];
  const { latest } = expectObject(checkpoint, ['checkpoint']);
  // A stack that was never deployed has none.
  return { json: optionalObject(latest, path) ?? {}, path };
}

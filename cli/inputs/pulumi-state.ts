import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject } from '../../shared/json';
import type { DeclaredResource } from './kind';
import { asObject, objectsOf } from './parts';
import type { Part } from './parts';
import { declaredByState } from './pulumi-resource';

/**
 * Lists what a stack declares, as `pulumi stack export` writes it, or as a
 * backend keeps it. What waits to be deleted is left out.
 */
export function* readState(document: JsonObject): Generator<DeclaredResource> {
  const { json: deployment, path } = deploymentOf(document);
  const known = new Set<Json | undefined>();
  const resources = objectsOf(deployment['resources'], [...path, 'resources']);
  for (const { json: state, path } of resources) {
    known.add(state['urn']);
    yield* declaredByState(state, path);
  }
  // What an interrupted update was about to create may exist.
  const pending = objectsOf(deployment['pending_operations'], [
    ...path,
    'pending_operations',
  ]);
  for (const { json: operation, path } of pending) {
    const state = asObject(operation['resource']);
    if (operation['type'] !== 'creating' || known.has(state['urn'])) continue;
    yield* declaredByState(state, path);
  }
}

/** A backend's file holds the deployment as a checkpoint's latest one. */
function deploymentOf({ checkpoint, deployment }: JsonObject): Part {
  return isJsonObject(deployment)
    ? { json: deployment, path: ['deployment'] }
    : {
        json: asObject(asObject(checkpoint)['latest']),
        path: ['checkpoint', 'latest'],
      };
}

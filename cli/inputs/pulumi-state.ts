import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json';
import type { DeclaredResource } from './kind';
import { declaredByState } from './pulumi-resource';

/**
 * Lists what a stack declares, as `pulumi stack export` writes it, or as a
 * backend keeps it. What waits to be deleted is left out.
 */
export function* readState(document: JsonObject): Generator<DeclaredResource> {
  const { resources, pending, path } = deployment(document);
  const known = new Set<Json | undefined>();
  for (const [index, state] of listOf(resources).entries()) {
    if (!isJsonObject(state)) continue;
    known.add(state['urn']);
    yield* declaredByState(state, [...path, 'resources', index]);
  }
  // What an interrupted update was about to create may exist.
  for (const [index, operation] of listOf(pending).entries()) {
    if (!isJsonObject(operation) || operation['type'] !== 'creating') continue;
    const { resource } = operation;
    if (!isJsonObject(resource) || known.has(resource['urn'])) continue;
    yield* declaredByState(resource, [...path, 'pending_operations', index]);
  }
}

/** A backend's file holds the deployment as a checkpoint's latest one. */
function deployment(document: JsonObject): {
  resources: Json | undefined;
  pending: Json | undefined;
  path: JsonPath;
} {
  const { checkpoint, deployment: exported } = document;
  const latest = isJsonObject(checkpoint) ? checkpoint['latest'] : undefined;
  const state = isJsonObject(exported) ? exported : latest;
  return {
    resources: isJsonObject(state) ? state['resources'] : undefined,
    pending: isJsonObject(state) ? state['pending_operations'] : undefined,
    path: isJsonObject(exported) ? ['deployment'] : ['checkpoint', 'latest'],
  };
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

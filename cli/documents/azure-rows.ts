import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';

/** As ARM spells it. */
export const registryType = 'Microsoft.ContainerRegistry/registries';
const registryId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)$/i;

/** Returns whether a value is a registry as Azure lists it: with its resource ID. */
export function isListedRegistry(json: Json | undefined): boolean {
  return isJsonObject(json) && nameInId(json) !== undefined && isRegistry(json);
}

/**
 * Returns whether a document holds rows of a Resource Graph query or of a list
 * request. `az graph query` writes `total_records`, the REST API `totalRecords`:
 * https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources.
 * A list request has its rows in `value`:
 * https://learn.microsoft.com/rest/api/containerregistry/registries/list
 */
export function isQueryResult(document: JsonObject): boolean {
  const { data, value } = document;
  return (
    (Array.isArray(data) &&
      (data.some(isListedRegistry) ||
        ['total_records', 'totalRecords'].some((name) =>
          Object.hasOwn(document, name),
        ))) ||
    (Array.isArray(value) && value.some(isListedRegistry))
  );
}

/** The member of a result that has the rows. */
export function rowsMember({ data }: JsonObject): 'data' | 'value' {
  return Array.isArray(data) ? 'data' : 'value';
}

/** Puts the array that `az acr list` writes into the shape of a query's result. */
export function toQueryResult(rows: readonly Json[]): JsonObject {
  return { data: rows };
}

/** Returns whether a row is a registry: by its type, or by its ID if it has none. */
export function isRegistry({ type, ...row }: JsonObject): boolean {
  return typeof type === 'string'
    ? type.toLowerCase() === registryType.toLowerCase()
    : nameInId(row) !== undefined;
}

/** The name in the resource ID of a registry. */
export function nameInId({ id }: JsonObject): string | undefined {
  return typeof id === 'string' ? registryId.exec(id)?.[1] : undefined;
}

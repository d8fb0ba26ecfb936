import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import { childKindOf } from '../../shared/model/kind';
import type { Kind } from '../../shared/model/kind';

const rowId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)(?:\/([^/]+)\/([^/]+))?$/i;

/** Returns whether a value is a registry, or a child of one, as Azure lists it: with its resource ID. */
export function isListed(json: Json | undefined): boolean {
  return (
    isJsonObject(json) &&
    nameInId(json) !== undefined &&
    kindOfRow(json) !== undefined
  );
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
  const isEmptyPage =
    Array.isArray(value) &&
    value.length === 0 &&
    Object.keys(document).every((name) => ['value', 'nextLink'].includes(name));
  return (
    isEmptyPage ||
    (Array.isArray(data) &&
      (data.some(isListed) ||
        ['total_records', 'totalRecords'].some((name) =>
          Object.hasOwn(document, name),
        ))) ||
    (Array.isArray(value) && value.some(isListed))
  );
}

/** The member of a result that has the rows. */
export function rowsMember({ data }: JsonObject): 'data' | 'value' {
  return Array.isArray(data) ? 'data' : 'value';
}

/** Puts the array that `az acr list` writes into the shape of a query's result. */
export function toQueryResult(rows: readonly Json[]): JsonObject {
  return { data: rows, total_records: rows.length };
}

/** The kind of what a row is: by its type, or by its ID if it has none. */
export function kindOfRow(row: JsonObject): Kind | undefined {
  const { type, id } = row;
  const [, name, segment] =
    typeof type === 'string'
      ? (typePattern.exec(type) ?? [])
      : typeof id === 'string'
        ? (rowId.exec(id) ?? [])
        : [];
  if (name === undefined) return undefined;
  return segment === undefined ? 'registry' : childKindOf(segment);
}

const typePattern =
  /^Microsoft\.ContainerRegistry\/(registries)(?:\/([^/]+))?$/i;

/** The name in a resource ID: of a registry, or of a child of one. */
export function nameInId({ id }: JsonObject): string | undefined {
  const [, registry, , child] =
    typeof id === 'string' ? (rowId.exec(id) ?? []) : [];
  return child ?? registry;
}

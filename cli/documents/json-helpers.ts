import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';

/** An object of a document, with its path. */
export interface Part {
  readonly json: JsonObject;
  readonly path: JsonPath;
}

/** An object, which is empty in the place of anything else. */
export function asObject(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

/** A list, which is empty in the place of anything else. */
export function asList(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

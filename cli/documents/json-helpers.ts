import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';

/** An object of a document, with its path. */
export interface Part {
  readonly json: JsonObject;
  readonly path: JsonPath;
}

/** The type of a value, with its article, for messages. */
export function nounOf(json: unknown): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'an array';
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`;
}

/** An object, which is empty in the place of anything else. */
export function asObject(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

/** A list, which is empty in the place of anything else. */
export function asList(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

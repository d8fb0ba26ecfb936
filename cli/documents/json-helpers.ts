import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';

/** An object of a document, and where it stands there. */
export interface Part {
  readonly json: JsonObject;
  readonly path: JsonPath;
}

/** The objects in a list; whatever else is in it, or in its place, is none. */
export function* objectsOf(
  json: Json | undefined,
  path: JsonPath,
): Generator<Part> {
  let index = 0;
  for (const member of asList(json)) {
    if (isJsonObject(member)) yield { json: member, path: [...path, index] };
    index++;
  }
}

/** An object, which is empty in the place of anything else. */
export function asObject(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

/** A list, which is empty in the place of anything else. */
export function asList(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}

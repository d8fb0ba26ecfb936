/** A parsed JSON value of unknown shape. */
export type Json =
  null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object of unknown shape. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Returns whether a value is a JSON object (not an array, not null). */
export function isJsonObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The names and indexes from the root of a document down to a value. */
export type JsonPath = readonly (string | number)[];

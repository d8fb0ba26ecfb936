/** A parsed JSON document, before anything is known of its shape. */
export type Json =
  null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object before anything is known of its shape. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Tells whether something is a JSON object (neither list nor null). */
export function isJsonObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The names and indexes from the root of a document down to a value. */
export type JsonPath = readonly (string | number)[];

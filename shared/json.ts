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

/** Tells whether two parsed values are written alike, also in the order of names. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) {
    if (!isList(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index++) {
      if (!isSameJson(a[index], b[index])) return false;
    }
    return true;
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    if (name !== others[index]) return false;
    if (!isSameJson(a[name], b[name])) return false;
  }
  return true;
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** The names and indexes from the root of a document down to a value. */
export type JsonPath = readonly (string | number)[];

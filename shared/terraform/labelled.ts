import { isJsonObject } from '../json/json';
import type { Json, JsonObject, JsonPath } from '../json/json';
import { bodyOf } from './blocks';

/** A part of a document under its label, with its path. */
export interface Part<T extends Json> {
  readonly label: string;
  readonly json: T;
  readonly path: JsonPath;
}

/** Terraform JSON writes labelled blocks as an object or as a list of objects. */
export function* labelled(
  json: Json | undefined,
  path: JsonPath = [],
): Generator<Part<Json>> {
  if (isJsonObject(json)) {
    // Not by entries: an object may have a hundred thousand members.
    for (const label of Object.keys(json)) {
      yield { label, json: json[label] as Json, path: [...path, label] };
    }
  } else if (Array.isArray(json)) {
    for (const [index, member] of (json as readonly Json[]).entries()) {
      if (isJsonObject(member)) yield* labelled(member, [...path, index]);
    }
  }
}

/** The blocks under their names; several may have one name, which Terraform refuses. */
export function* namedBlocks(
  json: Json | undefined,
  path: JsonPath,
): Generator<Part<JsonObject>> {
  for (const { label, json: named, path: own } of labelled(json, path)) {
    if (isJsonObject(named)) {
      yield { label, json: named, path: own };
    } else if (Array.isArray(named)) {
      for (const [index, member] of (named as readonly Json[]).entries()) {
        const body = bodyOf(member);
        if (!isJsonObject(body)) continue;
        yield { label, json: body, path: [...own, index] };
      }
    }
  }
}

/** The literal locals of a document; a name declared twice is Terraform's error and the first counts. */
export function localsOf(document: JsonObject): ReadonlyMap<string, Json> {
  const locals = new Map<string, Json>();
  for (const { label, json } of labelled(document['locals'])) {
    if (!locals.has(label)) locals.set(label, json);
  }
  return locals;
}

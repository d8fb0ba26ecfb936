import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { UserError } from '../errors';
import { nounOf } from './json-helpers';
import type { Part } from './json-helpers';

/*
 * A container of the wrong type on the way to a registry is damage, and not an
 * empty document: reading it as nothing would hide what it should have held.
 */

/**
 * Narrows what must be an object.
 *
 * @throws {UserError} that names the place, and what is there
 */
export function expectObject(
  json: Json | undefined,
  path: JsonPath,
): JsonObject {
  if (isJsonObject(json)) return json;
  throw unexpected(json, path, 'an object');
}

/** As {@link expectObject}, of an array. */
export function expectArray(
  json: Json | undefined,
  path: JsonPath,
): readonly Json[] {
  if (Array.isArray(json)) return json as readonly Json[];
  throw unexpected(json, path, 'an array');
}

/** As {@link expectObject}, of a string. */
export function expectString(json: Json | undefined, path: JsonPath): string {
  if (typeof json === 'string') return json;
  throw unexpected(json, path, 'a string');
}

/** As {@link expectObject}; undefined for null and for what is not there. */
export function optionalObject(
  json: Json | undefined,
  path: JsonPath,
): JsonObject | undefined {
  return isNothing(json) ? undefined : expectObject(json, path);
}

/** As {@link expectArray}; undefined for null and for what is not there. */
export function optionalArray(
  json: Json | undefined,
  path: JsonPath,
): readonly Json[] | undefined {
  return isNothing(json) ? undefined : expectArray(json, path);
}

/** As {@link expectString}; undefined for null and for what is not there. */
export function optionalString(
  json: Json | undefined,
  path: JsonPath,
): string | undefined {
  return isNothing(json) ? undefined : expectString(json, path);
}

/** The members of an array that must be objects, each with its place; none for null and for what is not there. */
export function* expectObjects(
  json: Json | undefined,
  path: JsonPath,
): Generator<Part> {
  for (const [index, member] of (optionalArray(json, path) ?? []).entries()) {
    const place = [...path, index];
    yield { json: expectObject(member, place), path: place };
  }
}

function isNothing(json: Json | undefined): json is null | undefined {
  return json === undefined || json === null;
}

function unexpected(
  json: Json | undefined,
  path: JsonPath,
  expected: string,
): UserError {
  return new UserError(
    json === undefined
      ? `has no "${placeOf(path)}": ${expected} was expected`
      : `has "${placeOf(path)}", which must be ${expected}, but is ${nounOf(json)}`,
  );
}

/** `resource_changes[3].change`, as jq and Terraform's references write it. */
function placeOf(path: JsonPath): string {
  return path
    .map((step, index) =>
      typeof step === 'number'
        ? `[${step}]`
        : `${index === 0 ? '' : '.'}${step}`,
    )
    .join('');
}

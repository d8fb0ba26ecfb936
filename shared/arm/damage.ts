import type { JsonPath } from '../json/json';
import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { isExpression } from './expression';
import { kindOf } from './resource-filter';
import { readPart } from './lookup';

/** A part of a template with a wrong type, so that what is below it can't be read. */
export interface Damage {
  readonly path: JsonPath;
  /** The value found, as a noun phrase. */
  readonly found: string;
  /** The expected value, as a noun phrase. */
  readonly expected: string;
}

/** Finds the first part of a template with a wrong type on the way to its registries. */
export function findDamage(template: ValueObject): Damage | undefined {
  for (const name of ['parameters', 'variables', 'outputs', 'definitions']) {
    const part = readPart(template, name) ?? {};
    if (isKnown(part) && !isObject(part)) {
      return damage([name], part, 'an object');
    }
  }
  const functions = readPart(template, 'functions') ?? [];
  if (isKnown(functions) && !isList(functions)) {
    return damage(['functions'], functions, 'an array');
  }
  return inResources(readPart(template, 'resources'), ['resources'], 0);
}

function inResources(
  resources: Value | undefined,
  path: JsonPath,
  level: number,
): Damage | undefined {
  if (resources === undefined || !isKnown(resources) || level > mostLevels) {
    return undefined;
  }
  if (!isList(resources) && !isObject(resources)) {
    return damage(path, resources, 'an array or an object');
  }
  const entries: [string | number, Value][] = isList(resources)
    ? [...resources.entries()]
    : Object.entries(resources);
  for (const [name, resource] of entries) {
    const found = inResource(resource, [...path, name], level);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Children of children of a resource. */
const mostLevels = 20;

function inResource(
  resource: Value,
  path: JsonPath,
  level: number,
): Damage | undefined {
  if (!isKnown(resource)) return undefined;
  if (!isObject(resource)) return damage(path, resource, 'an object');
  const type = readPart(resource, 'type') ?? '';
  if (!(type instanceof Unknown) && typeof type !== 'string') {
    return damage([...path, 'type'], type, 'a string');
  }
  const kind = kindOf(type);
  const names =
    kind === 'registry' || kind === 'deployment' || kind === 'computed'
      ? ['properties', 'sku']
      : [];
  for (const name of names) {
    const part = readPart(resource, name) ?? {};
    if (isKnown(part) && !isObject(part)) {
      return damage([...path, name], part, 'an object');
    }
  }
  const children = readPart(resource, 'resources') ?? undefined;
  return inResources(children, [...path, 'resources'], level + 1);
}

/** Returns whether a value is a literal; expressions are not checked. */
function isKnown(value: Value): boolean {
  return typeof value === 'string'
    ? !isExpression(value)
    : !(value instanceof Unknown);
}

function damage(path: JsonPath, value: Value, expected: string): Damage {
  const found =
    value === null ? 'null' : isList(value) ? 'an array' : `a ${typeof value}`;
  return { path, found, expected };
}

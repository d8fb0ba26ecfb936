import { Budget } from '../util/budget';
import {
  isList,
  isObject,
  readProperty,
  tooLarge,
  Unknown,
} from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { jsonValue } from './json-template';

/*
 * The body of a request that azapi sends: `sensitive_body` over `body`
 * (`MergeObjectWithOption` in utils/json.go). Up to version 1 a body is JSON.
 */

/** More than any sensitive body has, and fewer than would fill the stack. */
const mergeSteps = 5_000;

/** The attributes of an azapi resource, with its `body` as it is sent. */
export function withSentBody(properties: Value): ValueObject {
  // Nothing is known of a resource whose properties a document does not hold.
  if (properties instanceof Unknown) return { body: properties };
  const { body: written = null, ...given } = isObject(properties)
    ? properties
    : {};
  const body = jsonValue(written);
  const sensitive = jsonValue(given['sensitive_body'] ?? null);
  if (sensitive === null) return body === null ? given : { ...given, body };
  const isVersioned =
    readProperty(given, ['sensitive_body_version']).state !== 'absent';
  return {
    ...given,
    body: merge(body, isVersioned ? maybe(sensitive) : sensitive, {
      budget: new Budget(mergeSteps),
      isNamed: isObject(given['list_unique_id_property'] ?? null),
    }),
  };
}

/** Only a part whose version has changed is sent. */
function maybe(sensitive: Value, levels = 10): Value {
  if (!isObject(sensitive) || levels === 0) return versioned;
  return Object.fromEntries(
    Object.entries(sensitive).map(([name, member]) => [
      name,
      maybe(member, levels - 1),
    ]),
  );
}

const versioned = new Unknown(
  'azapi sends its part of sensitive_body if sensitive_body_version changes',
);

interface Merging {
  readonly budget: Budget;
  /** The members of lists may be told by another property than `name`. */
  readonly isNamed: boolean;
}

/** A value replaces an earlier one, also with null. */
function merge(value: Value, over: Value, how: Merging): Value {
  if (!isObject(over) && !isList(over)) return over;
  if (value instanceof Unknown) return value;
  if (isList(value) && isList(over)) return mergeLists(value, over, how);
  if (!isObject(value) || !isObject(over)) return over;
  const names = Object.keys(over);
  const all = Object.entries(value);
  if (!how.budget.take(all.length + names.length)) return tooLarge;
  const merged = new Map<string, Value>(all);
  for (const name of names) {
    const below = merged.get(name);
    const member = over[name] as Value;
    merged.set(name, below === undefined ? member : merge(below, member, how));
  }
  return Object.fromEntries(merged);
}

function mergeLists(
  values: readonly Value[],
  over: readonly Value[],
  how: Merging,
): Value {
  if (values.length === 0 || over.length === 0) return over;
  if (how.isNamed || (hasName(values[0]) && hasName(over[0]))) {
    return new Unknown('azapi merges lists by the names of their members');
  }
  if (values.length !== over.length) return over;
  if (!how.budget.take(over.length)) return tooLarge;
  return over.map((member, index) =>
    merge(values[index] as Value, member, how),
  );
}

function hasName(member: Value | undefined): boolean {
  return isObject(member) && (member['name'] ?? '') !== '';
}

/**
 * Puts {@link Unknown} in the place of what `ignore_body_changes` names: azapi
 * sends what Azure has there, once the resource exists.
 *
 * @returns undefined if nothing of the body is ignored
 */
export function withIgnoredChanges(sent: ValueObject): ValueObject | undefined {
  const ignored = readProperty(sent, ['ignore_body_changes']);
  if (ignored.state === 'absent') return undefined;
  if (ignored.state === 'unknown') return { ...sent, body: kept };
  const paths = isList(ignored.value) ? ignored.value : [];
  let body = sent['body'] ?? null;
  for (const path of paths) {
    if (path instanceof Unknown) return { ...sent, body: kept };
    if (typeof path === 'string') body = keepAt(body, path.split('.'));
  }
  return { ...sent, body };
}

const kept = new Unknown('ignore_body_changes keeps what Azure has');

/** Only what the body has is taken from Azure (`OverrideWithPaths` in utils/json.go). */
function keepAt(value: Value, [name, ...rest]: readonly string[]): Value {
  if (name === undefined) return kept;
  if (!isObject(value) || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: keepAt(value[name] as Value, rest) };
}

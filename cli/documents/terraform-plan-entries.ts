import type { JsonObject, JsonPath } from '../../shared/json/json';
import {
  expectObject,
  expectObjects,
  expectString,
  optionalObject,
  optionalString,
} from './expect';
import type { Part } from './json-helpers';

/** One resource instance in a plan or a state. */
export interface Entry extends Part {
  /** Its section: a change, planned values, prior state, or a state document. */
  readonly source: 'change' | 'planned' | 'prior' | 'state';
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly mode: string;
  /** The key of an object that a replacement left, else empty. */
  readonly deposed: string;
  /** Its change waits for a later plan. */
  readonly isDeferred: boolean;
}

/**
 * Lists all resource instances of a plan or state. What is in more than one
 * place comes with its change first.
 *
 * @throws {UserError} for anything of a wrong type on the way
 */
export function* entriesIn(plan: JsonObject): Generator<Entry> {
  for (const part of expectObjects(plan['resource_changes'], [
    'resource_changes',
  ])) {
    yield entryOf(part, 'change');
  }
  for (const { json, path } of expectObjects(plan['deferred_changes'], [
    'deferred_changes',
  ])) {
    const place = [...path, 'resource_change'];
    const change = expectObject(json['resource_change'], place);
    yield {
      ...entryOf({ json: change, path: place }, 'change'),
      isDeferred: true,
    };
  }
  yield* entriesOfValues(plan['planned_values'], ['planned_values'], 'planned');
  // A state in JSON has `values`, and a plan contains the prior state. What
  // only a refresh found, or what -target leaves out, has no change.
  yield* entriesOfValues(plan['values'], ['values'], 'state');
  const prior = optionalObject(plan['prior_state'], ['prior_state']);
  yield* entriesOfValues(prior?.['values'], ['prior_state', 'values'], 'prior');
  for (const part of expectObjects(plan['resource_drift'], [
    'resource_drift',
  ])) {
    yield { ...entryOf(part, 'change'), source: 'prior' };
  }
}

/** The resources in a plan's planned values, or in a state's values. */
function* entriesOfValues(
  values: JsonObject[string] | undefined,
  path: JsonPath,
  source: Entry['source'],
): Generator<Entry> {
  const place = [...path, 'root_module'];
  const root = optionalObject(
    optionalObject(values, path)?.['root_module'],
    place,
  );
  const modules: Part[] =
    root === undefined ? [] : [{ json: root, path: place }];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const { json, path: module } = next;
    for (const part of expectObjects(json['resources'], [
      ...module,
      'resources',
    ])) {
      yield entryOf(part, source);
    }
    modules.push(
      ...[
        ...expectObjects(json['child_modules'], [...module, 'child_modules']),
      ].reverse(),
    );
  }
}

function entryOf({ json, path }: Part, source: Entry['source']): Entry {
  const deposed = source === 'change' ? 'deposed' : 'deposed_key';
  return {
    json,
    path,
    source,
    type: expectString(json['type'], [...path, 'type']),
    name: optionalString(json['name'], [...path, 'name']) ?? '',
    address: expectString(json['address'], [...path, 'address']),
    mode: optionalString(json['mode'], [...path, 'mode']) ?? 'managed',
    deposed: optionalString(json[deposed], [...path, deposed]) ?? '',
    isDeferred: false,
  };
}

import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json';
import { withChanges } from '../../shared/terraform/changes';
import { terraformSurface } from '../../shared/terraform/surfaces';
import type { DeclaredResource, Surroundings } from './kind';
import { asList, asObject, objectsOf } from './parts';
import type { Part } from './parts';
import { plannedProperties } from './terraform-planned-value';
import type { Planned } from './terraform-planned-value';

/**
 * Lists what a Terraform plan or state in JSON declares, as `terraform show
 * -json` writes it (https://developer.hashicorp.com/terraform/internals/json-format).
 * What is deleted or only read is left out.
 */
export function* readPlan(
  plan: JsonObject,
  { notice }: Surroundings,
): Generator<DeclaredResource> {
  if (plan['errored'] === true) {
    notice('Terraform ended this plan with an error: it may be incomplete.');
  }
  yield* withChanges(resourcesOf(plan), typesIn(plan));
}

function* typesIn(plan: JsonObject): Generator<string> {
  for (const parts of [changesOf(plan), valuesOf(plan)]) {
    for (const { json } of parts) {
      if (typeof json['type'] === 'string') yield json['type'];
    }
  }
}

function* resourcesOf(plan: JsonObject): Generator<PlannedResource> {
  const expressionsOf = configurationOf(plan);
  const changed = new Set<Json | undefined>();
  for (const { json, path } of changesOf(plan)) {
    // A deposed object is one that a replacement left to be deleted.
    if (json['deposed'] !== undefined) continue;
    changed.add(json['address']);
    yield* declared(json, path, () => plannedAfter(json, expressionsOf));
  }
  for (const { json, path } of valuesOf(plan)) {
    if (changed.has(json['address'])) continue;
    yield* declared(json, path, () => plannedOf(json, expressionsOf));
  }
}

/** A resource with what links changes of registries to it. */
interface PlannedResource extends DeclaredResource {
  readonly type: string;
  readonly address: string;
}

function* declared(
  json: JsonObject,
  path: JsonPath,
  plan: () => Planned | undefined,
): Generator<PlannedResource> {
  const { type, name, address, mode } = json;
  if (typeof type !== 'string' || mode === 'data') return;
  const read = terraformSurface(type, 'terraform');
  if (read === undefined) return;
  const label = textOf(name);
  const whole = typeof address === 'string' ? address : `${type}.${label}`;
  const planned = plan();
  yield {
    type,
    address: whole,
    resource: { type, address: whole, name: label },
    path,
    read: () => (planned === undefined ? [] : read(plannedProperties(planned))),
  };
}

/** What a change leaves behind; nothing if it deletes. */
function plannedAfter(
  resource: JsonObject,
  expressionsOf: ExpressionsOf,
): Planned | undefined {
  const {
    actions,
    before,
    after,
    after_unknown: unknown,
  } = asObject(resource['change']);
  if (!isJsonObject(after)) return undefined;
  const isNew =
    !isJsonObject(before) || asList(actions).some((one) => one === 'create');
  const written = expressionsOf(resource);
  return {
    after,
    unknown: asObject(unknown),
    module: moduleOf(resource['address']),
    written: asObject(written),
    expressions: isNew ? written : undefined,
  };
}

/**
 * The values of a resource without a change entry. They leave out what is not
 * known, so what was written and has no value is unknown.
 */
function plannedOf(
  resource: JsonObject,
  expressionsOf: ExpressionsOf,
): Planned {
  const values = asObject(resource['values']);
  const expressions = asObject(expressionsOf(resource));
  const missing = Object.keys(expressions).filter(
    (name) => !Object.hasOwn(values, name),
  );
  return {
    after: values,
    unknown: Object.fromEntries(missing.map((name) => [name, true])),
    expressions,
    written: expressions,
    module: moduleOf(resource['address']),
  };
}

/** The entries of the plan's lists of changes; a deferred one is wrapped with its reason. */
function* changesOf(plan: JsonObject): Generator<Part> {
  yield* objectsOf(plan['resource_changes'], ['resource_changes']);
  for (const { json, path } of objectsOf(plan['deferred_changes'], [
    'deferred_changes',
  ])) {
    yield { json: asObject(json['resource_change']), path };
  }
}

/** The resources in a plan's planned values, or in a state's values. */
function* valuesOf(plan: JsonObject): Generator<Part> {
  for (const name of ['planned_values', 'values']) {
    const json = asObject(asObject(plan[name])['root_module']);
    yield* moduleResources({ json, path: [name, 'root_module'] });
  }
}

function* moduleResources({ json, path }: Part): Generator<Part> {
  yield* objectsOf(json['resources'], [...path, 'resources']);
  for (const child of objectsOf(json['child_modules'], [
    ...path,
    'child_modules',
  ])) {
    yield* moduleResources(child);
  }
}

/** Finds the expressions that a resource was written with, or nothing if the plan doesn't tell. */
type ExpressionsOf = (resource: JsonObject) => JsonObject | undefined;

/** `module.hub["a.b"].module.registry[0]`, an instance of a module in a module. */
const moduleStep = /module\.([^.[]+)(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?/g;

function configurationOf(plan: JsonObject): ExpressionsOf {
  const root = asObject(asObject(plan['configuration'])['root_module']);
  const modules = new Map<string, ReadonlyMap<string, JsonObject>>();
  return (resource) => {
    const calls = Array.from(
      moduleOf(resource['address']).matchAll(moduleStep),
      ([, call]) => call as string,
    );
    const key = calls.join('.');
    let resources = modules.get(key);
    if (resources === undefined) {
      resources = expressionsIn(calls.reduce(calledModule, root));
      modules.set(key, resources);
    }
    return resources.get(keyOf(resource));
  };
}

/** The module part of a resource's address: `module.hub["a"].` */
function moduleOf(address: Json | undefined): string {
  if (typeof address !== 'string') return '';
  return /^(?:module\.[^.[]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?\.)*/.exec(
    address,
  )?.[0] as string;
}

function calledModule(module: JsonObject, call: string): JsonObject {
  return asObject(asObject(asObject(module['module_calls'])[call])['module']);
}

function expressionsIn(module: JsonObject): ReadonlyMap<string, JsonObject> {
  const resources = new Map<string, JsonObject>();
  for (const { json } of objectsOf(module['resources'], [])) {
    if (json['mode'] === 'data') continue;
    resources.set(keyOf(json), asObject(json['expressions']));
  }
  return resources;
}

/** No type has a dot. */
function keyOf({ type, name }: JsonObject): string {
  return `${textOf(type)}.${textOf(name)}`;
}

/** A damaged plan may hold anything in the place of a text. */
function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

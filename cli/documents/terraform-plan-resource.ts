import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import { withSensitive } from '../../shared/model/sensitive';
import type { Value } from '../../shared/model/value';
import { isUpdatingType } from '../../shared/terraform/links';
import { terraformResourceType } from '../../shared/terraform/resource-types';
import { UserError } from '../errors';
import { expectArray, expectObject, optionalObject } from './expect';
import type { DeclaredResource } from './document-type';
import { asList, asObject } from './json-helpers';
import type { PlanConfiguration } from './terraform-plan-configuration';
import { callsFunction } from './terraform-plan-reference';
import type { Configured } from './terraform-plan-written';
import type { Entry } from './terraform-plan-entries';
import { plannedProperties, sensitiveStrings } from './terraform-planned-value';
import type { Planned } from './terraform-planned-value';

/** A resource with what links updates of registries to it. */
export interface PlannedResource extends DeclaredResource {
  readonly type: string;
  readonly address: string;
  /** Whether its request is sent by the next apply. `no` of a registry: it stays as it is. */
  readonly runs: 'yes' | 'no' | 'maybe';
  readonly isRefreshed?: true;
  /** The attributes as they will be. */
  readonly properties: () => Value;
  /** Terraform forgets it: it stays in Azure as it is. */
  readonly isLeftBehind?: true;
}

/** The actions of a change (terraform: internal/command/jsonplan/plan.go; `Open` is OpenTofu's). */
const knownActions = new Set<Json>([
  'no-op',
  'create',
  'read',
  'update',
  'delete',
  'forget',
  'Open',
]);

/** The effect of an entry on Azure. */
export function* resourcesOf(
  entry: Entry,
  configuration: PlanConfiguration,
): Generator<PlannedResource> {
  const { json, path, source } = entry;
  const plan = (
    planned: Pick<Planned, 'after'> & Partial<Planned>,
  ): Planned => ({
    type: entry.type,
    unknown: {},
    isNew: false,
    written: configuration.of(entry.address, entry.type, entry.name),
    configuration,
    ...planned,
  });
  if (!Object.hasOwn(json, 'change')) {
    if (source === 'change') expectObject(undefined, [...path, 'change']);
    yield declared(entry, plan(valuesOf(entry, configuration)), {
      runs: runsWithoutChange(entry),
      ...refreshed(entry, configuration),
    });
    return;
  }
  const change = changeOf(entry);
  if (change.after !== undefined) {
    yield declared(
      entry,
      plan({
        after: change.after,
        unknown: change.unknown,
        sensitive: change.afterSensitive,
        isNew: change.before === undefined || change.actions.has('create'),
      }),
      { runs: runsOf(entry, change), ...refreshed(entry, configuration) },
    );
  }
  if (change.before === undefined) return;
  const left = { after: change.before, sensitive: change.beforeSensitive };
  const isGone = source !== 'prior' && change.after === undefined;
  if (change.actions.has('forget')) {
    yield declared(entry, plan(left), {
      runs: 'no',
      isLeftBehind: true,
    });
  } else if (isGone && runsWhenDestroyed(entry.type, change)) {
    const request = { ...left.after, when: 'apply' };
    yield declared(entry, plan({ ...left, after: request }), { runs: 'yes' });
  }
}

interface Change {
  readonly actions: ReadonlySet<Json>;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  readonly unknown: JsonObject;
  readonly beforeSensitive: Json | undefined;
  readonly afterSensitive: Json | undefined;
}

/** @throws {UserError} for a change without actions, or with an unknown one */
function changeOf({ json, path, mode, address }: Entry): Change {
  const place = [...path, 'change'];
  const change = expectObject(json['change'], place);
  const actions = expectArray(change['actions'], [...place, 'actions']);
  const stranger = actions.find((one) => !knownActions.has(one));
  if (stranger !== undefined) {
    throw new UserError(
      `has the action ${JSON.stringify(stranger)} for ${address}, which is not known here. Update azure-acr-policy-pack`,
    );
  }
  const marker = change['after_unknown'] ?? {};
  const isAllUnknown = marker === true;
  const after =
    optionalObject(change['after'], [...place, 'after']) ??
    (isAllUnknown ? {} : undefined);
  const leaves = actions.includes('create') || actions.includes('update');
  if (after === undefined && leaves && mode === 'managed') {
    expectObject(undefined, [...place, 'after']);
  }
  return {
    actions: new Set(actions),
    before: optionalObject(change['before'], [...place, 'before']),
    beforeSensitive: change['before_sensitive'],
    afterSensitive: change['after_sensitive'],
    after,
    unknown: isAllUnknown
      ? {}
      : expectObject(typeof marker === 'boolean' ? {} : marker, [
          ...place,
          'after_unknown',
        ]),
  };
}

/**
 * The values of a resource without a change entry. Planned ones leave out what is
 * not known, so what was written and has no value is unknown.
 */
function valuesOf(
  { json, path, source, address, type, name }: Entry,
  configuration: PlanConfiguration,
): Pick<Planned, 'after' | 'unknown' | 'sensitive'> {
  const values = optionalObject(json['values'], [...path, 'values']) ?? {};
  const written = configuration.of(address, type, name);
  const expressions = asObject(written?.block['expressions']);
  return {
    after: values,
    sensitive: json['sensitive_values'],
    unknown:
      source === 'planned'
        ? leftOut(values, expressions, (expression) =>
            written === undefined
              ? false
              : configuration.isKnown(expression, written),
          )
        : {},
  };
}

/** `true` in the place of what was written and is not among the values, in nested blocks too. */
function leftOut(
  values: JsonObject,
  expressions: JsonObject,
  isKnown: (expression: Json) => boolean,
): JsonObject {
  const markers: Record<string, Json> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const value = values[name];
    if (value === undefined) {
      markers[name] = true;
    } else if (Array.isArray(expression)) {
      const blocks = expression as readonly Json[];
      markers[name] = asList(value).map((block, index) =>
        leftOut(asObject(block), asObject(blocks[index]), isKnown),
      );
    } else if (typeof value === 'object' && value !== null) {
      // A part of it may have been left out.
      if (!isKnown(expression)) markers[name] = true;
    }
  }
  return markers;
}

/** Arguments that azapi changes only in its state (azapi: `skip_on` in internal/services, internal/skip). */
const localAttributes = new Set([
  'output',
  'read_headers',
  'read_query_parameters',
  'retry',
  'timeouts',
]);

/** Returns whether a request is sent that changes something. */
function runsOf(
  { source, isDeferred }: Entry,
  { actions, before, after = {}, unknown }: Change,
): PlannedResource['runs'] {
  if (source === 'prior') return 'no';
  if (isDeferred) return 'maybe';
  if (actions.has('create')) return 'yes';
  if (!actions.has('update')) return 'no';
  const names = new Set([...Object.keys(after), ...Object.keys(unknown)]);
  const isSent = [...names].some(
    (name) =>
      !localAttributes.has(name) &&
      (isMarked(unknown[name]) ||
        JSON.stringify(after[name]) !== JSON.stringify(before?.[name])),
  );
  return isSent ? 'yes' : 'maybe';
}

function runsWithoutChange({ source, type }: Entry): PlannedResource['runs'] {
  if (source === 'planned') return 'yes';
  // A state does not show whether an update was sent before or after its registry.
  return source === 'state' && isUpdatingType(type) ? 'maybe' : 'no';
}

/**
 * Before each plan azapi compares what an update sets with Azure, what a plan
 * doesn't hold excepted (`Read` in azapi's internal/services/azapi_update_resource.go).
 */
function refreshed(
  { type, address, name }: Entry,
  configuration: PlanConfiguration,
): Pick<PlannedResource, 'isRefreshed'> {
  if (type !== 'azapi_update_resource') return {};
  const written = configuration.of(address, type, name);
  const { sensitive_body: hidden } = asObject(written?.block['expressions']);
  return hidden === undefined ? { isRefreshed: true } : {};
}

/** Returns whether a part of a value is marked as not known. */
export function isMarked(marker: Json | undefined): boolean {
  if (marker === true) return true;
  return isJsonObject(marker) || Array.isArray(marker)
    ? Object.values(marker).some(isMarked)
    : false;
}

/** An `azapi_resource_action` may send its request when it is deleted. */
function runsWhenDestroyed(type: string, { actions, before }: Change): boolean {
  return (
    type === 'azapi_resource_action' &&
    actions.has('delete') &&
    before?.['when'] === 'destroy'
  );
}

/**
 * An ephemeral `azapi_resource_action`: it sends its request in each run. A plan of
 * Terraform's holds nothing of it; OpenTofu's has it in the configuration.
 */
export function* ephemeralAction(
  { json, path, written, type, name, mode, isRepeated }: Configured,
  configuration: PlanConfiguration,
): Generator<PlannedResource> {
  if (mode !== 'ephemeral' || type !== 'azapi_resource_action') return;
  const after: Record<string, Json> = {};
  const unknown: Record<string, true> = {};
  for (const [key, expression] of Object.entries(
    asObject(json['expressions']),
  )) {
    const { constant_value: constant, references } = asObject(expression);
    if (
      constant === undefined ||
      asList(references).length > 0 ||
      callsFunction(constant)
    ) {
      unknown[key] = true;
    } else after[key] = constant;
  }
  const address = `${written.module.prefix}ephemeral.${type}.${name}`;
  yield declared(
    { json, path, type, address, name },
    { type, after, unknown, isNew: true, written, configuration },
    { runs: isRepeated ? 'maybe' : 'yes' },
  );
}

/** A resource of a plan, as the command evaluates it. */
export function declared(
  {
    type,
    name,
    address,
    path,
  }: Pick<Entry, 'type' | 'name' | 'address' | 'path' | 'json'>,
  planned: Planned,
  more: Pick<PlannedResource, 'runs' | 'isRefreshed' | 'isLeftBehind'>,
): PlannedResource {
  const read = terraformResourceType(type, 'terraform');
  const properties = () => plannedProperties(planned);
  return {
    type,
    address,
    resource: { type, address, name },
    path,
    read: () => {
      const sensitive = sensitiveStrings(planned);
      return withSensitive(read?.(properties()) ?? [], sensitive);
    },
    properties,
    ...more,
  };
}

import type { JsonObject } from '../../shared/json/json';
import { runsAgainstAzure } from '../../shared/terraform/unread-resource';
import type { ReportNotEvaluated } from '../../shared/model/not-evaluated';
import {
  expectObject,
  expectObjects,
  expectString,
  optionalObject,
  optionalString,
} from './expect';
import { asObject } from './json-helpers';
import type { Part } from './json-helpers';
import type { PlanConfiguration } from './terraform-plan-configuration';
import { declared, isMarked } from './terraform-plan-resource';
import type { PlannedResource } from './terraform-plan-resource';

/** The action that azapi sends any request with. */
const requestType = 'azapi_resource_action';

/** The attributes that decide what a request does, if nothing of an action is known. */
const allUnknown = { type: true, resource_id: true, method: true, body: true };

/** A provider that speaks to Azure: `registry.terraform.io/azure/azapi`, `…/hashicorp/azurerm`. */
const azureProvider = /\/azure\/|\/az[^/]*$/i;

/**
 * Lists the invocations of Terraform's actions (Terraform 1.14 and later;
 * terraform: internal/command/jsonplan/action_invocations.go) that may change
 * registries: azapi's as updates, those of other types as not evaluated.
 */
export function* actionsIn(
  plan: JsonObject,
  configuration: PlanConfiguration,
  notEvaluated: ReportNotEvaluated,
): Generator<PlannedResource> {
  const invoked = new Map<string, PlannedResource>();
  for (const { json, path, isDeferred } of invocationsIn(plan)) {
    const type = expectString(json['type'], [...path, 'type']);
    const address = expectString(json['address'], [...path, 'address']);
    const provider =
      optionalString(json['provider_name'], [...path, 'provider_name']) ??
      `/${type.split('_')[0]}`;
    if (type !== requestType) {
      if (!azureProvider.test(provider) && !mayRunAgainstAzure(json)) continue;
      notEvaluated({
        address,
        reason: `it invokes an action of type ${type}, which may change registries and is not read. Check what it does`,
        path,
      });
      continue;
    }
    const trigger = asObject(json['lifecycle_action_trigger']);
    const triggeredBy = trigger['triggering_resource_address'];
    const name = optionalString(json['name'], [...path, 'name']) ?? '';
    const values = [...path, 'config_values'];
    const markers = [...path, 'config_unknown'];
    const marker = json['config_unknown'];
    const resource = declared(
      { json, path, type, address, name },
      {
        type,
        after: optionalObject(json['config_values'], values) ?? {},
        unknown:
          typeof marker === 'boolean'
            ? marker
              ? allUnknown
              : {}
            : (optionalObject(marker, markers) ?? {}),
        sensitive: json['config_sensitive'],
        isNew: true,
        written: undefined,
        configuration,
        ...(typeof triggeredBy === 'string' ? { triggeredBy } : {}),
      },
      { runs: isDeferred || isEarly(json) ? 'maybe' : 'yes' },
    );
    // One action may be invoked by several resources.
    if (invoked.get(address)?.runs !== 'yes') invoked.set(address, resource);
  }
  yield* invoked.values();
}

function* invocationsIn(
  plan: JsonObject,
): Generator<Part & { readonly isDeferred: boolean }> {
  for (const part of expectObjects(plan['action_invocations'], [
    'action_invocations',
  ])) {
    yield { ...part, isDeferred: false };
  }
  const name = 'deferred_action_invocations';
  for (const { json, path } of expectObjects(plan[name], [name])) {
    const place = [...path, 'action_invocation'];
    yield {
      json: expectObject(json['action_invocation'], place),
      path: place,
      isDeferred: true,
    };
  }
}

/** A command of the Azure CLI, also one of which not all is known. */
function mayRunAgainstAzure({
  config_values: values = null,
  config_unknown: unknown = null,
}: JsonObject): boolean {
  return (
    runsAgainstAzure(values) ||
    (isMarked(unknown) && /\b(?:az|acr)\b/.test(JSON.stringify(values)))
  );
}

/** True if it is sent before a resource's change, which may undo it. */
function isEarly(invocation: JsonObject): boolean {
  const { action_trigger_event: event } = asObject(
    invocation['lifecycle_action_trigger'],
  );
  return typeof event === 'string' && /^before/i.test(event);
}

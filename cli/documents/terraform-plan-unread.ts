import type { JsonObject } from '../../shared/json/json';
import type { ReportNotEvaluated } from '../../shared/model/not-evaluated';
import { withoutKeys } from '../../shared/terraform/references';
import { isTerraformResourceType } from '../../shared/terraform/resource-types';
import {
  isUnreadData,
  runsAgainstAzure,
  runsCommands,
  unreadPlannedResource,
  unreadProvisioner,
} from '../../shared/terraform/unread-resource';
import { unreadCommand } from '../../shared/util/azure-commands';
import { asList, asObject } from './json-helpers';
import { declaresRegistry } from './mentions';
import type { PlanConfiguration } from './terraform-plan-configuration';
import { entriesIn } from './terraform-plan-entries';
import type { Entry } from './terraform-plan-entries';
import { plannedProperties } from './terraform-planned-value';
import type { Configured } from './terraform-plan-written';

/**
 * Reports the resources of a plan or a state that may declare or change
 * registries in a way that is not read.
 */
export function reportUnread(
  plan: JsonObject,
  configuration: PlanConfiguration,
  configured: readonly Configured[],
  notEvaluated: ReportNotEvaluated,
): void {
  const seen = new Set<string>();
  const left = new Set<string>();
  for (const entry of entriesIn(plan)) {
    const { address, mode, path, type } = entry;
    // In order of detail: a change, planned values, prior state.
    if (seen.has(address)) continue;
    seen.add(address);
    const remaining = remainingOf(entry);
    if (remaining === undefined) continue;
    const { values, unknown } = remaining;
    if (mode === 'data' && isUnreadData(type, values)) {
      notEvaluated({ address, reason: unreadCommand, path });
      continue;
    }
    left.add(withoutKeys(address));
    if (mode !== 'managed') continue;
    const reason = unreadPlannedResource(type, values, () =>
      plannedProperties({
        type,
        after: values,
        unknown,
        isNew: false,
        written: configuration.of(address, type, entry.name),
        configuration,
      }),
    );
    if (reason !== undefined) notEvaluated({ address, reason, path });
  }
  for (const { json, path, written, mode, type, name } of configured) {
    const kind = mode === 'data' ? 'data.' : '';
    const address = `${written.module.prefix}${kind}${type}.${name}`;
    if (!left.has(address)) continue;
    for (const expressions of commandsOf({ json, mode, type })) {
      const reason = runsAgainstAzure(expressions)
        ? mode === 'data'
          ? unreadCommand
          : unreadProvisioner
        : hidesCommand(expressions, written, configuration)
          ? `${mode === 'data' ? 'it' : 'a provisioner'} runs a command for a registry that the plan does not hold. Check the configuration too: acr-policy check .`
          : undefined;
      if (reason === undefined) continue;
      notEvaluated({ address, reason, path });
      break;
    }
  }
}

/** The expressions of each command that a resource or a data source runs. */
function commandsOf({
  json,
  mode,
  type,
}: Pick<Configured, 'json' | 'mode' | 'type'>): JsonObject[] {
  if (mode === 'managed') {
    return asList(json['provisioners']).map((provisioner) =>
      asObject(asObject(provisioner)['expressions']),
    );
  }
  if (mode !== 'data' || !runsCommands.test(type)) return [];
  const expressions = Object.entries(asObject(json['expressions']));
  // The input of the command.
  return [Object.fromEntries(expressions.filter(([name]) => name !== 'query'))];
}

/**
 * The members of plans and states, of Terraform's and of OpenTofu's
 * (internal/command/jsonplan/plan.go, jsonstate/state.go).
 */
const members = new Set([
  'action_invocations',
  'applyable',
  'checks',
  'complete',
  'configuration',
  'deferred_action_invocations',
  'deferred_changes',
  'errored',
  'format_version',
  'output_changes',
  'planned_values',
  'prior_state',
  'proposed_unknown',
  'relevant_attributes',
  'resource_changes',
  'resource_drift',
  'terraform_version',
  'timestamp',
  'values',
  'variables',
]);

/** Reports members that a later version may have added, if they mention a registry as a resource. */
export function reportUnknownMembers(
  plan: JsonObject,
  notEvaluated: ReportNotEvaluated,
): void {
  for (const [name, member] of Object.entries(plan)) {
    if (members.has(name)) continue;
    if (!declaresRegistry(JSON.stringify(member))) continue;
    notEvaluated({
      address: name,
      path: [name],
      reason:
        'it mentions a registry, and is not a part of plans and states that is known here. Update azure-acr-policy-pack',
    });
  }
}

/** The values of a resource after apply; undefined if it is gone. */
function remainingOf({
  json,
  source,
}: Entry): { values: JsonObject; unknown: JsonObject } | undefined {
  const { after, after_unknown: marker } = asObject(json['change']);
  if (source !== 'change') {
    return { values: asObject(json['values'] ?? after), unknown: {} };
  }
  if (after === null && marker !== true) return undefined;
  return {
    values: asObject(after),
    unknown: marker === true ? { type: true } : asObject(marker),
  };
}

/** Of a command that refers to something, a plan of HCL holds only what it refers to. */
function hidesCommand(
  expressions: JsonObject,
  written: Configured['written'],
  configuration: PlanConfiguration,
): boolean {
  return Object.values(expressions).some(
    (expression) =>
      asObject(expression)['constant_value'] === undefined &&
      configuration.trace(expression, written).some(refersToRegistry),
  );
}

/** `azurerm_container_registry.web.name`, `module.acr.registry_name`, `var.registry_name`. */
function refersToRegistry(reference: string): boolean {
  return (
    reference.split(/[.[]/).some(isTerraformResourceType) ||
    /(?:^|[._])(?:acr|container_?registry|registry)(?:$|[._])/i.test(reference)
  );
}

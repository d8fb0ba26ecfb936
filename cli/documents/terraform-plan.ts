import { dirname } from 'node:path';
import type { JsonObject } from '../../shared/json/json';
import { privateEndpointType } from '../../shared/terraform/links';
import {
  PrivateEndpoints,
  isEndpointType,
  readEndpoint,
} from '../../shared/terraform/private-endpoints';
import { withoutKeys } from '../../shared/terraform/references';
import { applyRegistryUpdates } from '../../shared/terraform/registry-updates';
import { writePlan } from '../../shared/terraform/next-step';
import {
  isTerraformChildType,
  isTerraformResourceType,
} from '../../shared/terraform/resource-types';
import { UserError } from '../errors';
import { expectString } from './expect';
import type { DeclaredResource, ReadContext } from './document-type';
import { actionsIn } from './terraform-plan-actions';
import { PlanConfiguration } from './terraform-plan-configuration';
import type { Configured } from './terraform-plan-written';
import { entriesIn } from './terraform-plan-entries';
import type { Entry } from './terraform-plan-entries';
import { ephemeralAction, resourcesOf } from './terraform-plan-resource';
import type { PlannedResource } from './terraform-plan-resource';
import { standardInput } from './read';
import { PlanSource } from './terraform-plan-source';
import { reportUnknownMembers, reportUnread } from './terraform-plan-unread';

/**
 * Lists what a Terraform plan or state in JSON declares, as `terraform show
 * -json` writes it (https://developer.hashicorp.com/terraform/internals/json-format):
 * what Azure will hold once the plan is applied. What is deleted or only read is
 * left out.
 *
 * @throws {UserError} for a plan that failed, and for one that is damaged
 */
export function* readPlan(
  plan: JsonObject,
  { notEvaluated, file, tree }: ReadContext,
): Generator<DeclaredResource> {
  assertUsable(plan);
  if (plan['complete'] === false) {
    notEvaluated({
      address: '',
      reason: `the plan is partial, as with -target or deferred changes (complete is false): what it leaves out was not evaluated. Check a full plan too: ${writePlan}`,
    });
  }
  const configuration = new PlanConfiguration(plan);
  const configured = [...configuration.all()];
  reportUnread(plan, configuration, configured, notEvaluated);
  reportUnknownMembers(plan, notEvaluated);
  const entries = relevantIn(plan);
  for (const { path, address, mode } of entries) {
    if (mode === 'managed' || mode === 'ephemeral') continue;
    const what = `its mode is ${JSON.stringify(mode)}, which is not known here`;
    notEvaluated({
      address,
      reason: what,
      path,
    });
  }
  // A plan that is complete has a change for each instance, also where nothing is done.
  if (plan['complete'] !== true || plan['resource_changes'] === undefined) {
    reportLeftOut(configured, entries, notEvaluated);
  }

  const left: PlannedResource[] = [];
  const resources: PlannedResource[] = [];
  for (const entry of entries) {
    if (entry.mode !== 'managed') continue;
    for (const resource of resourcesOf(entry, configuration)) {
      // What is left behind is not reached by an update of what comes in its place.
      (resource.isLeftBehind === true ? left : resources).push(resource);
    }
  }
  resources.push(
    ...actionsIn(plan, configuration, notEvaluated),
    ...configured.flatMap((one) => [...ephemeralAction(one, configuration)]),
  );
  const endpoints = new PrivateEndpoints(() => [
    ...resources,
    ...endpointsIn(plan, configuration),
  ]);
  // Standard input comes from the working directory.
  const root = file === standardInput ? tree : dirname(file);
  const source = new PlanSource(root, tree);
  for (const one of [
    ...applyRegistryUpdates(
      resources,
      resources.map(({ type }) => type),
    ),
    ...left,
  ]) {
    const { address, type, name } = one.resource;
    yield {
      ...one,
      read: () => endpoints.in(one),
      beside: () => {
        const written = configuration.of(address, type, name);
        return written === undefined ? undefined : source.placeOf(written);
      },
    };
  }
}

function assertUsable(plan: JsonObject): void {
  const version = expectString(plan['format_version'], ['format_version']);
  if (!/^[01]\./.test(version)) {
    throw new UserError(
      `has format_version ${JSON.stringify(version)}, and this version reads 0.* and 1.*. Update azure-acr-policy-pack`,
    );
  }
  if (plan['errored'] === true) {
    throw new UserError(
      `is a plan that Terraform ended with an error: it is not complete. Fix the error that terraform plan shows, then check a new plan: ${writePlan}`,
    );
  }
}

/** The private endpoints that the plan leaves behind; one that is not changed is there already. */
function endpointsIn(
  plan: JsonObject,
  configuration: PlanConfiguration,
): readonly PlannedResource[] {
  return relevantIn(plan, isEndpointType)
    .filter(({ mode }) => mode === 'managed')
    .flatMap((entry) => [...resourcesOf(entry, configuration)])
    .map((resource) => ({
      ...resource,
      type: privateEndpointType,
      runs: resource.runs === 'no' ? 'yes' : resource.runs,
      read: () => readEndpoint(resource.type, resource.properties()),
    }));
}

/** The entries of resources that may declare registries, or change them. */
function relevantIn(
  plan: JsonObject,
  isRelevant = isTerraformResourceType,
): readonly Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const entry of entriesIn(plan)) {
    if (!isRelevant(entry.type) || entry.mode === 'data') continue;
    const key = `${entry.address} ${entry.deposed}`;
    // A change has more detail than planned values, and these more than the prior state.
    if (entry.source !== 'change' && seen.has(key)) continue;
    seen.add(key);
    entries.push(entry);
  }
  return entries;
}

/** Reports what is written and has no instance in the plan. */
function reportLeftOut(
  configured: readonly Configured[],
  entries: readonly Entry[],
  notEvaluated: ReadContext['notEvaluated'],
): void {
  // What calls a function to repeat it, as in toset(["a"]), doesn't say that it is repeated.
  const planned = new Set(entries.map(({ address }) => withoutKeys(address)));
  for (const { path, written, isRepeated, mode, type, name } of configured) {
    // A child that is left out says nothing of a registry.
    if (mode !== 'managed' || isRepeated || isTerraformChildType(type))
      continue;
    const address = `${written.module.prefix}${type}.${name}`;
    if (!isTerraformResourceType(type) || planned.has(address)) continue;
    notEvaluated({
      address,
      reason: `it is in the configuration, and the plan has neither a change nor a value of it. Check a full plan: ${writePlan}`,
      path,
    });
  }
}

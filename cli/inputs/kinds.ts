import { isJsonObject } from '../../shared/json';
import type { Json, JsonObject } from '../../shared/json';
import type { ReadDocument } from './kind';
import type * as ArmTemplate from './arm-template';
import type * as Manifest from './cdktf-manifest';
import type * as PulumiPreview from './pulumi-preview';
import type * as PulumiState from './pulumi-state';
import type * as TerraformConfiguration from './terraform-configuration';
import type * as TerraformPlan from './terraform-plan';

/** A kind of document, recognised by what it holds, whatever its file is called. */
export interface Kind {
  /** As a noun phrase for messages. */
  readonly name: string;
  readonly recognises: (document: JsonObject) => boolean;
  /** Loads the reader: a run needs one or two of them. */
  readonly load: () => ReadDocument;
}

/** What `terraform show -json` writes of a plan, or of a state. */
const planParts = [
  'planned_values',
  'resource_changes',
  'deferred_changes',
  'resource_drift',
  'prior_state',
  'action_invocations',
  'deferred_action_invocations',
  'values',
];

/* eslint-disable @typescript-eslint/no-require-imports -- a reader is loaded when its kind is met */
const kinds: readonly Kind[] = [
  {
    name: 'a manifest of CDKTF',
    recognises: ({ stacks }) =>
      isJsonObject(stacks) &&
      isListOf(Object.values(stacks), 'synthesizedStackPath'),
    load: () => (require('./cdktf-manifest') as typeof Manifest).readManifest,
  },
  {
    name: 'a Terraform plan',
    recognises: (document) =>
      Object.hasOwn(document, 'format_version') &&
      planParts.some((name) => Object.hasOwn(document, name)),
    load: () => (require('./terraform-plan') as typeof TerraformPlan).readPlan,
  },
  {
    name: 'an ARM template',
    recognises: (document) =>
      hasSchema(document, 'deploymentTemplate') ||
      (typeof document['contentVersion'] === 'string' &&
        isBlock(document['resources'])),
    load: () =>
      (require('./arm-template') as typeof ArmTemplate).readArmTemplate,
  },
  {
    name: 'a Pulumi stack export',
    recognises: (document) =>
      isJsonObject(document['deployment']) ||
      isJsonObject(document['checkpoint']),
    load: () => (require('./pulumi-state') as typeof PulumiState).readState,
  },
  {
    name: 'a Pulumi preview',
    recognises: (document) =>
      isListOf(document['steps'], 'urn') ||
      isJsonObject(document['changeSummary']),
    load: () =>
      (require('./pulumi-preview') as typeof PulumiPreview).readPreview,
  },
  {
    name: 'an event log of Pulumi',
    recognises: (document) => isListOf(document['events'], 'sequence'),
    load: () =>
      (require('./pulumi-preview') as typeof PulumiPreview).readEvents,
  },
  {
    name: 'a Terraform configuration',
    recognises: isTerraform,
    load: () =>
      (require('./terraform-configuration') as typeof TerraformConfiguration)
        .readTerraform,
  },
];
/* eslint-enable @typescript-eslint/no-require-imports */

/** Tells what a document is, if it is anything that can declare registries. */
export function recognise(document: JsonObject): Kind | undefined {
  return kinds.find((kind) => kind.recognises(document));
}

/** Tells whether a document holds the parameters of an ARM template. */
export function isParameterFile(document: JsonObject): boolean {
  return hasSchema(document, 'deploymentParameters');
}

/** Says of a document that is none of these what it is, or what was expected. */
export function refusalOf(document: JsonObject): string {
  if (isParameterFile(document)) {
    return 'is a parameter file. Check its template: acr-policy check TEMPLATE --parameters FILE';
  }
  const names = kinds.map(({ name }) => name);
  return `holds nothing that can be checked. Expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/**
 * Templates for resource groups, subscriptions, management groups and tenants
 * have schemas of their own: `…/2018-05-01/subscriptionDeploymentTemplate.json#`
 */
function hasSchema({ $schema: schema }: JsonObject, name: string): boolean {
  return (
    typeof schema === 'string' &&
    schema.toLowerCase().includes(`${name.toLowerCase()}.json`)
  );
}

/** Tells a list of objects that all have a name, and of which there is at least one. */
function isListOf(json: Json | undefined, name: string): boolean {
  return (
    Array.isArray(json) &&
    json.length > 0 &&
    (json as readonly Json[]).every(
      (member) => isJsonObject(member) && Object.hasOwn(member, name),
    )
  );
}

/** The block types that a root module nearly always has, of which one is enough to tell. */
const tellingBlocks = ['resource', 'module', 'terraform', 'provider'];

/** https://developer.hashicorp.com/terraform/language/syntax/json */
const otherBlocks = new Set([
  'action',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'moved',
  'output',
  'removed',
  'variable',
]);

function isTerraform(document: JsonObject): boolean {
  if (tellingBlocks.some((name) => isBlock(document[name]))) return true;
  const entries = Object.entries(document).filter(([name]) => name !== '//');
  return (
    entries.length > 0 &&
    entries.every(([name, json]) => otherBlocks.has(name) && isBlock(json))
  );
}

function isBlock(json: Json | undefined): boolean {
  return isJsonObject(json) || Array.isArray(json);
}

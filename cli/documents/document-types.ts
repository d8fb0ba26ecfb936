import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject } from '../../shared/json/json';
import {
  isConfigurationName,
  isHclName,
} from '../../shared/terraform/module-files';
import { UserError } from '../errors';
import type { ReadDocument } from './document-type';
import { declaresRegistry } from './mentions';
import { isListed, isQueryResult } from './azure-rows';
import type * as ArmTemplate from './arm-template';
import type * as AzureResources from './azure-resources';
import type * as BicepParameters from './bicep-parameters';
import type * as Manifest from './cdktf-manifest';
import type * as PulumiPreview from './pulumi-preview';
import type * as PulumiState from './pulumi-state';
import type * as TerraformConfiguration from './terraform-configuration';
import type * as TerraformPlan from './terraform-plan';

/** A kind of document, recognized by its content, whatever its file name. */
export interface Kind {
  /** As a noun phrase for messages. */
  readonly name: string;
  readonly recognizes: (document: JsonObject) => boolean;
  /** It is evaluated with the values of `--parameters`. */
  readonly takesParameters?: true;
  /** Loads the reader: a run needs one or two of them. */
  readonly load: () => ReadDocument;
}

/** The output of `terraform show -json` for a plan or a state. */
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
    // A damaged one has the library's version beside whatever `stacks` is.
    recognizes: ({ stacks, version, ...others }) =>
      hasSome(stacks, 'synthesizedStackPath') ||
      (stacks !== undefined &&
        typeof version === 'string' &&
        /^\d+\.\d+\.\d+/.test(version) &&
        Object.keys(others).length === 0),
    load: () => (require('./cdktf-manifest') as typeof Manifest).readManifest,
  },
  {
    name: 'a Terraform plan',
    recognizes: (document) =>
      (Object.hasOwn(document, 'format_version') &&
        // terraform show -json prints only the version of an empty state; a plan has another.
        ((Object.keys(document).length === 1 &&
          document['format_version'] === '1.0') ||
          planParts.some((name) => Object.hasOwn(document, name)))) ||
      (isBlock(document['resource_changes']) &&
        Object.hasOwn(document, 'planned_values')),
    load: () => (require('./terraform-plan') as typeof TerraformPlan).readPlan,
  },
  {
    name: 'an ARM template',
    recognizes: (document) =>
      hasSchema(document, 'deploymentTemplate') ||
      (Object.hasOwn(document, 'contentVersion') &&
        Object.hasOwn(document, 'resources')) ||
      isListOfArm(document['resources']),
    takesParameters: true,
    load: () =>
      (require('./arm-template') as typeof ArmTemplate).readArmTemplate,
  },
  {
    name: 'Bicep parameters with their template',
    recognizes: ({ parametersJson }) => typeof parametersJson === 'string',
    load: () =>
      (require('./bicep-parameters') as typeof BicepParameters).readBuildParams,
  },
  {
    name: 'a Pulumi stack export',
    recognizes: (document) =>
      ['deployment', 'checkpoint'].some(
        (name) =>
          isJsonObject(document[name]) ||
          (Object.hasOwn(document, name) &&
            typeof document['version'] === 'number'),
      ),
    load: () => (require('./pulumi-state') as typeof PulumiState).readState,
  },
  {
    name: 'a Pulumi preview',
    recognizes: (document) =>
      hasSome(document['steps'], 'urn') ||
      isJsonObject(document['changeSummary']) ||
      isFailedPreview(document),
    load: () =>
      (require('./pulumi-preview') as typeof PulumiPreview).readPreview,
  },
  {
    name: 'an event log of Pulumi',
    recognizes: (document) => hasSome(document['events'], 'sequence'),
    load: () =>
      (require('./pulumi-preview') as typeof PulumiPreview).readEvents,
  },
  {
    name: 'registries that Azure lists',
    recognizes: (document) => isListed(document) || isQueryResult(document),
    load: () =>
      (require('./azure-resources') as typeof AzureResources)
        .readAzureResources,
  },
  {
    name: 'a Terraform configuration',
    recognizes: isTerraform,
    load: () =>
      (require('./terraform-configuration') as typeof TerraformConfiguration)
        .readTerraform,
  },
];
/* eslint-enable @typescript-eslint/no-require-imports */

const terraform = kinds.find(({ recognizes }) => recognizes === isTerraform);

/**
 * Returns the type of a document, if it is one that can declare registries.
 *
 * @param file its name: what Terraform reads by its name is a configuration, whatever it holds
 * @param text what it was parsed from
 * @throws {UserError} if it is several things at once
 */
export function detectDocumentType(
  document: JsonObject,
  file: string,
  text: string,
): Kind | undefined {
  if (isHclName(file)) return terraform;
  if (isTerragrunt(document) && !isConfigurationName(file)) return undefined;
  const found = kinds.filter((kind) => kind.recognizes(document));
  if (isConfigurationName(file) && terraform !== undefined) {
    const other = found.find((kind) => kind !== terraform);
    if (other === undefined) return terraform;
    throw new UserError(
      `looks like ${other.name}, and has the name of a Terraform configuration. Give it another name`,
    );
  }
  const [first, second] = found;
  // `{ "data": … }` is often an envelope, and not a configuration that only reads.
  const isEnvelope = !hasTellingBlock(document) && declaresRegistry(text);
  if (first === terraform && isEnvelope) return undefined;
  if (first === undefined || second === undefined) return first;
  throw new UserError(
    `looks like ${first.name}, and like ${second.name}. Split it, or check what it was made from`,
  );
}

/** Returns whether a document holds the parameters of an ARM template. */
export function isParameterFile(document: JsonObject): boolean {
  return hasSchema(document, 'deploymentParameters');
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

/** Returns whether a value is an array or object with a member that is an object with a certain name. */
export function hasSome(json: Json | undefined, name: string): boolean {
  return membersOf(json).some(
    (member) => isJsonObject(member) && Object.hasOwn(member, name),
  );
}

function membersOf(json: Json | undefined): readonly Json[] {
  if (Array.isArray(json)) return json as readonly Json[];
  return isJsonObject(json) ? Object.values(json) : [];
}

/** Recognizes resources of ARM by their types; a template may lack everything else. */
function isListOfArm(resources: Json | undefined): boolean {
  return membersOf(resources).some(
    (member) =>
      isJsonObject(member) &&
      Object.hasOwn(member, 'apiVersion') &&
      typeof member['type'] === 'string' &&
      /^microsoft\./i.test(member['type']),
  );
}

/** A preview that ended before its first step has nothing but its diagnostics. */
function isFailedPreview({
  diagnostics,
  duration,
  config,
}: JsonObject): boolean {
  return (
    hasSome(diagnostics, 'message') &&
    (typeof duration === 'number' || isJsonObject(config))
  );
}

/** The output of `terragrunt render --json`: a `terraform` block with a source, and inputs. */
export function isTerragrunt({ terraform, inputs }: JsonObject): boolean {
  return (
    (isJsonObject(terraform) && typeof terraform['source'] === 'string') ||
    (isJsonObject(inputs) && (terraform === null || isJsonObject(terraform)))
  );
}

/** Block types of nearly every root module. One of them identifies a configuration. */
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

function hasTellingBlock(document: JsonObject): boolean {
  return tellingBlocks.some((name) => isBlock(document[name]));
}

function isTerraform(document: JsonObject): boolean {
  if (hasTellingBlock(document)) return true;
  if (isQueryResult(document)) return false;
  const entries = Object.entries(document).filter(([name]) => name !== '//');
  return (
    entries.length > 0 &&
    entries.every(([name, json]) => otherBlocks.has(name) && isBlock(json))
  );
}

function isBlock(json: Json | undefined): boolean {
  return isJsonObject(json) || Array.isArray(json);
}

import type { Json, JsonObject } from '../json/json';
import { modifyingPolicy } from '../arm/unresolved-template';
import { hasAzureCommand, unreadCommand } from '../util/azure-commands';
import { mayOpenRegistries } from '../util/azure-policies';
import { readProperty } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { deploymentTypes, registryType, typeOfRequest } from './azapi-request';
import { isReadRequest } from './azapi';
import { toValue } from './expression';
import type { ModuleScope } from './scope';
import { isText, knownText } from './partial-text';
import type { PartialText } from './partial-text';
import { checkThePlan } from './next-step';
import { isInstantiatedIn } from './instances';
import { isTerraformResourceType } from './resource-types';
import type { NamingStyle } from './resource-types';

/** A resource as a document has it. */
interface Written {
  readonly type: string;
  readonly body: JsonObject;
  /** Evaluates the resource, or one of its attributes. */
  readonly valueOf: (attribute?: string) => Value;
  /** The next step if only a plan has more. */
  readonly nextStep: string;
}

/**
 * Returns why a resource is not evaluated and what to do, if it may declare or
 * change registries in a way that is not read.
 *
 * @returns undefined for a type that is read, and for what is known to do neither
 */
export function unreadResource(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
  words: NamingStyle,
): string | undefined {
  const { provisioner } = body;
  const reason =
    provisioner !== undefined && runsAgainstAzure(provisioner)
      ? unreadProvisioner
      : reasonOf({
          type,
          body,
          valueOf: (name) =>
            toValue(name === undefined ? body : (body[name] ?? null), scope),
          nextStep: checkThePlan(words),
        });
  return reason === undefined || isInstantiatedIn(body, scope) === 'no'
    ? undefined
    : reason;
}

/**
 * As {@link unreadResource}, of a resource in a plan.
 *
 * @param body the values that are known
 * @param evaluate gives all of its values
 */
export function unreadPlannedResource(
  type: string,
  body: JsonObject,
  evaluate: () => ValueObject,
): string | undefined {
  return reasonOf({
    type,
    body,
    valueOf: (name) =>
      name === undefined ? evaluate() : (evaluate()[name] ?? null),
    nextStep: 'Check by hand what it does',
  });
}

/** Why a provisioner that calls Azure is not evaluated. */
export const unreadProvisioner =
  "a provisioner runs a command that may declare or change registries, and is not evaluated. Set these properties in the registry's own resource";

function reasonOf(written: Written): string | undefined {
  const { type, body, nextStep } = written;
  if (mayHoldTemplate(written)) {
    return 'it holds a template that declares a registry and that is not evaluated. Check the template: acr-policy check TEMPLATE.json';
  }
  if (mayHoldModification(written)) return modifyingPolicy;
  if (runsCommands.test(type) && runsAgainstAzure(body)) return unreadCommand;
  if (isTerraformResourceType(type)) return untypedRequest(written);
  if (ofPulumi.test(type)) {
    return `resources of the type ${type} are deployed by Pulumi and not read here. Check them with the policy pack: pulumi preview --policy-pack node_modules/azure-acr-policy-pack`;
  }
  // A provider of Azure's under another name: azurestack, a fork.
  if (/^az[^_]*_container_registry$/.test(type)) {
    return `resources of the type ${type} may be registries and are not read. ${nextStep}`;
  }
  return unreadAzapi(written);
}

/**
 * Registries and their children of Pulumi's own providers, in Pulumi HCL, which
 * has the same files as Terraform (https://github.com/pulumi/pulumi-hcl):
 * azure-native, with or without an API version, and azure.
 */
const ofPulumi =
  /^azure(?:-native)?_container(?:registry|service)(?:_v\w+)?_(?:registry|(?:registry_?)?(?:replication|webhook|token|cache_?rule))$/;

/**
 * Types of resources and data sources whose purpose is to run commands:
 * azurerm_resource_deployment_script_azure_cli, azurerm_virtual_machine_run_command,
 * and of any other provider external, local_command, shell_script.
 */
export const runsCommands =
  /^azurerm_.*(?:deployment_script|run_command)|^external$|^(?!azurerm_).*(?:shell|(?<!sub)script|command|exec)/;

/** Returns whether a data source runs a command that may declare or change registries. */
export function isUnreadData(type: string, body: JsonObject): boolean {
  return runsCommands.test(type) && runsAgainstAzure(body);
}

/** As {@link unreadResource}, of an ephemeral resource or an action. */
export function unreadRequest(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
  words: NamingStyle,
): string | undefined {
  if (!isTerraformResourceType(type) && runsAgainstAzure(body)) {
    return unreadCommand;
  }
  const written: Written = {
    type,
    body,
    valueOf: (name) =>
      toValue(name === undefined ? body : (body[name] ?? null), scope),
    nextStep: checkThePlan(words),
  };
  return isTerraformResourceType(type)
    ? untypedRequest(written)
    : unreadAzapi(written);
}

/**
 * The reason why a request of azapi can't be evaluated if its type is not
 * written: in a file that is not read, or in a value that is unknown as a whole.
 */
function untypedRequest({
  type,
  valueOf,
  nextStep,
}: Written): string | undefined {
  return type.startsWith('azapi_') && valueOf('type') === null
    ? `its type is not written here, and it may declare or change a registry. ${nextStep}`
    : undefined;
}

/** azapi sends any request: a type of block that it does not have today may too. */
function unreadAzapi({ type, valueOf }: Written): string | undefined {
  if (!type.startsWith('azapi_')) return undefined;
  const of = typeOfRequest(readProperty({ type: valueOf('type') }, ['type']));
  // It sends its requests to the services themselves, not to Azure Resource Manager.
  const isDataPlane = type === 'azapi_data_plane_resource';
  const may = of === undefined ? !isDataPlane : mayBeOf(of, isDataPlane);
  return may
    ? `resources of the type ${type} may declare or change registries and are not read. Use azapi_resource, or check what it sends`
    : undefined;
}

function mayBeOf(of: PartialText, isDataPlane: boolean): boolean {
  const types = isDataPlane
    ? [registryType]
    : [registryType, ...deploymentTypes];
  const known = knownText(of);
  // A namespace, a group or a provider may be followed by any path.
  const isOpen =
    known !== undefined &&
    !isDataPlane &&
    (!known.includes('/') || /^microsoft\.resources\//i.test(known));
  return isOpen || types.some((one) => isText(of, one) !== 'no');
}

/** Returns whether what is run is a command that may declare or change registries. */
export function runsAgainstAzure(json: Json): boolean {
  return hasAzureCommand(textOf(json));
}

/** A registry in a template, which may be JSON in a string: a policy that deploys, a template spec. */
const registryInTemplate =
  /\btype[\\"]* ?[:=] ?[\\"]+Microsoft\.ContainerRegistry\/registries[\\"]/i;

function mayHoldTemplate({ type, body, valueOf }: Written): boolean {
  const isRead = isTerraformResourceType(type) && !type.startsWith('azapi_');
  if (isRead || !mentionsRegistry(body)) return false;
  if (!registryInTemplate.test(textOf(body))) return false;
  return !type.startsWith('azapi_') || !isReadRequest(valueOf());
}

function mayHoldModification({ type, body }: Written): boolean {
  return (
    !isTerraformResourceType(type) &&
    mentionsRegistry(body) &&
    mayOpenRegistries(textOf(body))
  );
}

/**
 * Returns whether a string in a value names the type of a registry. Nearly no
 * resource has one, and this costs far less than to write each as JSON.
 */
function mentionsRegistry(root: Json): boolean {
  const isMention = (text: string) =>
    text.length >= registryType.length && typeOfRegistry.test(text);
  // Not by recursion: it may be nested as deep as it is long.
  const left: Json[] = [root];
  for (let json = left.pop(); json !== undefined; json = left.pop()) {
    if (typeof json === 'string') {
      if (isMention(json)) return true;
    } else if (typeof json === 'object' && json !== null) {
      const members = json as JsonObject;
      // Not by entries: this goes over nearly all of a document.
      for (const name of Object.keys(members)) {
        if (isMention(name)) return true;
        left.push(members[name] as Json);
      }
    }
  }
  return false;
}

const typeOfRegistry = /Microsoft\.ContainerRegistry\/registries/i;

/** Values that are nested too deep for a string may contain anything. */
function textOf(json: Json): string {
  try {
    return JSON.stringify(json);
  } catch {
    return registryType;
  }
}

import type { Json, JsonObject } from '../json/json';
import { readProperty } from '../model/value';
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

/**
 * Says why a resource is not evaluated and what to do, if it may declare or
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
  const reason = reasonOf(type, body, scope, words);
  return reason === undefined || isInstantiatedIn(body, scope) === 'no'
    ? undefined
    : reason;
}

function reasonOf(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
  words: NamingStyle,
): string | undefined {
  const { provisioner } = body;
  if (provisioner !== undefined && runsAgainstAzure(provisioner)) {
    return 'a provisioner runs a command that may declare or change registries, and is not evaluated. Set what it sets in the resource itself';
  }
  if (mayHoldTemplate(type, body, scope)) {
    return 'it holds a template that declares a registry and that is not evaluated. Check the template: acr-policy check TEMPLATE.json';
  }
  if (isTerraformResourceType(type)) return untypedRequest(type, body, words);
  // A provider of Azure's under another name: azurestack, a fork.
  if (/^az[^_]*_container_registry$/.test(type)) {
    return `resources of the type ${type} may be registries and are not read. ${checkThePlan(words)}`;
  }
  return unreadAzapi(type, body, scope);
}

/** As {@link unreadResource}, of an ephemeral resource or an action. */
export function unreadRequest(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
): string | undefined {
  return runsAgainstAzure(body)
    ? 'it runs a command that may declare or change registries, and is not evaluated. Set what it sets in a resource'
    : unreadAzapi(type, body, scope);
}

/**
 * The reason why a request of azapi can't be evaluated if its type is not
 * written: in a file that is not read, or in a value that is unknown as a whole.
 */
export function untypedRequest(
  type: string,
  body: JsonObject,
  words: NamingStyle,
): string | undefined {
  return isTerraformResourceType(type) &&
    type.startsWith('azapi_') &&
    body['type'] === undefined
    ? `its type is not written here, and it may declare or change a registry. ${checkThePlan(words)}`
    : undefined;
}

/** azapi sends any request: a type of block that it does not have today may too. */
function unreadAzapi(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
): string | undefined {
  if (!type.startsWith('azapi_')) return undefined;
  const written = toValue(body['type'] ?? null, scope);
  const of = typeOfRequest(readProperty({ type: written }, ['type']));
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

/** Commands of the Azure CLI and of Azure PowerShell that declare or change registries, or deploy templates. */
const commands =
  /\bacr\s+(?:create|update|network-rule|config)\b|\bdeployment\s+(?:group|sub|mg|tenant)\s+create\b|\bstack\s+(?:group|sub|mg)\s+create\b|(?:New|Set|Update|Add)-Az(?:ContainerRegistry|ResourceGroupDeployment|Deployment|SubscriptionDeployment)|Microsoft\.ContainerRegistry\/registries/i;

/** Commands that send any request, with what says that it is for a registry. */
const requests =
  /\baz\s+(?:rest|resource)\b|\bInvoke-AzRest|\bmanagement\.azure\.com\b/i;
const registries = /container_?registry/i;

function runsAgainstAzure(json: Json): boolean {
  const text = textOf(json);
  return commands.test(text) || (requests.test(text) && registries.test(text));
}

/** A registry in a template, which may be JSON in a string: a policy that deploys, a template spec. */
const registryInTemplate =
  /\btype[\\"]* ?[:=] ?[\\"]+Microsoft\.ContainerRegistry\/registries[\\"]/i;

function mayHoldTemplate(
  type: string,
  body: JsonObject,
  scope: ModuleScope,
): boolean {
  const isRead = isTerraformResourceType(type) && !type.startsWith('azapi_');
  if (isRead || !mentionsRegistry(body)) return false;
  if (!registryInTemplate.test(textOf(body))) return false;
  return !type.startsWith('azapi_') || !isReadRequest(toValue(body, scope));
}

/**
 * Tells whether a string in a value names the type of a registry. Nearly no
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

/** What is nested too deep to be put into a string may hold anything. */
function textOf(json: Json): string {
  try {
    return JSON.stringify(json);
  } catch {
    return registryType;
  }
}

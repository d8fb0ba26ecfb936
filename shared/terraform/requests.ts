import { isJsonObject } from '../json/json';
import type { Json, JsonObject, JsonPath } from '../json/json';
import type { ReportNotEvaluated } from '../model/not-evaluated';
import { unreadCommand } from '../util/azure-commands';
import { bodyOf } from './blocks';
import type { ModuleScope } from './scope';
import { isInstantiatedIn } from './instances';
import { labelled, namedBlocks } from './labelled';
import type { Part } from './labelled';
import { checkThePlan } from './next-step';
import type { NamingStyle } from './resource-types';
import {
  isUnreadData,
  runsAgainstAzure,
  unreadRequest,
} from './unread-resource';

/** A request that is not a resource: an ephemeral resource, or an action. */
export interface Request {
  readonly type: string;
  readonly address: string;
  readonly block: Part<JsonObject>;
  /** The attributes of the request. */
  readonly attributes: JsonObject;
  /** It is sent only if something triggers it. */
  readonly isTriggered: boolean;
}

/** The azapi provider's request, in every kind of block. */
const requestType = 'azapi_resource_action';

/**
 * Lists the ephemeral resources and the actions of a configuration that send
 * requests to Azure, and reports those that may and are not read, as well as
 * blocks of types that are not known here.
 *
 * Terraform opens ephemeral resources in every run
 * (https://developer.hashicorp.com/terraform/language/block/ephemeral). Actions
 * are triggered by resources, or on the command line
 * (https://developer.hashicorp.com/terraform/language/block/action).
 */
export function* requestsIn(
  document: JsonObject,
  scope: ModuleScope,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
): Generator<Request> {
  for (const kind of ['ephemeral', 'action'] as const) {
    for (const { label: type, json, path } of labelled(document[kind], [
      kind,
    ])) {
      for (const block of namedBlocks(json, path)) {
        if (isInstantiatedIn(block.json, scope) === 'no') continue;
        const address = `${kind}.${type}.${block.label}`;
        const attributes =
          kind === 'action' ? configOf(block.json) : block.json;
        if (type === requestType) {
          const isTriggered = kind === 'action';
          yield { type, address, block, attributes, isTriggered };
        }
        const reason = unreadRequest(type, attributes, scope, words);
        if (reason === undefined) continue;
        notEvaluated({ address, path: block.path, reason });
      }
    }
  }
  reportCommands(document, scope, notEvaluated);
  for (const name of Object.keys(document)) {
    if (knownBlocks.has(name)) continue;
    const reason = `blocks of the type ${JSON.stringify(name)} are not known here, and may declare or change registries. ${checkThePlan(words)}`;
    notEvaluated({ address: name, path: [name], reason });
  }
}

/**
 * Reports commands that change registries and are in no resource: the destroy
 * provisioners of `removed` blocks (since Terraform 1.9,
 * https://developer.hashicorp.com/terraform/language/block/removed), and data
 * sources, which run in every plan.
 */
function reportCommands(
  document: JsonObject,
  scope: ModuleScope,
  notEvaluated: ReportNotEvaluated,
): void {
  for (const { json, path } of blocksIn(document['removed'], ['removed'])) {
    const { from, provisioner } = json;
    if (provisioner === undefined || !runsAgainstAzure(provisioner)) continue;
    const address = `removed.${typeof from === 'string' ? from.replace(/^\$\{(.*)\}$/s, '$1') : ''}`;
    notEvaluated({ address, path, reason: unreadCommand });
  }
  const checks = namedBlocks(document['check'], ['check']);
  for (const { json, path } of [{ json: document, path: [] }, ...checks]) {
    const data = labelled(json['data'], [...path, 'data']);
    for (const { label: type, json: named, path: own } of data) {
      for (const block of namedBlocks(named, own)) {
        if (!isUnreadData(type, block.json)) continue;
        if (isInstantiatedIn(block.json, scope) === 'no') continue;
        const address = `data.${type}.${block.label}`;
        notEvaluated({ address, path: block.path, reason: unreadCommand });
      }
    }
  }
}

/** The blocks of a type without labels. */
function* blocksIn(
  json: Json | undefined,
  path: JsonPath,
): Generator<{ readonly json: JsonObject; readonly path: JsonPath }> {
  if (isJsonObject(json)) yield { json, path };
  if (!Array.isArray(json)) return;
  for (const [index, member] of (json as readonly Json[]).entries()) {
    yield* blocksIn(member, [...path, index]);
  }
}

/** Block types that are read, or that declare and change nothing by themselves. */
const knownBlocks = new Set([
  '//',
  'action',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'module',
  'moved',
  'output',
  'provider',
  'removed',
  'resource',
  'terraform',
  'variable',
]);

/** The request of an action is in a nested block. */
function configOf(action: JsonObject): JsonObject {
  const config: Json = bodyOf(action['config'] ?? {});
  const meta = ['count', 'for_each'].flatMap((name) => {
    const json = action[name];
    return json === undefined ? [] : [[name, json] as const];
  });
  return isJsonObject(config)
    ? { ...config, ...Object.fromEntries(meta) }
    : action;
}

import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import type { ReportNotEvaluated } from '../model/not-evaluated';
import { bodyOf } from './blocks';
import type { ModuleScope } from './scope';
import { isInstantiatedIn } from './instances';
import { labelled, namedBlocks } from './labelled';
import type { Part } from './labelled';
import { checkThePlan } from './next-step';
import type { NamingStyle } from './resource-types';
import { unreadRequest } from './unread-resource';

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
  for (const name of Object.keys(document)) {
    if (knownBlocks.has(name)) continue;
    const reason = `blocks of the type ${JSON.stringify(name)} are not known here, and may declare or change registries. ${checkThePlan(words)}`;
    notEvaluated({ address: name, path: [name], reason });
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

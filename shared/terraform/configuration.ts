import type { Declaration } from '../model/declaration';
import type { JsonObject, JsonPath } from '../json/json';
import type {
  NotEvaluated,
  ReportNotEvaluated,
  UnreadModule,
} from '../model/not-evaluated';
import type { Ternary } from '../model/kleene';
import { SensitiveStrings, withSensitive } from '../model/sensitive';
import { isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { Budget } from '../util/budget';
import { expandDynamicBlocks } from './blocks';
import { applyRegistryUpdates } from './registry-updates';
import { isUpdatingType, privateEndpointType } from './links';
import {
  PrivateEndpoints,
  isEndpointType,
  readEndpoint,
} from './private-endpoints';
import type { Declaring } from './links';
import { evaluateBody } from './block-body';
import { instancesOf, keySuffix } from './call-instances';
import { toValue } from './expression';
import type { ModuleScope, ModuleValues } from './scope';
import { labelled, namedBlocks } from './labelled';
import type { Part } from './labelled';
import { moduleLimits } from './module-call';
import type { ModuleCall } from './module-call';
import { ModuleInstance } from './module-instance';
import type { WrittenPlace } from './module-files';
import type { ModuleSources } from './module-sources';
import { mayDeclareRegistries, moduleReader, moduleType } from './modules';
import { shortened, unreadModulesReason } from '../messages/unread-modules';
import { requestsIn } from './requests';
import type { Request } from './requests';
import { checkThePlan } from './next-step';
import { unreadResource } from './unread-resource';
import {
  isTerraformResourceType,
  terraformResourceType,
} from './resource-types';
import type { NamingStyle } from './resource-types';

/** A block of a Terraform JSON configuration that may declare registries. */
export interface TerraformBlock {
  /** A resource's type; `module` for a call of a module. */
  readonly type: string;
  readonly name: string;
  /** `azurerm_container_registry.web["a"]`, `module.hub["a"].azurerm_container_registry.web` */
  readonly address: string;
  /** The address without the key of an instance: `azurerm_container_registry.web`. */
  readonly declared: string;
  /**
   * The names and indexes from the document down to the block; of a block in a
   * called module down to the call.
   */
  readonly path: JsonPath;
  /** The block as written, with its `//` comment. */
  readonly body: JsonObject;
  /** Its module, if that is a called one. */
  readonly called?: CalledModule;
  /** The start of its address that names its module; left out in the root. */
  readonly module?: string;
  /** The certainty that an update is sent. */
  readonly runs?: NonNullable<Declaring['runs']>;
  /** The certainty that its module is called; omitted if it is. */
  readonly moduleRuns?: Ternary;
  /** It runs only if something else triggers it. */
  readonly isTriggered?: true;
  /** Finds the registries in it. */
  readonly read: () => readonly Declaration[];
}

/** The source of a block in a called module. */
export interface CalledModule {
  /** The call in the document. */
  readonly call: Part<JsonObject>;
  /** Finds where the block is written, then each further call that leads to it, from the inside out. */
  readonly places: () => readonly [WrittenPlace, ...WrittenPlace[]];
}

/** Context of a configuration, in addition to its document. */
export interface Surroundings {
  /** Finds the modules that it calls; without it none is in reach. */
  readonly sources?: ModuleSources | undefined;
  /** The values that expressions of the root module may refer to. */
  readonly values?: ModuleValues;
  /** Globs of the sources of modules that the configuration says declare no registry. */
  readonly modulesWithoutRegistries?: readonly string[] | undefined;
}

/**
 * Lists the blocks of a Terraform JSON configuration (`cdk.tf.json`, `*.tf.json`)
 * that may declare registries, in it and in the modules that it calls, without
 * evaluating any.
 *
 * @param document the parsed document; a shape that is not Terraform's is skipped
 * @param words whom messages speak to
 * @param notEvaluated called for what may declare or change registries and is not evaluated
 */
export function readConfiguration(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
  surroundings?: Surroundings,
): readonly TerraformBlock[] {
  return [...eachBlock(document, words, notEvaluated, surroundings)];
}

/**
 * As {@link readConfiguration}, block by block: what is done with does not lie in
 * memory until the last of a large document is found.
 */
export function eachBlock(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
  { sources, values = {}, modulesWithoutRegistries = [] }: Surroundings = {},
): Iterable<TerraformBlock> {
  const reported = new Set<string>();
  const tree = {
    sources,
    modulesWithoutRegistries,
    budget: new Budget(moduleLimits.blocks),
    sensitive: new SensitiveStrings(),
    reportTooLarge: (address: string) => {
      if (reported.has(address)) return;
      reported.add(address);
      const reason = `it is too large to evaluate. ${checkThePlan(words)}`;
      notEvaluated({ address, reason });
    },
  };
  const root = ModuleInstance.root(tree, document, values);
  const endpoints = new PrivateEndpoints(() => {
    // A tree of its own: the limits are those of one pass.
    const budget = new Budget(moduleLimits.blocks);
    const again = ModuleInstance.root({ ...tree, budget }, document, values);
    return [
      ...declaringBlocks(again, words, () => undefined),
      ...endpointsIn(again, words),
    ];
  });
  const blocks =
    words === 'cdktf'
      ? declaringBlocks(root, words, notEvaluated)
      : withUnreadModules(root, words, notEvaluated);
  return withEndpoints(applyRegistryUpdates(blocks, typesIn(root)), endpoints);
}

function* withEndpoints(
  blocks: Iterable<TerraformBlock>,
  endpoints: PrivateEndpoints,
): Generator<TerraformBlock> {
  for (const block of blocks) {
    yield { ...block, read: () => endpoints.in(block) };
  }
}

/** The private endpoints of a module and those that it calls. */
function* endpointsIn(
  module: ModuleInstance,
  words: NamingStyle,
): Generator<Declaring> {
  const { document } = module;
  for (const { label, json, path } of labelled(document['resource'])) {
    if (!isEndpointType(label)) continue;
    for (const block of namedBlocks(json, path)) {
      for (const each of toBlocks(privateEndpointType, block, words, module)) {
        const { properties } = each;
        yield { ...each, read: () => readEndpoint(label, properties()) };
      }
    }
  }
  for (const { found, runs } of module.calls()) {
    if (runs === 'no' || !('instances' in found)) continue;
    for (const instance of found.instances) {
      yield* endpointsIn(instance.module, words);
    }
  }
}

/** Reports all modules that are not read as one. */
function* withUnreadModules(
  root: ModuleInstance,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
): Generator<TerraformBlock> {
  const unread: UnreadModule[] = [];
  let firstPath: JsonPath | undefined;
  yield* declaringBlocks(root, words, (entry) => {
    const { unreadModule, path } = entry;
    if (unreadModule === undefined) {
      notEvaluated(entry);
    } else {
      unread.push(unreadModule);
      firstPath ??= path;
    }
  });
  if (unread.length === 0) return;
  notEvaluated({
    address: shortened(unread.map(({ address }) => address)),
    reason: unreadModulesReason(unread),
    ...(firstPath === undefined ? {} : { path: firstPath }),
  });
}

function* typesIn(module: ModuleInstance): Generator<string> {
  for (const kind of ['resource', 'ephemeral', 'action']) {
    for (const { label } of labelled(module.document[kind])) yield label;
  }
  for (const { found } of module.calls()) {
    if (!('instances' in found)) continue;
    // All instances have the same types.
    const [instance] = found.instances;
    if (instance !== undefined) yield* typesIn(instance.module);
  }
}

function* declaringBlocks(
  module: ModuleInstance,
  words: NamingStyle,
  reportNotEvaluated: ReportNotEvaluated,
): Generator<TerraformBlock> {
  const { document, scope } = module;
  const notEvaluated = (entry: NotEvaluated) => {
    reportNotEvaluated(inModule(module, entry));
  };
  const resources = labelled(document['resource'], ['resource']);
  for (const { label, json, path } of resources) {
    for (const block of namedBlocks(json, path)) {
      if (isTerraformResourceType(label))
        yield* toBlocks(label, block, words, module);
      const reason = unreadResource(label, block.json, scope, words);
      if (reason === undefined) continue;
      notEvaluated({
        address: `${label}.${block.label}`,
        path: block.path,
        reason,
      });
    }
  }
  for (const call of module.calls()) {
    yield* blocksOfCall(call, module, words, reportNotEvaluated);
  }
  for (const request of requestsIn(document, scope, words, notEvaluated)) {
    yield* toBlocks(request.type, request.block, words, module, request);
  }
}

function* blocksOfCall(
  call: ModuleCall,
  module: ModuleInstance,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
): Generator<TerraformBlock> {
  if (call.runs === 'no') return;
  const { found, part } = call;
  if ('instances' in found) {
    for (const instance of found.instances) {
      yield* declaringBlocks(instance.module, words, notEvaluated);
    }
    return;
  }
  const { label, json, path } = part;
  if (isRegistryModule(json, words, module.scope)) {
    yield* toBlocks(moduleType, part, words, module);
    return;
  }
  const source = sourceOf(json, module.scope);
  if (!mayDeclareRegistries(source, module.modulesWithoutRegistries)) return;
  const unreadModule: UnreadModule = {
    address: `${module.prefix}${moduleType}.${label}`,
    source: typeof json['source'] === 'string' ? json['source'] : undefined,
    ...found,
  };
  notEvaluated({
    address: unreadModule.address,
    path: module.rootCall?.path ?? path,
    reason: unreadModulesReason([unreadModule]),
    unreadModule,
  });
}

/** An entry of a called module: its place in the document is the call. */
function inModule(module: ModuleInstance, entry: NotEvaluated): NotEvaluated {
  const { rootCall, prefix } = module;
  return rootCall === undefined
    ? entry
    : { ...entry, address: `${prefix}${entry.address}`, path: rootCall.path };
}

/** A block for each of its instances, as far as these are known. */
function* toBlocks(
  type: string,
  { label: name, json: body, path }: Part<JsonObject>,
  words: NamingStyle,
  module: ModuleInstance,
  request?: Request,
): Generator<TerraformBlock & { readonly properties: () => Value }> {
  const { scope, prefix, rootCall } = module;
  const written = request === undefined ? body : request.attributes;
  const own = request === undefined ? `${type}.${name}` : request.address;
  const declared = `${prefix}${own}`;
  for (const instance of instancesOf(written, scope)) {
    const { key, runs } = instance;
    if (!module.takeInstance()) return;
    const properties = () =>
      evaluateBody(withoutInstances(written), instance.scope);
    yield {
      type,
      name,
      address: `${declared}${keySuffix(key)}`,
      declared,
      path: rootCall === undefined ? path : rootCall.path,
      body,
      ...(rootCall === undefined
        ? {}
        : {
            called: { call: rootCall, places: () => module.placesOf(path) },
            module: prefix,
            moduleRuns: module.runs,
          }),
      ...(isUpdatingType(type)
        ? { runs: runs === 'unknown' ? 'maybe' : runs }
        : {}),
      ...(request?.isTriggered === true
        ? ({ runs: 'maybe', isTriggered: true } as const)
        : {}),
      properties,
      read: () =>
        withSensitive(
          readProperties(type, properties(), words),
          module.sensitive,
        ),
    };
  }
}

/** A body without what its instances are made of, which need not be evaluated for each of them. */
function withoutInstances(body: JsonObject): JsonObject {
  if (body['count'] === undefined && body['for_each'] === undefined)
    return body;
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name]) => name !== 'count' && name !== 'for_each',
    ),
  );
}

/** Returns whether a module call is one that can be evaluated; only its source is evaluated for that. */
function isRegistryModule(
  json: JsonObject,
  words: NamingStyle,
  scope: ModuleScope,
): boolean {
  return moduleReader(sourceOf(json, scope), words) !== undefined;
}

function sourceOf(
  { source = null, version = null }: JsonObject,
  scope: ModuleScope,
): ValueObject {
  return { source: toValue(source, scope), version: toValue(version, scope) };
}

/**
 * Finds the registries that one block declares.
 *
 * @param type the type of a resource, or `module`
 * @param properties the block's body, its expressions evaluated
 */
function readProperties(
  type: string,
  properties: Value,
  words: NamingStyle,
): readonly Declaration[] {
  if (!isObject(properties)) return [];
  const read =
    type === moduleType
      ? moduleReader(properties, words)
      : terraformResourceType(type, words);
  return read?.(expandDynamicBlocks(properties)) ?? [];
}

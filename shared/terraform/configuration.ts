import type { Declaration } from '../model/declaration';
import type { Json, JsonObject, JsonPath } from '../json/json';
import type { ReportNotEvaluated } from '../rules/types';
import { isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { expandDynamicBlocks, hasInstances } from './blocks';
import { applyRegistryUpdates } from './registry-updates';
import { isUpdatingType } from './links';
import type { Declaring } from './links';
import { blockValue, toValue } from './expression';
import { isInstantiatedIn } from './instances';
import { ModuleScope } from './scope';
import { labelled, namedBlocks } from './labelled';
import type { Part } from './labelled';
import { moduleReader, moduleType, unreadModule } from './modules';
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
  /** `azurerm_container_registry.web`, `module.registry` */
  readonly address: string;
  /** The names and indexes from the document down to the block. */
  readonly path: JsonPath;
  /** The block as written, with its `//` comment. */
  readonly body: JsonObject;
  /** Whether an update is sent. */
  readonly runs?: NonNullable<Declaring['runs']>;
  /** It runs only if something else triggers it. */
  readonly isTriggered?: true;
  /** Finds the registries in it. */
  readonly read: () => readonly Declaration[];
}

/**
 * Lists the blocks of a Terraform JSON configuration (`cdk.tf.json`, `*.tf.json`)
 * that may declare registries, without evaluating any.
 *
 * @param document the parsed document; a shape that is not Terraform's is skipped
 * @param words whom messages speak to
 * @param notEvaluated called for what may declare or change registries and is not evaluated
 * @param scope what its expressions may refer to, where that is not the document's own locals
 */
export function readConfiguration(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
  scope?: ModuleScope,
): readonly TerraformBlock[] {
  return [...eachBlock(document, words, notEvaluated, scope)];
}

/**
 * As {@link readConfiguration}, block by block: what is done with does not lie in
 * memory until the last of a large document is found.
 */
export function eachBlock(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
  scope: ModuleScope = scopeOf(document, words, notEvaluated),
): Iterable<TerraformBlock> {
  const blocks = declaringBlocks(document, words, notEvaluated, scope);
  return applyRegistryUpdates(blocks, typesIn(document));
}

function scopeOf(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
): ModuleScope {
  const reported = new Set<string>();
  return new ModuleScope({
    locals: localsOf(document),
    reportTooLarge: (local) => {
      if (reported.has(local)) return;
      reported.add(local);
      const reason = `it is too large to evaluate. ${checkThePlan(words)}`;
      notEvaluated({ address: `local.${local}`, reason });
    },
  });
}

function* typesIn(document: JsonObject): Generator<string> {
  for (const kind of ['resource', 'ephemeral', 'action']) {
    for (const { label } of labelled(document[kind])) yield label;
  }
}

function* declaringBlocks(
  document: JsonObject,
  words: NamingStyle,
  notEvaluated: ReportNotEvaluated,
  scope: ModuleScope,
): Generator<TerraformBlock> {
  const resources = labelled(document['resource'], ['resource']);
  for (const { label, json, path } of resources) {
    for (const block of namedBlocks(json, path)) {
      if (isTerraformResourceType(label))
        yield toBlock(label, block, words, scope);
      const reason = unreadResource(label, block.json, scope, words);
      if (reason === undefined) continue;
      notEvaluated({
        address: `${label}.${block.label}`,
        path: block.path,
        reason,
      });
    }
  }
  for (const block of namedBlocks(document[moduleType], [moduleType])) {
    if (isRegistryModule(block.json, words, scope)) {
      yield toBlock(moduleType, block, words, scope);
    } else if (isInstantiatedIn(block.json, scope) !== 'no') {
      const { label, json, path } = block;
      const reason = unreadModule(sourceOf(json, scope), words);
      if (reason === undefined) continue;
      notEvaluated({ address: `${moduleType}.${label}`, path, reason });
    }
  }
  for (const request of requestsIn(document, scope, words, notEvaluated)) {
    yield toBlock(request.type, request.block, words, scope, request);
  }
}

function toBlock(
  type: string,
  { label: name, json: body, path }: Part<JsonObject>,
  words: NamingStyle,
  scope: ModuleScope,
  request?: Request,
): TerraformBlock {
  const written = request === undefined ? body : request.attributes;
  return {
    type,
    name,
    address: request === undefined ? `${type}.${name}` : request.address,
    path,
    body,
    ...(isUpdatingType(type) ? { runs: runsIn(body, scope) } : {}),
    ...(request?.isTriggered === true
      ? ({ runs: 'maybe', isTriggered: true } as const)
      : {}),
    read: () => readProperties(type, blockValue(written, scope), words),
  };
}

function runsIn(
  body: JsonObject,
  scope: ModuleScope,
): NonNullable<Declaring['runs']> {
  const answer = isInstantiatedIn(body, scope);
  return answer === 'unknown' ? 'maybe' : answer;
}

/** Tells whether a module call is one that can be evaluated; only its source is evaluated for that. */
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
  if (!isObject(properties) || !hasInstances(properties)) {
    return [];
  }
  const read =
    type === moduleType
      ? moduleReader(properties, words)
      : terraformResourceType(type, words);
  return read?.(expandDynamicBlocks(properties)) ?? [];
}

/** The literal locals of a document; a name declared twice is Terraform's error and the first counts. */
export function localsOf(document: JsonObject): ReadonlyMap<string, Json> {
  const locals = new Map<string, Json>();
  for (const { label, json } of labelled(document['locals'])) {
    if (!locals.has(label)) locals.set(label, json);
  }
  return locals;
}

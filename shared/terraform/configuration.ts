import type { Declaration } from '../declaration';
import { isJsonObject } from '../json';
import type { Json, JsonObject, JsonPath } from '../json';
import type { ReportNotEvaluated } from '../types';
import { isObject } from '../value';
import type { Value } from '../value';
import { bodyOf, expandDynamicBlocks, hasInstances } from './blocks';
import { withChanges } from './changes';
import { Scope, blockValue, toValue } from './expression';
import { moduleReader, moduleType } from './modules';
import { isTerraformSurface, terraformSurface } from './surfaces';
import type { TerraformWords } from './surfaces';

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
  words: TerraformWords,
  notEvaluated: ReportNotEvaluated,
  scope?: Scope,
): readonly TerraformBlock[] {
  return [...eachBlock(document, words, notEvaluated, scope)];
}

/**
 * As {@link readConfiguration}, block by block: what is done with does not lie in
 * memory until the last of a large document is found.
 */
export function eachBlock(
  document: JsonObject,
  words: TerraformWords,
  notEvaluated: ReportNotEvaluated,
  scope: Scope = new Scope(localsOf(document)),
): Iterable<TerraformBlock> {
  const blocks = declaringBlocks(document, words, notEvaluated, scope);
  return withChanges(blocks, typesIn(document));
}

function* typesIn(document: JsonObject): Generator<string> {
  for (const { label } of labelled(document['resource'])) yield label;
}

function* declaringBlocks(
  document: JsonObject,
  words: TerraformWords,
  notEvaluated: ReportNotEvaluated,
  scope: Scope,
): Generator<TerraformBlock> {
  const resources = labelled(document['resource'], ['resource']);
  for (const { label, json, path } of resources) {
    if (!isTerraformSurface(label)) continue;
    for (const block of namedBlocks(json, path)) {
      yield toBlock(label, block, words, scope);
    }
  }
  for (const block of namedBlocks(document[moduleType], [moduleType])) {
    if (isRegistryModule(block.json, words, scope)) {
      yield toBlock(moduleType, block, words, scope);
    } else {
      const { label, json, path } = block;
      notEvaluated({
        address: `${moduleType}.${label}`,
        path,
        reason: unreadModuleReason(json['source']),
      });
    }
  }
}

function toBlock(
  type: string,
  { label: name, json: body, path }: Part<JsonObject>,
  words: TerraformWords,
  scope: Scope,
): TerraformBlock {
  return {
    type,
    name,
    address: `${type}.${name}`,
    path,
    body,
    read: () => readProperties(type, blockValue(body, scope), words),
  };
}

function unreadModuleReason(source: Json | undefined): string {
  return `the module ${JSON.stringify(source ?? null)} may declare registries and is not read. Check the plan: terraform show -json PLAN`;
}

/** Tells whether a module call is one that can be judged; only its source is evaluated for that. */
function isRegistryModule(
  { source = null }: JsonObject,
  words: TerraformWords,
  scope: Scope,
): boolean {
  return moduleReader({ source: toValue(source, scope) }, words) !== undefined;
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
  words: TerraformWords,
): readonly Declaration[] {
  if (!isObject(properties) || !hasInstances(properties)) return [];
  const read =
    type === moduleType
      ? moduleReader(properties, words)
      : terraformSurface(type, words);
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

/** A part of a document under its label, and where it stands there. */
interface Part<T extends Json> {
  readonly label: string;
  readonly json: T;
  readonly path: JsonPath;
}

/** Terraform JSON writes labelled blocks as an object or as a list of objects. */
function* labelled(
  json: Json | undefined,
  path: JsonPath = [],
): Generator<Part<Json>> {
  if (isJsonObject(json)) {
    // Not by entries: an object may have a hundred thousand members.
    for (const label of Object.keys(json)) {
      yield { label, json: json[label] as Json, path: [...path, label] };
    }
  } else if (Array.isArray(json)) {
    for (const [index, member] of (json as readonly Json[]).entries()) {
      if (isJsonObject(member)) yield* labelled(member, [...path, index]);
    }
  }
}

/** The blocks under their names; several may have one name, which Terraform refuses. */
function* namedBlocks(
  json: Json | undefined,
  path: JsonPath,
): Generator<Part<JsonObject>> {
  for (const { label, json: named, path: own } of labelled(json, path)) {
    if (isJsonObject(named)) {
      yield { label, json: named, path: own };
    } else if (Array.isArray(named)) {
      for (const [index, member] of (named as readonly Json[]).entries()) {
        const body = bodyOf(member);
        if (!isJsonObject(body)) continue;
        yield { label, json: body, path: [...own, index] };
      }
    }
  }
}

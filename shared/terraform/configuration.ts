import type { Declaration } from '../declaration';
import { isJsonObject } from '../json';
import type { Json, JsonObject, JsonPath } from '../json';
import { isObject } from '../value';
import type { Value } from '../value';
import { expandDynamicBlocks, hasInstances } from './blocks';
import { withChanges } from './changes';
import { Scope, toValue } from './expression';
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
 * @param scope what its expressions may refer to, where that is not the document's own locals
 */
export function readConfiguration(
  document: JsonObject,
  words: TerraformWords,
  scope: Scope = new Scope(localsOf(document)),
): readonly TerraformBlock[] {
  const found: TerraformBlock[] = [];
  const add = (type: string, json: Json | undefined, path: JsonPath) => {
    for (const block of namedBlocks(json, path)) {
      const { name, json: body } = block;
      if (type === moduleType && !isRegistryModule(body, scope)) continue;
      found.push({
        type,
        name,
        address: `${type}.${name}`,
        path: block.path,
        body,
        read: () => readProperties(type, toValue(body, scope), words),
      });
    }
  };
  for (const { label, json, path } of labelled(document['resource'], [
    'resource',
  ])) {
    if (isTerraformSurface(label)) add(label, json, path);
  }
  add(moduleType, document[moduleType], [moduleType]);
  return withChanges(found);
}

/** Tells whether a module call is one that can be judged; only its source is evaluated for that. */
function isRegistryModule(
  { source = null }: JsonObject,
  scope: Scope,
): boolean {
  return moduleReader({ source: toValue(source, scope) }) !== undefined;
}

/**
 * Finds the registries that one block declares.
 *
 * @param type the type of a resource, or `module`
 * @param properties the block's body, its expressions evaluated
 */
export function readProperties(
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
  for (const { label, json } of labelled(document['locals'], ['locals'])) {
    if (!locals.has(label)) locals.set(label, json);
  }
  return locals;
}

/** A part of a document, and where it stands there. */
interface Part<T extends Json> {
  readonly json: T;
  readonly path: JsonPath;
}

/** Terraform JSON writes labelled blocks as an object or as a list of objects. */
function labelled(
  json: Json | undefined,
  path: JsonPath,
): (Part<Json> & { readonly label: string })[] {
  return blocks(json, path).flatMap((block) =>
    Object.entries(block.json).map(([label, member]) => ({
      label,
      json: member,
      path: [...block.path, label],
    })),
  );
}

/** The blocks under their names; several may have one name, which Terraform refuses. */
function namedBlocks(
  json: Json | undefined,
  path: JsonPath,
): (Part<JsonObject> & { readonly name: string })[] {
  return labelled(json, path).flatMap((named) =>
    blocks(named.json, named.path).map((block) => ({
      ...block,
      name: named.label,
    })),
  );
}

function blocks(
  json: Json | undefined,
  path: JsonPath,
): readonly Part<JsonObject>[] {
  if (isJsonObject(json)) return [{ json, path }];
  if (!Array.isArray(json)) return [];
  return (json as readonly Json[]).flatMap((member, index) =>
    isJsonObject(member) ? [{ json: member, path: [...path, index] }] : [],
  );
}

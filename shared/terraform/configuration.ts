import type { Declaration } from '../declaration';
import { isJsonObject } from '../json';
import type { Json, JsonObject, JsonPath } from '../json';
import { isObject } from '../value';
import type { Value } from '../value';
import { expandDynamicBlocks, hasInstances } from './blocks';
import { Scope, toValue } from './expression';
import { isTerraformSurface, terraformSurface } from './surfaces';
import type { TerraformWords } from './surfaces';

/** A resource block of a Terraform JSON configuration that may declare registries. */
export interface TerraformBlock {
  readonly type: string;
  readonly name: string;
  /** `azurerm_container_registry.web` */
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
): TerraformBlock[] {
  const found: TerraformBlock[] = [];
  for (const types of labelled(document['resource'], ['resource'])) {
    const type = types.label;
    if (!isTerraformSurface(type)) continue;
    for (const named of labelled(types.json, types.path)) {
      for (const { json: body, path } of blocks(named.json, named.path)) {
        found.push({
          type,
          name: named.label,
          address: `${type}.${named.label}`,
          path,
          body,
          read: () => readBlock(type, body, scope, words),
        });
      }
    }
  }
  return found;
}

/**
 * Finds the registries that one resource block declares.
 *
 * @param scope what its expressions may refer to
 */
export function readBlock(
  type: string,
  body: JsonObject,
  scope: Scope,
  words: TerraformWords,
): readonly Declaration[] {
  return readProperties(type, toValue(body, scope), words);
}

/** As {@link readBlock}, for a body whose expressions are evaluated. */
export function readProperties(
  type: string,
  properties: Value,
  words: TerraformWords,
): readonly Declaration[] {
  if (!isObject(properties) || !hasInstances(properties)) return [];
  return terraformSurface(type, words)?.(expandDynamicBlocks(properties)) ?? [];
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

import type { Declaration } from '../declaration';
import { isJsonObject } from '../json';
import type { Json, JsonObject } from '../json';
import { isObject } from '../value';
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
 */
export function readConfiguration(
  document: JsonObject,
  words: TerraformWords,
): TerraformBlock[] {
  const scope = new Scope(localsOf(document));
  const found: TerraformBlock[] = [];
  for (const [type, byName] of labelled(document['resource'])) {
    if (!isTerraformSurface(type)) continue;
    for (const [name, body] of labelled(byName)) {
      for (const block of blocks(body)) {
        found.push({
          type,
          name,
          address: `${type}.${name}`,
          body: block,
          read: () => readBlock(type, block, scope, words),
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
  const properties = toValue(body, scope);
  if (!isObject(properties) || !hasInstances(properties)) return [];
  return terraformSurface(type, words)?.(expandDynamicBlocks(properties)) ?? [];
}

/** The literal locals of a document; a name declared twice is Terraform's error and the first counts. */
export function localsOf(document: JsonObject): ReadonlyMap<string, Json> {
  const locals = new Map<string, Json>();
  for (const [name, json] of labelled(document['locals'])) {
    if (!locals.has(name)) locals.set(name, json);
  }
  return locals;
}

/** Terraform JSON writes labelled blocks as an object or as a list of objects. */
function labelled(json: Json | undefined): [string, Json][] {
  return blocks(json).flatMap((block) => Object.entries(block));
}

function blocks(json: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(json))
    return (json as readonly Json[]).filter(isJsonObject);
  return isJsonObject(json) ? [json] : [];
}

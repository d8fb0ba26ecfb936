import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { expectObject, expectString } from './expect';
import type { DeclaredResource, ReadContext } from './document-type';

/**
 * Has the stacks of a CDKTF app checked, as its output folder's manifest lists
 * them: the file that it names, and the files beside it, which Terraform also
 * reads.
 *
 * @throws {UserError} if the manifest is damaged
 */
export function readManifest(
  document: JsonObject,
  { file, enqueue }: ReadContext,
): DeclaredResource[] {
  const stacks = expectObject(document['stacks'], ['stacks']);
  let damage: unknown;
  for (const name of Object.keys(stacks)) {
    try {
      const path = pathOf(stacks[name], ['stacks', name]);
      enqueue(path);
      // What is not there is reported once.
      if (existsSync(resolve(dirname(file), path))) enqueue(dirname(path));
    } catch (error) {
      damage ??= error;
    }
  }
  if (damage !== undefined) throw damage as Error;
  return [];
}

function pathOf(stack: Json | undefined, at: JsonPath): string {
  const { synthesizedStackPath: path } = expectObject(stack, at);
  return expectString(path, [...at, 'synthesizedStackPath']);
}

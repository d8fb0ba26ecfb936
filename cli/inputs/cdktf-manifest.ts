import { isJsonObject } from '../../shared/json';
import type { JsonObject } from '../../shared/json';
import type { DeclaredResource, Surroundings } from './kind';

/** Has the stacks of a CDKTF app checked, as its output folder's manifest lists them. */
export function readManifest(
  { stacks }: JsonObject,
  { follow }: Surroundings,
): DeclaredResource[] {
  for (const stack of Object.values(isJsonObject(stacks) ? stacks : {})) {
    if (!isJsonObject(stack)) continue;
    const { synthesizedStackPath: path } = stack;
    if (typeof path === 'string') follow(path);
  }
  return [];
}

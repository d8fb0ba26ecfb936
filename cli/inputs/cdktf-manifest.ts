import type { JsonObject } from '../../shared/json';
import type { DeclaredResource, Surroundings } from './kind';
import { asObject } from './parts';

/** Has the stacks of a CDKTF app checked, as its output folder's manifest lists them. */
export function readManifest(
  { stacks }: JsonObject,
  { follow }: Surroundings,
): DeclaredResource[] {
  for (const stack of Object.values(asObject(stacks))) {
    const { synthesizedStackPath: path } = asObject(stack);
    if (typeof path === 'string') follow(path);
  }
  return [];
}

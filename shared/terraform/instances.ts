import type { JsonObject } from '../json/json';
import type { Ternary } from '../model/kleene';
import { isInstantiated } from './blocks';
import { toValue } from './expression';
import type { ModuleScope } from './scope';

/** Returns whether a block has instances, as far as that is known. */
export function isInstantiatedIn(
  body: JsonObject,
  scope: ModuleScope,
): Ternary {
  const meta = ['count', 'for_each', 'lifecycle'].flatMap((name) => {
    const json = body[name];
    return json === undefined ? [] : [[name, toValue(json, scope)] as const];
  });
  return isInstantiated(Object.fromEntries(meta));
}

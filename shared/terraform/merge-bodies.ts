import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { bodyOf } from './blocks';

/**
 * Lays the body of an override over another: arguments and nested blocks replace
 * those of the same name, `dynamic` blocks those that generate the same
 * (`prepareContent`). `lifecycle` merges by its arguments (`Resource.merge`).
 */
export function mergeBodies(
  base: JsonObject,
  override: JsonObject,
): JsonObject {
  const generated = dynamicsOf(override);
  const merged: Record<string, Json> = {};
  const put = (name: string, value: Json) => {
    // A name such as `__proto__` stays a name.
    Object.defineProperty(merged, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  for (const [name, value] of Object.entries(base)) {
    if (name !== 'dynamic' && !generated.has(name)) put(name, value);
  }
  for (const [name, value] of Object.entries(override)) {
    // The comment is that of the block that is declared.
    if (name === '//' || name === 'dynamic') continue;
    put(name, value);
  }
  const lifecycle = [base, override].flatMap((body) => body['lifecycle'] ?? []);
  if (lifecycle.length > 1) {
    put('lifecycle', Object.assign({}, ...lifecycle) as JsonObject);
  }
  const dynamic = [...dynamicsOf(base)].filter(
    ([name]) => !generated.has(name) && !Object.hasOwn(override, name),
  );
  if (dynamic.length + generated.size > 0) {
    put('dynamic', Object.fromEntries([...dynamic, ...generated]));
  }
  // Where both are there, the tools go by `count` (nodeExpandPlannableResource).
  if (Object.hasOwn(merged, 'count') && Object.hasOwn(merged, 'for_each')) {
    delete merged['for_each'];
  }
  return merged;
}

/** The `dynamic` blocks of a body by what they generate; several of one kind as an array. */
function dynamicsOf({ dynamic }: JsonObject): Map<string, Json> {
  const body = bodyOf(dynamic ?? null);
  return new Map(isJsonObject(body) ? Object.entries(body) : []);
}

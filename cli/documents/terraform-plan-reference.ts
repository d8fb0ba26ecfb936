import type { Json, JsonObject } from '../../shared/json/json';
import { asList } from './json-helpers';

/** `module.hub["a.b"].` at the start of an address or a reference. */
export const moduleStep =
  /^module\.([^.[]+)((?:\["(?:[^"\\]|\\.)*"\]|\[[\d*]+\])?)\./;

/** `var`, `sku`, then `.tier`, `[0]` and so on. */
export function stepsOf(reference: string): readonly string[] {
  const [kind = '', name = '', ...rest] =
    reference.match(/^[^.[]+|\.[^.[]+|\[(?:"(?:[^"\\]|\\.)*"|[^"\][]*)\]/g) ??
    [];
  return [kind, name.replace('.', ''), ...rest];
}

/**
 * What an expression refers to. Terraform lists `web.id` and `web`, and
 * `web[0]` and `web`: only the longest is used.
 */
export function referencesOf({ references }: JsonObject): readonly string[] {
  const names = new Set(
    asList(references).filter((one) => typeof one === 'string'),
  );
  return [...names].filter(
    (one) =>
      ![...names].some(
        (other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`),
      ),
  );
}

/**
 * Returns whether a value is an expression, `{references: […]}` or
 * `{constant_value: …}`, not a nested block. One that refers to nothing and is no literal, such as `uuid()`,
 * is empty, and may as well be a block of which nothing is written.
 */
export function isExpression(written: JsonObject): boolean {
  return (
    Object.hasOwn(written, 'references') ||
    Object.hasOwn(written, 'constant_value')
  );
}

/** Returns whether templates in what JSON holds call functions: `${uuid()}`. */
export function callsFunction(json: Json | undefined): boolean {
  if (typeof json === 'string') return /[$%]\{.*[\w-]\s*\(/s.test(json);
  if (typeof json !== 'object' || json === null) return false;
  return Object.values(json).some(callsFunction);
}

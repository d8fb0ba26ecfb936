import { readNamed } from './inputs/read';
import { isJsonObject } from '../shared/json';
import type { Json } from '../shared/json';

/**
 * Reads the parameters of ARM templates as the Azure CLI takes them: files,
 * `@file`, and `name=value`, where a value is JSON or else text. What comes
 * later counts.
 *
 * @returns the parameters as a deployment has them: `{ "sku": { "value": "Premium" } }`
 * @throws {UserError} when a file can't be read or understood
 */
export function readParameters(
  sources: readonly string[],
): Readonly<Record<string, Json>> {
  return Object.fromEntries(sources.flatMap(entriesOf));
}

function entriesOf(source: string): [string, Json][] {
  const name = /^\w+(?==)/.exec(source)?.[0];
  if (name !== undefined) {
    return [[name, { value: parseValue(source.slice(name.length + 1)) }]];
  }
  const file = source.replace(/^@/, '');
  const { json } = readNamed(file);
  const { parameters } = json;
  return Object.entries(isJsonObject(parameters) ? parameters : json);
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

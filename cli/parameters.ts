import { readNamed } from './documents/read';
import { parametersOf } from '../shared/arm/parameter-values';
import type { Json, JsonObject } from '../shared/json/json';
import { isObject } from '../shared/model/value';
import { suggestion } from '../shared/configuration/errors';
import { UserError } from './errors';
import type { Failure } from './formats/format';

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
  const entries = new Map<string, [string, Json]>();
  for (const [name, value] of sources.flatMap(entriesOf)) {
    entries.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(entries.values());
}

/**
 * Finds values for parameters that no template declares: a name that is written
 * wrongly would leave the parameter at its default.
 *
 * @param declared the parameters of all templates of the run
 * @returns a sentence for each
 */
export function unknownParameters(
  sources: readonly string[],
  declared: ReadonlySet<string>,
): readonly Failure[] {
  const names = [...declared];
  const known = new Set(names.map((name) => name.toLowerCase()));
  return sources.flatMap((source) =>
    entriesOf(source)
      .filter(([name]) => !known.has(name.toLowerCase()))
      .map(([name]) => ({
        file: isAssignment(source) ? '--parameters' : source.replace(/^@/, ''),
        reason: `sets the parameter ${JSON.stringify(name)}, which no template of this run declares.${suggestion(name, names) || ' Fix: correct its name, or leave it out'}`,
        isUndeclared: true,
      })),
  );
}

function isAssignment(source: string): boolean {
  return /^\w+=/.test(source);
}

function entriesOf(source: string): [string, Json][] {
  const name = /^\w+(?==)/.exec(source)?.[0];
  if (name !== undefined) {
    return [[name, { value: parseValue(source.slice(name.length + 1)) }]];
  }
  const file = source.replace(/^@/, '');
  const { json } = readNamed(file);
  return Object.entries(parametersIn(json, file));
}

/**
 * The parameters of a parameter file.
 *
 * @throws {UserError} if they are of a wrong type
 */
export function parametersIn(json: JsonObject, file: string): JsonObject {
  const parameters = parametersOf(json) ?? {};
  if (isObject(parameters)) return parameters as JsonObject;
  const found = Array.isArray(parameters) ? 'an array' : typeof parameters;
  throw new UserError(
    `${file} has parameters of a wrong type: /parameters is ${found}, expected an object`,
  );
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

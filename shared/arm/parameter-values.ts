import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { byLowerName, readPart } from './lookup';
import type { Given } from './scope';

/** No parameter has a value. */
export const nothingGiven: Given = () => undefined;

/** Evaluates the written value of a parameter. */
type Resolve = (value: Value) => Value;

/**
 * The values in the `parameters` of a deployment or of a parameter file:
 * `{ "name": { "value": … } }`, or `reference` to a secret of a key vault.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
 *
 * @param resolve evaluates written values; if omitted, they are literals
 */
export function parseParameterValues(
  parameters: Value | undefined,
  resolve: Resolve = (value) => value,
): Given {
  const all = typeof parameters === 'string' ? resolve(parameters) : parameters;
  if (all instanceof Unknown) return () => all;
  if (!isObject(all)) return nothingGiven;
  const byName = byLowerName(all);
  return (name) => {
    const entry = byName.get(name);
    return entry === undefined ? undefined : valueOf(name, entry, resolve);
  };
}

function valueOf(
  name: string,
  entry: Value,
  resolve: Resolve,
): Value | undefined {
  if (entry === null) return undefined;
  const whole = resolve(entry);
  if (whole instanceof Unknown) return whole;
  const value = isObject(whole) ? readPart(whole, 'value') : undefined;
  if (value !== undefined) return value;
  return new Unknown(`the parameter "${name}" is given by reference`);
}

/** The `parameters` of a parameter file, or the object itself if it is that part. */
export function parametersOf(document: Value | undefined): Value | undefined {
  if (!isObject(document)) return document;
  const inner = readPart(document, 'parameters');
  const isFile =
    // A parameter with this name has a value or a reference.
    typeof readPart(document, '$schema') === 'string' ||
    typeof readPart(document, 'contentVersion') === 'string' ||
    (Object.keys(document).length === 1 &&
      isObject(inner) &&
      readPart(inner, 'value') === undefined &&
      readPart(inner, 'reference') === undefined);
  return isFile ? inner : document;
}

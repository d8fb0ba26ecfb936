import { arrays } from './array';
import { cidr } from './cidr';
import { comparison } from './comparison';
import { date } from './date';
import type { FunctionTable, TemplateFunction } from './definition';
import { deployment } from './deployment';
import { lambdas } from './lambda';
import { logical } from './logical';
import { numeric } from './numeric';
import { objects } from './object';
import { list, resources } from './resource';
import { strings } from './string';

/** The function reference by category. */
const tables: readonly FunctionTable[] = [
  arrays,
  cidr,
  comparison,
  date,
  deployment,
  lambdas,
  logical,
  numeric,
  objects,
  resources,
  strings,
];

const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  tables.flatMap((table) =>
    Object.entries(table).map(([name, definition]) => [
      name.toLowerCase(),
      definition,
    ]),
  ),
);

/** The names of all functions, as in the reference. */
export const templateFunctions: readonly string[] = tables.flatMap((table) =>
  Object.keys(table),
);

/**
 * Finds a function of the template language.
 *
 * @param name its name in lower case
 */
export function templateFunction(name: string): TemplateFunction | undefined {
  return functions.get(name) ?? (name.startsWith('list') ? list : undefined);
}

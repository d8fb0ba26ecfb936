import type { Declaration } from '../model/declaration';
import type { TemplatePlace } from '../model/resource';
import type { Value } from '../model/value';
import type * as reader from './read';
import type { Cost, ReadLinkedFile } from './session';

/*
 * ARM templates and compiled Bicep, evaluated as Azure would deploy them.
 *
 *   readTemplate(template, parameters)
 *
 * finds the registries that a template deploys, through its nested deployments.
 * Expressions are evaluated; what only Azure knows is unknown, with the reason.
 */

export type { Cost, ReadLinkedFile } from './session';

/** A resource with a template that Azure may deploy later. */
export interface LaterTemplate {
  readonly place: TemplatePlace & { readonly at: string };
  readonly name: string;
  readonly reason: string;
}

/** Options for reading a template. */
export interface TemplateOptions {
  /** Counts the cost of reading, also while rules read the registries. */
  readonly cost?: Cost;
  /** Called with templates that Azure may deploy later. If omitted, they are unknown declarations. */
  readonly notEvaluated?: (entry: LaterTemplate) => void;
  /** Reads the files that a template links by `relativePath`; omitted if there are no files. */
  readonly readFile?: ReadLinkedFile;
}

/**
 * Finds the registries that an ARM template deploys.
 *
 * Each declaration has its position: `pointer` for addresses (a JSON pointer with
 * the iterations of copy loops), `templateLocation` for people (the JSON pointer
 * and the names of the nested deployments), and `name`, if it is known. What
 * can't be read, such as a linked template, is a declaration with the reason in
 * `notAnalyzed`.
 *
 * @param template the template, parsed or as a JSON string; may contain unknowns
 * @param parameters a parameter file or the `parameters` in it, parsed or as a
 *   JSON string: `{ "sku": { "value": "Premium" } }`
 * @returns the registries in the template's order; never throws
 */
export function readTemplate(
  template: Value,
  parameters?: Value,
  options: TemplateOptions = {},
): readonly Declaration[] {
  return load().readTemplate(template, parameters, options);
}

/**
 * Loads the evaluator with the first template, because most programs have none.
 * `import()` would make every reader asynchronous, so this is a `require`.
 */
function load(): typeof reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('./read') as typeof reader;
}

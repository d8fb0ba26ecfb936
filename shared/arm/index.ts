import type { Declaration } from '../model/declaration';
import type { TemplatePlace } from '../rules/types';
import type { Value } from '../model/value';
import type * as reader from './read';
import type { Cost, ReadLinkedFile } from './session';

/*
 * ARM templates and compiled Bicep, judged as Azure would deploy them.
 *
 *   readTemplate(template, parameters)
 *
 * finds the registries that a template deploys, through its nested deployments.
 * Expressions are evaluated; what only Azure knows is unknown, with the reason.
 */

export type { Cost, ReadLinkedFile } from './session';

/** A resource that holds a template which Azure may deploy later. */
export interface LaterTemplate {
  readonly place: TemplatePlace & { readonly at: string };
  readonly name: string;
  readonly reason: string;
}

/** How a template is read. */
export interface TemplateOptions {
  /** Counts what the reading costs, while rules look at the registries too. */
  readonly cost?: Cost;
  /** Takes what is not evaluated because Azure may deploy it later; left out, it is a declaration. */
  readonly notEvaluated?: (entry: LaterTemplate) => void;
  /** Reads the files that a template links by `relativePath`; left out where there are none. */
  readonly readFile?: ReadLinkedFile;
}

/**
 * Finds the registries that an ARM template deploys.
 *
 * Each declaration says where it is: `at` for addresses (a JSON pointer, with
 * the turns of copy loops), `place` for people (the JSON pointer and the names
 * of the nested deployments that lead there), and `name`, if it is known.
 * What can't be read, such as a template that is only linked, is a declaration
 * with the reason in `unread`.
 *
 * @param template the template, parsed or as JSON text; may hold unknowns
 * @param parameters a parameter file or the `parameters` in it, parsed or as
 *   JSON text: `{ "sku": { "value": "Premium" } }`
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
 * The evaluator, loaded with the first template: most programs have none, and
 * their start should not pay for it. `import()` would make every reader
 * asynchronous, so this is the `require` that TypeScript's output is made of.
 */
function load(): typeof reader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('./read') as typeof reader;
}

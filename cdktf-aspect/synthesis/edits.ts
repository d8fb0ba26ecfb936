import { isJsonObject } from '../../shared/json/json';
import type { Json } from '../../shared/json/json';
import type { Edit } from '../../shared/engine/repair';
import { isWrapped } from './hcl';
import type { Library } from '../library';
import type { Element, Stack } from '../constructs/construct-types';

/** The edits of each edited element, the latest last. */
const edits = new WeakMap<Element, readonly Edit[]>();

/**
 * Edits the rendering of an element, as JSON and as HCL. The library's overrides
 * can't do this: an array is appended to the existing one, and an override through
 * an array replaces another override that is an array.
 *
 * @param added edits by their paths in the element's own document
 */
export function addEdits(
  library: Library,
  stack: Stack,
  element: Element,
  added: readonly Edit[],
): void {
  const present = edits.get(element);
  edits.set(element, [...(present ?? []), ...added]);
  if (present !== undefined) return;
  const resolve = (value: unknown) => library.resolve(value, stack);
  for (const method of ['toTerraform', 'toHclTerraform'] as const) {
    const render = element[method].bind(element);
    element[method] = () =>
      (edits.get(element) ?? []).reduce<unknown>(
        (rendered, { path, value }) =>
          edited(rendered, path, value as Json, resolve),
        render(),
      );
  }
}

/** Takes back edits that were added. */
export function removeEdits(element: Element, removed: readonly Edit[]): void {
  const present = edits.get(element) ?? [];
  edits.set(
    element,
    present.filter((edit) => !removed.includes(edit)),
  );
}

/**
 * Copies a rendered value with one part replaced. Objects of the program are not
 * changed, because elements may share them.
 */
function edited(
  rendered: unknown,
  path: Edit['path'],
  value: Json,
  resolve: (value: unknown) => unknown,
): unknown {
  const container = isPlain(rendered) ? rendered : resolve(rendered);
  if (isJsonObject(container) && isWrapped(container)) {
    const inner = edited(container['value'], path, value, resolve);
    return { ...container, value: inner };
  }
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof container === 'string') {
    const json = parsedObject(container);
    return json === undefined
      ? container
      : JSON.stringify(edited(json, path, value, resolve));
  }
  if (Array.isArray(container)) {
    return (container as unknown[]).map((member, index) =>
      index === step ? edited(member, rest, value, resolve) : member,
    );
  }
  if (!isJsonObject(container)) return container;
  if (rest.length > 0 && !Object.hasOwn(container, step)) return container;
  return {
    ...container,
    [step]: edited(container[step], rest, value, resolve),
  };
}

/** Anything else may be a token. */
function isPlain(value: unknown): boolean {
  return (
    isJsonObject(value) && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** Up to version 1 the azapi provider takes the body as a JSON string. */
function parsedObject(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

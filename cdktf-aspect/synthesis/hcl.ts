import type { JsonObject } from '../../shared/json/json';
import { isJsonObject } from '../../shared/json/json';
import type { Library } from '../library';
import { elementsBelow } from '../constructs/construct-types';
import type { Stack } from '../constructs/construct-types';

/**
 * Returns the HCL output of a stack as a Terraform JSON document. It is not parsed
 * from HCL, but built from the same element renderings as the libraries use, which
 * leave out the stack's overrides of resources and modules.
 */
export function hclDocument(library: Library, stack: Stack): JsonObject {
  const document: Record<string, unknown> = {};
  for (const element of elementsBelow(stack)) {
    merge(document, unwrap(library.resolve(element.toHclTerraform(), stack)));
  }
  return document as JsonObject;
}

/** Elements with the same name become one block, as in Terraform. */
function merge(target: Record<string, unknown>, source: unknown): void {
  if (!isJsonObject(source)) return;
  for (const [name, value] of Object.entries(source)) {
    const present = target[name];
    if (isJsonObject(present) && isJsonObject(value)) {
      merge(present, value);
    } else {
      target[name] = value;
    }
  }
}

/**
 * Unwraps the result of `toHclTerraform`, which wraps each attribute with the way
 * it is rendered (`{ value, isBlock, type, storageClassType }`).
 */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isJsonObject(value)) return value;
  if (isWrapped(value)) return unwrap(value['value']);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, unwrap(inner)]),
  );
}

/** The ways in which the libraries render an attribute. */
const renderings = new Set(['any', 'list', 'map', 'set', 'simple', 'struct']);

export function isWrapped(value: JsonObject): boolean {
  const { type } = value;
  return 'value' in value && typeof type === 'string' && renderings.has(type);
}

/** Returns whether a stack is written as HCL, by the library's own property. */
export function writesHcl({ synthesizer }: Stack): boolean {
  return (synthesizer as { hclOutput?: unknown }).hclOutput === true;
}

/**
 * Returns the HCL that the library itself renders for a stack, even if the stack or
 * its class overrides the method.
 */
export function libraryHcl(stack: Stack): string {
  let library = stack;
  let prototype: object | null = stack;
  while (prototype !== null) {
    if (Object.hasOwn(prototype, 'toHclTerraform'))
      library = prototype as Stack;
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return library.toHclTerraform.call(stack).hcl;
}

import type { JsonObject } from '../../shared/json/json';
import { isJsonObject } from '../../shared/json/json';
import type { Library } from '../library';
import { elementsBelow } from '../constructs/construct-types';
import type { Stack } from '../constructs/construct-types';

/**
 * What a stack writes as HCL, as a Terraform JSON document. There is no reader
 * of HCL here; but the libraries put it together from what each element says,
 * and leave out what the stack's overrides say of resources and modules.
 */
export function hclDocument(library: Library, stack: Stack): JsonObject {
  const document: Record<string, unknown> = {};
  for (const element of elementsBelow(stack)) {
    merge(document, unwrap(library.resolve(element.toHclTerraform(), stack)));
  }
  return document as JsonObject;
}

/** Elements of one name become one block, as far as Terraform can tell. */
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
 * Takes the values out of what `toHclTerraform` says: it wraps each attribute
 * with the way it is rendered (`{ value, isBlock, type, storageClassType }`).
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

/** Tells whether a stack is written as HCL; the property is the library's own. */
export function writesHcl({ synthesizer }: Stack): boolean {
  return (synthesizer as { hclOutput?: unknown }).hclOutput === true;
}

/**
 * The HCL that the library itself renders of a stack, whoever has put a way of
 * their own on the stack or its class.
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

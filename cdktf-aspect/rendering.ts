import type { Element } from './tree';

const runtimeType = Symbol.for('jsii.rtti');
const libraryClass = /^cdkt[fn]\.(\w+)$/;

const renderedBy = new WeakMap<object, string | undefined>();

/**
 * Names the library's class whose `toTerraform` renders an element
 * (`TerraformResource`, `TerraformLocal`), in whichever copy it lies. Tells what
 * an element can write without rendering it.
 *
 * @returns undefined if the element renders itself, in a way of its own
 */
export function renderingClass(element: Element): string | undefined {
  if (Object.hasOwn(element, 'toTerraform')) return undefined;
  const prototype = Object.getPrototypeOf(element) as object;
  if (!renderedBy.has(prototype)) {
    renderedBy.set(prototype, findRenderingClass(prototype));
  }
  return renderedBy.get(prototype);
}

function findRenderingClass(prototype: object): string | undefined {
  let owner: object | null = prototype;
  while (owner !== null && !Object.hasOwn(owner, 'toTerraform')) {
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  const type = owner?.constructor as
    { [runtimeType]?: { fqn?: unknown } } | undefined;
  if (type === undefined || !Object.hasOwn(type, runtimeType)) return undefined;
  const name = type[runtimeType]?.fqn;
  return typeof name === 'string' ? libraryClass.exec(name)?.[1] : undefined;
}

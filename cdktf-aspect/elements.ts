import { isChangingType } from '../shared/terraform/changes';
import { isFragment, isResolvable } from './overrides';
import type { Fragment } from './overrides';
import { renderingClass } from './rendering';
import type { Element, Stack } from './tree';

/** A resource, as far as the library's own `TerraformResource` renders it. */
export interface ResourceElement extends Element {
  readonly terraformResourceType: string;
  readonly count?: unknown;
  readonly forEach?: unknown;
  hasResourceMove(): unknown;
  synthesizeAttributes(): Record<string, unknown>;
}

export function isResource(element: Element): element is ResourceElement {
  return renderingClass(element) === 'TerraformResource';
}

/** A module, or an element that renders itself in a way of its own. */
export function mayWriteModule(element: Element): boolean {
  const rendering = renderingClass(element);
  return rendering === undefined || rendering === 'TerraformModule';
}

/** Tells whether an element may write a change of a registry that something else declares. */
export function mayChangeRegistries(element: Element): boolean {
  return isResource(element)
    ? isChangingType(element.terraformResourceType)
    : renderingClass(element) === undefined;
}

/** Tells whether a stack is written as HCL; the property is the library's own. */
export function writesHcl({ synthesizer }: Stack): boolean {
  return (synthesizer as { hclOutput?: unknown }).hclOutput === true;
}

const dynamicBlockMarker = Symbol.for('cdktf/TerraformDynamicBlock');

/** The library moves dynamic blocks to another place, in objects at any depth. */
export function mayHoldDynamicBlocks(attribute: unknown): boolean {
  if (typeof attribute !== 'object' || attribute === null) return false;
  if (Array.isArray(attribute)) return false;
  return !isResolvable(attribute) || dynamicBlockMarker in attribute;
}

export function addressesIn({ resource, module }: Fragment): string[] {
  const byType = { ...(isFragment(resource) ? resource : {}), module };
  return Object.entries(byType).flatMap(([type, byName]) =>
    isFragment(byName)
      ? Object.keys(byName).map((name) => `${type}.${name}`)
      : [],
  );
}

import { isFragment } from './overrides';
import type { Fragment } from './overrides';

/**
 * Takes the values out of what `toHclTerraform` says: for HCL the libraries
 * wrap each attribute with the way it is rendered
 * (`{ value, isBlock, type, storageClassType }`).
 */
export function hclBody(rendered: Fragment): Fragment {
  return unwrap(rendered) as Fragment;
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isFragment(value)) return value;
  if (isWrapped(value)) return unwrap(value['value']);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, unwrap(inner)]),
  );
}

/** The ways in which the libraries render an attribute. */
const renderings = new Set(['any', 'list', 'map', 'set', 'simple', 'struct']);

function isWrapped(value: Fragment): boolean {
  const { type } = value;
  return 'value' in value && typeof type === 'string' && renderings.has(type);
}

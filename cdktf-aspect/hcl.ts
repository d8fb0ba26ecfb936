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

function isWrapped(value: Fragment): boolean {
  return 'value' in value && ('isBlock' in value || 'type' in value);
}

import { collections } from './collections';
import { conversions } from './conversions';
import type { FunctionTable, TerraformFunction } from './definition';
import { encoding } from './encoding';
import { numbers } from './numbers';
import { sets } from './sets';
import { strings } from './strings';

const functions: FunctionTable = {
  ...collections,
  ...conversions,
  ...encoding,
  ...numbers,
  ...sets,
  ...strings,
};

/** The function of a name; `core::` is what Terraform calls its own. */
export function functionNamed(name: string): TerraformFunction | undefined {
  const own = name.replace(/^core::/, '');
  return Object.hasOwn(functions, own) ? functions[own] : undefined;
}

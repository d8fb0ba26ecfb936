import { collections } from './collections';
import { conversions } from './conversions';
import type { FunctionTable, TerraformFunction } from './definition';
import { encoding } from './encoding';
import { files } from './files';
import { numbers } from './numbers';
import { sets } from './sets';
import { strings } from './strings';
import { yaml } from './yaml';

const functions: FunctionTable = {
  ...collections,
  ...conversions,
  ...encoding,
  ...files,
  ...numbers,
  ...sets,
  ...strings,
  ...yaml,
};

/** The function of a name; `core::` is what Terraform calls its own. */
export function functionNamed(name: string): TerraformFunction | undefined {
  const own = name.replace(/^core::/, '');
  return Object.hasOwn(functions, own) ? functions[own] : undefined;
}

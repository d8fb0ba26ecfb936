import type { Rule } from '../../shared/rules/types';
import { convertConfiguration } from '../configuration';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { write } from '../output';
import type { Terminal } from '../terminal';

/**
 * Prints a configuration file of the command and CDKTF in Pulumi's format.
 *
 * @throws {UserError} with everything that is wrong or can't be translated
 */
export async function convert(
  file: string,
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  const converted = convertConfiguration(file, rules);
  await write(terminal, [`${JSON.stringify(converted, null, 2)}\n`]);
  return exitCodes.compliant;
}

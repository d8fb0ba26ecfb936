import { readConfiguration } from '../configuration';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { write } from '../output';
import type { Terminal } from '../terminal';

/**
 * Checks a configuration file without checking anything by it.
 *
 * @throws {UserError} with everything that is wrong with it
 */
export async function validateConfiguration(
  file: string,
  terminal: Terminal,
): Promise<ExitCode> {
  readConfiguration(file);
  await write(terminal, [`${file} is a valid configuration.\n`]);
  return exitCodes.compliant;
}

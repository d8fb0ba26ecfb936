import {
  checkPolicyPackConfiguration,
  readConfiguration,
} from '../configuration';
import type { Rule } from '../../shared/rules/types';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { write } from '../output';
import type { Terminal } from '../terminal';

/** The target of the file. */
export interface ValidateOptions {
  /** It is one for Pulumi's `--policy-pack-config`. */
  readonly pulumi?: true;
}

/**
 * Checks a configuration file without checking anything by it.
 *
 * @throws {UserError} with everything that is wrong with it
 */
export async function validateConfiguration(
  file: string,
  { pulumi }: ValidateOptions,
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  if (pulumi === true) checkPolicyPackConfiguration(file, rules);
  else readConfiguration(file, rules);
  await write(terminal, [`${file} is a valid configuration.\n`]);
  return exitCodes.compliant;
}

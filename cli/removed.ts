import type { Command } from 'commander';
import { UserError } from './errors';

/** Commands of version 1 that version 2 does not have, and what replaces each. */
const removedCommands: Readonly<Record<string, string>> = {
  merge:
    'Fix: upload one SARIF report for each job, with a category of its own, or join them with the Sarif.Multitool: https://github.com/microsoft/sarif-sdk',
};

/**
 * Adds the commands that were removed: each names its replacement.
 */
export function addRemoved(program: Command): void {
  for (const [name, replacement] of Object.entries(removedCommands)) {
    program
      .command(name, { hidden: true })
      .argument('[argument...]')
      .helpOption(false)
      .allowUnknownOption()
      .action(() => {
        throw new UserError(
          `"acr-policy ${name}" was removed in version 2.0.\n${replacement}`,
        );
      });
  }
}

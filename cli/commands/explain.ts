import { suggestion } from '../../shared/configuration/errors';
import type { Rule } from '../../shared/rules/types';
import { isSameText } from '../../shared/model/value';
import { UserError } from '../errors';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { write } from '../output';
import { rulePage } from '../../shared/reports/package-files';
import type { Terminal } from '../terminal';

/**
 * Prints the page of a rule.
 *
 * @param name the rule's name or reference, in any case
 * @throws {UserError} if the rule does not exist
 */
export async function explain(
  name: string,
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  const rule = rules.find(
    (one) => isSameText(one.name, name) || isSameText(one.ref, name),
  );
  if (rule === undefined) {
    const names = rules.map((one) => one.name);
    throw new UserError(
      `there is no rule ${JSON.stringify(name)}.${suggestion(name, names)} Expected one of: ${names.join(', ')}`,
    );
  }
  await write(terminal, [rulePage(rule)]);
  return exitCodes.compliant;
}

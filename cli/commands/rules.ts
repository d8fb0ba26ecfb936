import type { Rule } from '../../shared/rules/types';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { write } from '../output';
import type { Terminal } from '../terminal';

/** Lists all rules with their requirements. */
export async function listRules(
  terminal: Terminal,
  rules: readonly Rule[],
): Promise<ExitCode> {
  const rows = [
    ['RULE', 'REFERENCE', 'SEVERITY', 'LEVEL', 'REQUIREMENT'],
    ...rules.map(({ name, ref, severity, level, title }) => [
      name,
      ref,
      severity,
      level,
      title,
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  '),
  );
  await write(
    terminal,
    lines.map((line) => `${line.trimEnd()}\n`),
  );
  return exitCodes.compliant;
}

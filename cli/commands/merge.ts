import { resolve } from 'node:path';
import type { Log, Run } from 'sarif';
import { isJsonObject } from '../../shared/json';
import { UserError } from '../errors';
import { exitCodes } from '../exit-codes';
import type { ExitCode } from '../exit-codes';
import { endOf, startOf, toolName } from '../formats/sarif';
import { readNamed } from '../inputs/read';
import { write } from '../output';
import type { Terminal } from '../terminal';

/** The options of `acr-policy merge`, as the argument parser names them. */
export interface MergeOptions {
  readonly output?: string;
}

/**
 * Joins SARIF reports to one, of a check that was shared out to several
 * machines. What several reports say alike is said once.
 *
 * @param files reports of one version of this package
 * @throws {UserError} when one can't be read, is another tool's or another
 *   version's, or when the joined report can't be written
 */
export async function merge(
  files: readonly string[],
  { output }: MergeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const reports = files.map((file) => readReport(terminal.cwd, file));
  const [first] = reports;
  for (const { file, version } of reports) {
    if (version === first?.version) continue;
    throw new UserError(
      `${file} is a report of ${toolName} ${version}, and ${first?.file} one of ${first?.version}. Merge reports of one version`,
    );
  }
  const runs = reports.flatMap((report) => report.runs);
  await write(terminal, textOf(runs), output);
  return exitCodes.compliant;
}

interface Report {
  readonly file: string;
  readonly version: string;
  readonly runs: readonly Run[];
}

function readReport(cwd: string, file: string): Report {
  const runs = runsOf(cwd, file);
  const version = runs.every(isOwn)
    ? runs[0]?.tool.driver.semanticVersion
    : undefined;
  if (version === undefined) {
    throw new UserError(
      `${file} is no SARIF report of ${toolName}. Write one with: ${toolName} check PATH --format sarif --output FILE`,
    );
  }
  return { file, version, runs };
}

function runsOf(cwd: string, file: string): readonly Run[] {
  const { runs } = readNamed(resolve(cwd, file), file).json as Partial<Log>;
  return Array.isArray(runs) ? runs : [];
}

/** Looks at what is used here; the rest is taken over as it is. */
function isOwn(run: unknown): boolean {
  if (!isJsonObject(run) || !Array.isArray(run['results'])) return false;
  const { tool } = run;
  return (
    isJsonObject(tool) &&
    isJsonObject(tool['driver']) &&
    tool['driver']['name'] === toolName
  );
}

function* textOf(runs: readonly Run[]): Generator<string> {
  const [first] = runs;
  if (first === undefined) return;
  yield startOf(first);
  const seen = new Set<string>();
  for (const result of runs.flatMap((run) => run.results ?? [])) {
    const text = JSON.stringify(result);
    if (seen.has(text)) continue;
    yield `${seen.size === 0 ? '' : ','}\n${text}`;
    seen.add(text);
  }
  yield endOf(runs.flatMap((run) => run.invocations ?? []));
}

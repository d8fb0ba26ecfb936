import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ended, RunOptions } from './cli-process';
import type { Outcome } from './neutral';
import { acrPolicy } from './start-cli';

export { acrPolicy };
export { fixtures, program } from './cli-process';
export type { Ended, RunOptions } from './cli-process';

/** A finding in the JSON report. */
export interface ReportedFinding {
  readonly ruleId: string;
  readonly ref: string;
  readonly outcome: Outcome;
  readonly blocks: boolean;
  readonly resource: { type: string; address: string; name: string };
  readonly file: string;
  /** The file that the line is in. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly reasons: readonly {
    path: string;
    actual: string;
    expected: string;
  }[];
  readonly exemption: { state: string; reason: string } | null;
}

/** The JSON report. */
export interface JsonReport {
  readonly version: number;
  readonly run: { readonly configurationHash: string };
  readonly summary: Readonly<Record<string, unknown>>;
  readonly findings: readonly ReportedFinding[];
  readonly notEvaluated: readonly {
    file: string;
    line?: number;
    address: string;
    reason: string;
    blocks: boolean;
  }[];
}

/** The summary, which goes to standard error while a report goes to standard output. */
const summaryLine = /^(?:ok|unknown|failed|nothing) .*\(acr-policy .*\)\n/m;

/** Checks paths; returns the JSON report, and how the run ended without its summary. */
export async function check(
  args: readonly string[],
  options?: RunOptions,
): Promise<{ report: JsonReport; ended: Ended }> {
  const ended = await acrPolicy(
    ['check', '--format', 'json', ...args],
    options,
  );
  if (ended.stdout === '') throw new Error(ended.stderr);
  return {
    report: JSON.parse(ended.stdout) as JsonReport,
    ended: { ...ended, stderr: ended.stderr.replace(summaryLine, '') },
  };
}

/** The outcomes of a rule by address. */
export function outcomesOf(
  { findings }: JsonReport,
  rule = 'Azure.ACR.Firewall',
): Record<string, Outcome> {
  return Object.fromEntries(
    findings
      .filter(({ ruleId }) => ruleId === rule)
      .map(({ resource, outcome }) => [resource.address, outcome]),
  );
}

/**
 * Checks documents in one start of the command line.
 *
 * @param documents by the names of the files that they are written to
 * @returns the outcomes of `Azure.ACR.Firewall` by the registries' addresses
 */
export async function judgeWithCli(
  documents: Readonly<Record<string, unknown>>,
): Promise<Record<string, Outcome>> {
  return inFolder(documents, async (cwd) => {
    const { report } = await check(['.'], { cwd });
    return outcomesOf(report);
  });
}

/**
 * Writes files to a folder of their own, and removes it afterwards.
 *
 * @param files by their names; a string is text, bytes are bytes, anything else is written as JSON
 */
export async function inFolder<T>(
  files: Readonly<Record<string, unknown>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'acr-policy-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(file, isText ? content : JSON.stringify(content));
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import type { Readable, Writable } from 'node:stream';
import { escapeControlCharacters } from '../shared/messages/escape';

/** The parts of the process that a command uses. */
export interface Terminal {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Writable & {
    readonly isTTY?: boolean;
    readonly columns?: number;
  };
  /** Diagnostics and progress. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths, and paths in reports, start from. */
  readonly cwd: string;
}

/** Writes a diagnostic, line by line, and not a result. */
export function warn(terminal: Terminal, ...lines: readonly string[]): void {
  terminal.stderr.write(`acr-policy: ${lines.map(escapeForLog).join('\n')}\n`);
}

/** The columns of the terminal that results go to; undefined if it is not a terminal. */
export function columnsOf({ stdout }: Terminal): number | undefined {
  return stdout.isTTY === true ? stdout.columns : undefined;
}

/**
 * Makes a line safe to print in the log of a CI system, which runs commands
 * that it finds there: `##vso[` and `##[` anywhere in a line (Azure Pipelines,
 * GitHub Actions), `::` at its start (GitHub Actions).
 */
export function escapeForLog(line: string): string {
  return escapeControlCharacters(line)
    .replaceAll(/##(?=\w*\[)/g, '## ')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** Returns whether results may carry color: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function hasColor({ stdout, env }: Terminal): boolean {
  return stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';
}

import type { Readable, Writable } from 'node:stream';
import { escapeControlCharacters } from '../shared/messages/escape';

/** What a command may touch of the process that it runs in. */
export interface Terminal {
  readonly stdin: Readable;
  /** Results. */
  readonly stdout: Writable & { readonly isTTY?: boolean };
  /** Diagnostics and progress. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths, and paths in reports, start from. */
  readonly cwd: string;
}

/** Writes a diagnostic, line by line, and not a result. */
export function warn(terminal: Terminal, ...lines: readonly string[]): void {
  terminal.stderr.write(
    `acr-policy: ${lines.map(escapeControlCharacters).join('\n')}\n`,
  );
}

/** Tells whether results may carry color: on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function hasColor({ stdout, env }: Terminal): boolean {
  return stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';
}

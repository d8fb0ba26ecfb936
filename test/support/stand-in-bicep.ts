import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What a stand-in does when it is started. */
export interface StandIn {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  /** It never ends. */
  readonly hangs?: true;
}

/**
 * Writes an executable that stands in for `bicep` or `az`: it notes how it was
 * started and prints a given text.
 *
 * @returns the starts so far
 */
export function writeStandIn(
  path: string,
  { stdout = '', stderr = '', exitCode = 0, hangs }: StandIn,
): () => readonly { args: readonly string[]; cwd: string }[] {
  const log = `${path}.log`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `#!${process.execPath}
const fs = require('node:fs');
const start = { args: process.argv.slice(2), cwd: process.cwd() };
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(start) + '\\n');
${hangs === true ? 'setInterval(() => {}, 1000);' : ''}
process.stderr.write(${JSON.stringify(stderr)});
process.stdout.write(${JSON.stringify(stdout)});
process.exitCode = ${exitCode};
`,
  );
  chmodSync(path, 0o755);
  return () =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as { args: string[]; cwd: string })
      : [];
}

/** Writes a stand-in to a directory that is to be the PATH. */
export function standInOn(
  searchPath: string,
  standIn: StandIn,
  name = 'bicep',
): ReturnType<typeof writeStandIn> {
  return writeStandIn(join(searchPath, name), standIn);
}

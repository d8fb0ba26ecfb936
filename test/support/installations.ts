import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  /** Both streams. */
  readonly output: string;
}

/** A program that npm finds, started in a directory; it gets no configuration of a test's own npm. */
export function runIn(
  directory: string,
  command: string,
  ...args: string[]
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: directory,
    encoding: 'utf8',
    env: {
      ...process.env,
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    },
  });
  if (error !== undefined) throw error;
  return { status, stdout, output: stdout + stderr };
}

/** As {@link runIn}; throws what the program printed if it fails. */
export function succeedIn(
  directory: string,
  command: string,
  ...args: string[]
): void {
  const { status, output } = runIn(directory, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${output}`);
}

/** A new directory below the one for temporary files. */
export function newDirectory(parent = tmpdir()): string {
  return mkdtempSync(join(parent, 'acr-installed-'));
}

/** The size of an installation: packages at every depth, and bytes of files. */
export function measure(modules: string): { packages: number; bytes: number } {
  const entries = readdirSync(modules, {
    recursive: true,
    withFileTypes: true,
  });
  const packages = entries.filter(
    ({ name, parentPath }) =>
      name === 'package.json' &&
      /(^|[/\\])node_modules[/\\](@[^/\\]+[/\\])?[^/\\]+$/.test(parentPath),
  );
  const bytes = entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { name, parentPath }) => {
      return sum + lstatSync(join(parentPath, name)).size;
    }, 0);
  return { packages: packages.length, bytes };
}

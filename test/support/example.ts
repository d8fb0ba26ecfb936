import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './analyzer';

/** An example in a folder of its own, installed and built as its users would. */
export interface Example {
  readonly folder: string;
  /** Runs the example's program, with flags of Node's. */
  readonly run: (...flags: string[]) => {
    readonly status: number | null;
    output: string;
  };
  readonly remove: () => void;
}

/**
 * Copies an example, puts this package and its development dependencies in the
 * place of what `npm install` would bring, and compiles it.
 *
 * @throws {Error} with the compiler's messages if it does not compile
 */
export function buildExample(name: string): Example {
  const folder = mkdtempSync(join(tmpdir(), 'acr-example-'));
  cpSync(join(root, 'examples', name), folder, { recursive: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(root, join(modules, 'azure-acr-policy-pack'));
  for (const dependency of [
    '@pulumi',
    '@cdktf',
    '@types',
    'cdktf',
    'constructs',
  ]) {
    symlinkSync(
      join(root, 'node_modules', dependency),
      join(modules, dependency),
    );
  }
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const compiler = run(join(root, 'node_modules/typescript/bin/tsc'));
  if (compiler.status !== 0) {
    throw new Error(`${name} does not compile:\n${compiler.output}`);
  }
  return {
    folder,
    run: (...flags) => run(...flags, '.'),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

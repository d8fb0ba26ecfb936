import { spawnSync } from 'node:child_process';

/** A program that a test needs and that no npm package brings. */
export interface Tool {
  readonly name: string;
  /** A command that ends with 0 where it is there. */
  readonly probe: readonly [program: string, ...args: string[]];
}

export const pulumi: Tool = { name: 'pulumi', probe: ['pulumi', 'version'] };
export const nodeHost = languageHost('nodejs');
export const pythonHost = languageHost('python');
export const goHost = languageHost('go');
export const yamlHost = languageHost('yaml');
export const pulumiForPython: Tool = {
  name: 'Python package pulumi',
  probe: ['python3', '-c', 'import pulumi'],
};
export const go: Tool = { name: 'go', probe: ['go', 'version'] };
export const cdktf: Tool = { name: 'cdktf', probe: ['cdktf', '--version'] };

export const terraform: Tool = {
  name: 'terraform',
  probe: ['terraform', 'version'],
};

/** Whichever npm is set up with. */
export const packageRegistry: Tool = {
  name: 'package registry in reach',
  probe: ['npm', 'view', 'commander', 'version', '--fetch-retries=0'],
};

/** The newest that runs on every version of Node that the package supports. */
export const pnpm: Tool = {
  name: 'pnpm',
  probe: ['npx', '--yes', 'pnpm@10', '--version'],
};

function languageHost(runtime: string): Tool {
  const name = `pulumi-language-${runtime}`;
  return { name, probe: [name, '--help'] };
}

/** The tools that are not there, by name. */
export function missing(tools: readonly Tool[]): string[] {
  return tools.filter(({ probe }) => !isThere(probe)).map(({ name }) => name);
}

function isThere([program, ...args]: Tool['probe']): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Groups tests that need tools; prints that they were skipped, and why,
 * where one is missing: the tools are the user's, not npm packages.
 */
export function describeWith(
  tools: readonly Tool[],
  name: string,
  tests: () => void,
): void {
  const absent = missing(tools);
  if (absent.length === 0) describe(name, tests);
  else
    describe.skip(`${name}, SKIPPED: there is no ${absent.join(', ')}`, tests);
}

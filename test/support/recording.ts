import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analyzer, root } from './analyzer';

/** The calls to make to a booted pack. */
type Use = (pack: Analyzer) => Promise<unknown>;

/**
 * The files of the modules that a pack has loaded when it has booted and been
 * used.
 */
export async function modulesLoadedBy(
  directory: string,
  use?: Use,
): Promise<string[]> {
  return (await record('record-modules.js', directory, use)) as string[];
}

/** Number of resource values that a pack's process has converted. */
export async function valuesReadBy(
  directory: string,
  use: Use,
): Promise<number> {
  return (await record('record-values.js', directory, use)) as number;
}

/** Counts how often a pack reads which resource a request is for: once for each policy. */
export async function requestsReadBy(
  directory: string,
  use: (pack: Analyzer) => Promise<unknown>,
): Promise<number> {
  return (await record('record-requests.js', directory, use)) as number;
}

async function record(
  recorder: string,
  directory: string,
  use?: Use,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  const file = join(folder, 'record.json');
  try {
    const pack = await Analyzer.boot(directory, {
      environment: {
        NODE_OPTIONS: `--require ${join(root, 'test/support', recorder)}`,
        RECORD: file,
      },
    });
    await use?.(pack);
    await pack.close();
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The package that a file belongs to; `own` if it is not a dependency. */
export function packageOf(file: string): string {
  const [, name = 'own'] =
    /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll('\\', '/')) ??
    [];
  return name;
}

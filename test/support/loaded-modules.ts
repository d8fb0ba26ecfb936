import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analyzer, root } from './analyzer';

/**
 * The files of the modules that a pack has loaded when it has booted and been
 * used.
 *
 * @param directory of the pack
 * @param use what to do with the booted pack
 */
export async function modulesLoadedBy(
  directory: string,
  use: (pack: Analyzer) => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'loaded-modules-'));
  const record = join(folder, 'modules.json');
  try {
    const pack = await Analyzer.boot(directory, {
      environment: {
        NODE_OPTIONS: `--require ${join(root, 'test/support/record-modules.js')}`,
        RECORDED_MODULES: record,
      },
    });
    await use(pack);
    await pack.close();
    return JSON.parse(readFileSync(record, 'utf8')) as string[];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The package that a file belongs to; what is no dependency is `own`. */
export function packageOf(file: string): string {
  const [, name = 'own'] =
    /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll('\\', '/')) ??
    [];
  return name;
}

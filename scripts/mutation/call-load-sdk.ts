import { cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
// What a sandbox file is imported by is asked about its mutants.
import '../../pulumi-policy/load-sdk';
import { root } from '../../test/support/pack-files';
import { inFolderOf } from '../../test/support/policy-sdk-files';
import type { Files } from '../../test/support/policy-sdk-files';

interface LoadSdk {
  loadPolicySdk(): { seen?: unknown; later?: () => unknown };
}

/** Takes the place of a process: the folder is new, so nothing of it is loaded yet. */
export function loadPolicySdk(files: Files): unknown {
  return inFolderOf(files, (folder) => {
    cpSync(
      join(root, 'pulumi-policy/load-sdk.ts'),
      join(folder, 'load-sdk.ts'),
    );
    const before = join(folder, 'before.js');
    if (existsSync(before)) createRequire(before)(before);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a copy
    const load = require(join(folder, 'load-sdk.ts')) as LoadSdk;
    const { seen, later } = load.loadPolicySdk();
    return JSON.parse(JSON.stringify(later ? later() : seen)) as unknown;
  });
}

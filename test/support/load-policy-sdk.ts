import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './pack-files';
import { inFolderOf } from './policy-sdk-files';
import type { Files } from './policy-sdk-files';

/**
 * Loads a policy SDK of the files that are given, in a process that has loaded
 * nothing else, unless there is a file `before.js`.
 *
 * @returns what it has `seen`, or what `later` returns once it is loaded
 */
export function loadPolicySdk(files: Files): unknown {
  return inFolderOf(files, (folder) => {
    cpSync(
      join(root, 'dist/pulumi-policy/sdk/lazy-policy-sdk.js'),
      join(folder, 'load-sdk.js'),
    );
    const program = `
      if (require('fs').existsSync('before.js')) require('./before');
      const { seen, later } = require('./load-sdk').loadPolicySdk();
      process.stdout.write(JSON.stringify(later ? later() : seen));`;
    const output = execFileSync(process.execPath, ['-e', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    return JSON.parse(output) as unknown;
  });
}

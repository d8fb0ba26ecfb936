'use strict';
// Compiles the sources to dist/, from nothing: a stale file in dist/ would be
// published and could be loaded.
const { spawnSync } = require('node:child_process');
const { chmodSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

function findCompiler() {
  try {
    return require.resolve('typescript/bin/tsc');
  } catch {
    console.error(
      'Building the pack needs its development dependencies, and TypeScript ' +
        'is not installed. Run "npm ci" without --omit=dev, or install the ' +
        'published package, which is compiled already.',
    );
    process.exit(1);
  }
}

const compiler = findCompiler();
rmSync(join(root, 'dist'), { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [compiler, '--project', join(root, 'tsconfig.build.json')],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

// npm does this on an installation only.
const { bin } = require('../package.json');
for (const file of Object.values(bin)) chmodSync(join(root, file), 0o755);

'use strict';
// Makes the version of the next release from the files in .changeset/: changesets
// writes package.json and CHANGELOG.md, this the lockfile and the pages that name
// the version.
const { spawnSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function version() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

const before = version();
run('npx', '--no-install', 'changeset', 'version');
run('npm', 'install', '--package-lock-only', '--ignore-scripts');
for (const page of ['README.md', 'docs/ci.md']) {
  const text = readFileSync(join(root, page), 'utf8');
  writeFileSync(
    join(root, page),
    text.replaceAll(`v${before}`, `v${version()}`),
  );
}
run('npx', '--no-install', 'prettier', '--write', 'CHANGELOG.md');
console.log(`${before} -> ${version()}`);

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
const { stdout } = spawnSync(
  'git',
  ['ls-files', 'README.md', 'docs', 'examples', '.pre-commit-hooks.yaml'],
  { cwd: root, encoding: 'utf8' },
);
const major = (text) => text.split('.', 1)[0];
for (const file of stdout.trim().split('\n')) {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const renamed = text
    .replaceAll(`v${before}`, `v${version()}`)
    .replaceAll(`(acr-policy ${before},`, `(acr-policy ${version()},`)
    .replace(
      new RegExp(`(azure-acr-policy-pack@)${major(before)}(?![.\\d])`, 'g'),
      `$1${major(version())}`,
    );
  if (renamed !== text) writeFileSync(path, renamed);
}
run('npx', '--no-install', 'prettier', '--write', 'CHANGELOG.md');
console.log(`${before} -> ${version()}`);

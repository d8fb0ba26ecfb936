'use strict';
// Rehearses the steps of a release in a copy of the project, up to the upload:
// npm refuses a package without the address of its repository, and takes it once
// that is written. Tests install and run what npm packs.
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, rmSync, symlinkSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'acr-release-'));
const env = {
  ...process.env,
  GITHUB_SERVER_URL: 'https://forge.example',
  GITHUB_REPOSITORY: 'owner/azure-acr-policy-pack',
};

function run(expected, command, ...args) {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: directory,
    env,
    encoding: 'utf8',
  });
  if (status === expected) return stdout + stderr;
  throw new Error(
    `It ended with ${status}, expected ${expected}:\n${stdout}${stderr}`,
  );
}

const left = new Set(['node_modules', 'dist', '.git', 'coverage']);
cpSync(root, directory, {
  recursive: true,
  filter: (file) => !left.has(file.slice(root.length + 1)),
});
symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
try {
  const publish = ['npm', 'publish', '--dry-run', '--access=public'];
  const refusal = run(1, ...publish);
  if (!refusal.includes('package.json: repository is not')) {
    throw new Error(`It was refused for another reason:\n${refusal}`);
  }
  run(0, 'node', 'scripts/release-metadata.js');
  run(
    0,
    'npm',
    'sbom',
    '--package-lock-only',
    '--omit=dev',
    '--sbom-format=cyclonedx',
  );
  run(0, ...publish);
  console.log('\nThe package can be published.');
} finally {
  rmSync(directory, { recursive: true });
}

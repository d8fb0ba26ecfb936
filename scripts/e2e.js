'use strict';
// Runs what needs the real tools, as far as they are on the PATH, and names the
// parts that are skipped because a tool is not there.
const { spawnSync } = require('node:child_process');
const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..');

/** The parts: what is run when all its tools are there. */
const parts = [
  {
    name: 'pulumi preview, up and policy analyze, with programs in TypeScript and YAML',
    tools: ['pulumi', 'pulumi-language-nodejs', 'pulumi-language-yaml'],
    tests: ['test/pulumi-cli.test.ts'],
  },
  {
    name: 'pulumi up with a fault in the pack',
    tools: ['pulumi', 'pulumi-language-nodejs', 'pulumi-language-yaml'],
    tests: ['test/faults.test.ts', '--testNamePattern', 'pulumi up'],
  },
  {
    name: 'cdktf synth',
    tools: ['cdktf'],
    tests: ['test/cdktf-cli.test.ts'],
  },
];

/** What no test is written for: said each time, so that nobody takes it for tested. */
const untested = [
  'pulumi with a program in Python: the pack sees what a program registers, not what it is written in',
  'pulumi with a program in Go: likewise',
  'terraform plan and terraform show -json: they need the provider azurerm, which is downloaded from its registry; plans that a real Terraform wrote are in test/fixtures/cli',
];

function isOnPath(tool) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

const failed = [];
const skipped = [];
if (!runNode(join(__dirname, 'build.js'))) process.exit(1);
for (const { name, tools, tests } of parts) {
  const missing = tools.filter((tool) => !isOnPath(tool));
  if (missing.length > 0) {
    skipped.push(`${name}: ${missing.join(', ')} not on the PATH`);
    continue;
  }
  console.log(`\n> ${name}`);
  if (!runNode(join(root, 'node_modules/jest/bin/jest.js'), ...tests)) {
    failed.push(name);
  }
}
for (const each of [...skipped, ...untested]) console.log(`SKIPPED ${each}`);
for (const each of failed) console.error(`FAILED ${each}`);
const ran = parts.length - skipped.length;
console.log(
  `${ran - failed.length} passed, ${failed.length} failed, ${skipped.length + untested.length} skipped`,
);
process.exitCode = failed.length > 0 || ran === 0 ? 1 : 0;

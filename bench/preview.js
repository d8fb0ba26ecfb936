'use strict';
// What a pack adds to a preview by the real Pulumi, of a program in JavaScript
// that declares nothing, beside the preview without a pack (the reference).
const { spawnSync } = require('node:child_process');
const {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { install, root } = require('./support/installed');
const { bin } = require('../package.json');

const packs = join(__dirname, 'packs');

function run(folder, args, environment) {
  const { status, error, stderr } = spawnSync('pulumi', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PULUMI_HOME: join(folder, '.pulumi-home'),
      PULUMI_BACKEND_URL: `file://${folder}`,
      PULUMI_CONFIG_PASSPHRASE: 'the stack has no secrets',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      ...environment,
    },
  });
  if (error || status !== 0) throw error ?? new Error(stderr);
}

/** A program with a stack, in a folder that is gone when the process is. */
function program() {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.pulumi-home'));
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: bench\nruntime: nodejs\n');
  writeFileSync(join(folder, 'package.json'), '{ "main": "index.js" }');
  writeFileSync(join(folder, 'index.js'), "require('@pulumi/pulumi');");
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  run(folder, ['stack', 'init', 'dev']);
  return folder;
}

module.exports = [
  {
    name: 'preview',
    rounds: 7,
    reference: 'no pack',
    units: { time: 'ms' },
    needs: () =>
      spawnSync('pulumi', ['version']).status === 0
        ? undefined
        : 'Pulumi is not on the PATH',
    subjects: () => {
      const folder = program();
      const directory = install();
      const previewing = (pack, { rounds, environment } = {}) => ({
        rounds,
        measure: () => {
          const args = pack === undefined ? [] : ['--policy-pack', pack];
          const start = process.hrtime.bigint();
          run(folder, ['preview', '--non-interactive', ...args], environment);
          return { time: Number(process.hrtime.bigint() - start) / 1e6 };
        },
      });
      return {
        'no pack': previewing(undefined),
        'this pack, executable': previewing(
          join(directory, bin['azure-acr-policies']),
        ),
        'this pack': previewing(directory),
        'empty pack': previewing(join(packs, 'empty')),
        'naive pack, compiled before': previewing(join(packs, 'naive')),
        'naive pack': previewing(join(packs, 'naive'), {
          rounds: 2,
          environment: { TS_NODE_CACHE: 'false' },
        }),
      };
    },
  },
];

void runDirectly(module);

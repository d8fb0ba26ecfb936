'use strict';
// A real `pulumi preview` of a small program beside one without a pack, and the
// analysis of 10,000 resources, 1 % registries, beside an empty pack.
const { spawnSync } = require('node:child_process');
const { symlinkSync } = require('node:fs');
const { join } = require('node:path');
const proto = require('@pulumi/pulumi/proto/analyzer_pb');
const { compare, install, program, root } = require('./measure');
const { temporaryDirectory } = require('./measure');
const { Pack, emptyPack } = require('./pack');
const { analyzeRequests } = require('./workloads');

/** As the engine's step generator: remediate, then analyze, one by one. */
async function analyze(pack, requests) {
  for (const request of requests) {
    await pack.call('remediate', request);
    await pack.call('analyze', request);
  }
}

const analyzing = (directory, requests, goals) => ({
  goals,
  measure: async () => {
    const pack = await Pack.boot(directory);
    await analyze(pack, requests.slice(0, 500));
    const before = await pack.used();
    await analyze(pack, requests);
    const { cpu, memory } = await pack.stop();
    return { cpu: cpu - before.cpu, memory };
  },
});

/** A program that declares nothing, with a stack. */
function pulumiProgram() {
  const { directory, write } = temporaryDirectory();
  write('Pulumi.yaml', 'name: bench\nruntime: nodejs\n');
  write('package.json', { main: 'index.js' });
  write('index.js', "require('@pulumi/pulumi');");
  write('.pulumi-home/.keep', '');
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const env = {
    PULUMI_HOME: join(directory, '.pulumi-home'),
    PULUMI_BACKEND_URL: `file://${directory}`,
    PULUMI_CONFIG_PASSPHRASE: 'the stack has no secrets',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  return (...args) => program('pulumi', args, { cwd: directory, env });
}

module.exports = async (rounds) => {
  const { directory, executable } = install();
  const requests = analyzeRequests(10_000, 0.01, proto);
  await compare('Analysis of 10,000 resources, 1 % registries', rounds, {
    'empty pack': analyzing(emptyPack, requests),
    'this pack': analyzing(directory, requests, { cpu: 1.05 }),
  });
  if (spawnSync('pulumi', ['version']).status !== 0) {
    console.log('\n`pulumi preview` was skipped: pulumi is not on the PATH.');
    return;
  }
  const pulumi = pulumiProgram();
  await pulumi('stack', 'init', 'dev');
  const preview = (...args) => ({
    measure: () => pulumi('preview', '--non-interactive', ...args),
  });
  await compare('`pulumi preview` of a small program', rounds, {
    'no pack': preview(),
    executable: {
      ...preview('--policy-pack', executable),
      goals: { time: 1.15 },
    },
    directory: preview('--policy-pack', directory),
    'empty pack': preview('--policy-pack', emptyPack),
  });
};

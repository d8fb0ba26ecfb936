'use strict';
// What the policy costs in a synthesis: app.synth() with it and without (the
// reference), for a mixed stack, of which one in a hundred resources is a
// registry, and for a stack of nothing else. All comply. Every sample is a
// process of its own.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { root } = require('./support/installed');

const program = join(__dirname, 'support/synthesis.js');

function synthesizing(...options) {
  return {
    measure: () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [program, ...options],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    },
  };
}

const stacks = ['cdktf', 'cdktn'].flatMap((library) => [
  { library, content: 'mixed', size: 100 },
  { library, content: 'mixed', size: 1_000 },
  { library, content: 'mixed', size: 10_000 },
  { library, content: 'registries', size: 10_000 },
]);

module.exports = stacks.map(({ library, content, size }) => ({
  name: `${library}, ${size} resources, ${content}`,
  rounds: 7,
  reference: 'without',
  units: { cpu: 'ms' },
  limits:
    content === 'mixed' && size === 10_000
      ? { enforceAcrPolicy: { cpu: 1.05 } }
      : {},
  subjects: () => {
    if (!existsSync(join(root, 'dist'))) require('../scripts/build.js');
    return Object.fromEntries(
      ['without', 'enforceAcrPolicy', 'AcrPolicyAspect'].map((way) => [
        way,
        synthesizing(library, content, size, way),
      ]),
    );
  },
}));

void runDirectly(module);

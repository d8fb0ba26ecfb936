'use strict';
// What the policy costs in a synthesis: app.synth() with it and without (the
// reference), for stacks of registries that comply. Every sample is a process of
// its own.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { root } = require('./support/installed');

const program = join(__dirname, 'support/synthesis.js');

function synthesizing(library, size, way) {
  return {
    measure: () => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [program, library, size, way],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    },
  };
}

module.exports = ['cdktf', 'cdktn'].flatMap((library) =>
  [100, 1_000, 10_000].map((size) => ({
    name: `${library}, ${size} registries`,
    rounds: 7,
    reference: 'without',
    units: { cpu: 'ms' },
    limits: size < 10_000 ? {} : { enforceAcrPolicy: { cpu: 1.05 } },
    subjects: () => {
      if (!existsSync(join(root, 'dist'))) require('../scripts/build.js');
      return Object.fromEntries(
        ['without', 'enforceAcrPolicy', 'AcrPolicyAspect'].map((way) => [
          way,
          synthesizing(library, size, way),
        ]),
      );
    },
  })),
);

void runDirectly(module);

'use strict';
// How long a pack takes to boot, from its start to its port, and how much of
// the processor and of memory: this one, an empty one that only loads the policy
// SDK (the reference), what Pulumi's runner takes by itself, and the pack that
// Pulumi's documentation teaches to write.
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { install, root } = require('./support/installed');
const { Pack } = require('./support/pack');
const { bin } = require('../package.json');

const packs = join(__dirname, 'packs');
const naive = { directory: join(packs, 'naive') };

/** A form of a pack, as a subject. */
function booting(form, rounds) {
  return {
    rounds,
    measure: async () => {
      const pack = await Pack.boot(form);
      const { cpu, memory } = await pack.stop();
      return { time: pack.bootTime, cpu, memory };
    },
  };
}

module.exports = [
  {
    name: 'boot',
    rounds: 15,
    reference: 'empty pack',
    units: { time: 'ms', cpu: 'ms', memory: 'MB' },
    limits: {
      'this pack': { time: 0.8, memory: 0.9 },
      'this pack, executable': { time: 0.35 },
    },
    subjects: () => {
      const directory = install();
      return {
        'empty pack': booting({ directory: join(packs, 'empty') }),
        'this pack': booting({ directory }),
        'this pack, executable': booting({
          directory,
          executable: join(directory, bin['azure-acr-policies']),
        }),
        'runner alone': booting({
          directory: join(root, 'test/fixtures/idle-pack'),
        }),
        // ts-node keeps what it has compiled in the folder for temporary files.
        'naive pack, compiled before': booting(naive),
        // As on a fresh machine; takes a quarter of a minute and a gigabyte.
        'naive pack': booting(
          { ...naive, environment: { TS_NODE_CACHE: 'false' } },
          2,
        ),
      };
    },
  },
];

void runDirectly(module);

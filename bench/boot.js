'use strict';
// The start of the pack, from its spawn to its port, against an empty compiled
// pack that only loads the policy SDK.
const { compare, install } = require('./measure');
const { Pack, emptyPack } = require('./pack');

const starting = (directory, executable, goals) => ({
  goals,
  measure: async () => {
    const pack = await Pack.boot(directory, executable);
    const { cpu, memory } = await pack.stop();
    return { time: pack.startTime, cpu, memory };
  },
});

module.exports = async (rounds) => {
  const { directory, executable } = install();
  await compare('Start of the pack', rounds, {
    'empty pack': starting(emptyPack),
    directory: starting(directory, undefined, { time: 0.7, memory: 0.9 }),
    executable: starting(directory, executable, { time: 0.25 }),
  });
};

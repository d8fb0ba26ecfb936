'use strict';
// Loaded before the command line (`node --require`), in its threads too: as many
// cores as PARALLELISM says, and a line on standard error for each thread.
const os = require('node:os');
const threads = require('node:worker_threads');

os.availableParallelism = () => Number(process.env.PARALLELISM);

if (threads.isMainThread) {
  threads.Worker = class extends threads.Worker {
    constructor(...args) {
      super(...args);
      process.stderr.write('started a thread\n');
    }
  };
} else if (process.env.FAULT === 'thread ends') {
  threads.parentPort.once('message', () => process.exit(0));
} else if (process.env.FAULT === 'thread runs out of memory') {
  threads.parentPort.once('message', () => {
    const kept = [];
    for (;;) kept.push(new Array(1e6).fill(kept.length));
  });
}

'use strict';
// Preloaded into a process (`node --require`): at SIGUSR2 it writes what memory
// it holds, in bytes, to the file that RECORD names. Garbage is collected
// before, for memory that is not asked for yet is no leak.
const { renameSync, writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
  collect();
  const file = process.env.RECORD;
  writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
  renameSync(`${file}.part`, file);
});

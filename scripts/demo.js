'use strict';
// The main job on a machine with nothing but Node: judges the example programs
// and prints what their authors would see.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

async function main() {
  if (!existsSync(join(__dirname, '../dist'))) require('./build.js');
  const { demoPulumi } = require('./demo/pulumi');
  const { demoCdktf } = require('./demo/cdktf');
  const isAsExpected = [await demoPulumi(), await demoCdktf()];
  if (!isAsExpected.every(Boolean)) {
    console.error('\nThe demo did not end as expected.');
    process.exitCode = 1;
  }
}

void main();

'use strict';
// The main job on a machine with only Node: checks the example programs with each
// entry point and prints what their authors would see.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const nextSteps = `Next:
  Pulumi           docs/pulumi.md          pulumi preview --policy-pack DIRECTORY
  CDKTF, CDKTN     docs/cdktf.md           enforceAcrPolicy(app)
  Terraform, CI    docs/cli.md, docs/ci.md acr-policy check .
  configure it     docs/configuration.md   presets, levels, exemptions
`;

async function main() {
  if (!existsSync(join(__dirname, '../dist'))) require('./build.js');
  const { demoCommand } = require('./demo/command');
  const { demoPulumi } = require('./demo/pulumi');
  const { demoCdktf } = require('./demo/cdktf');
  const isAsExpected = [demoCommand(), await demoPulumi(), await demoCdktf()];
  console.log(nextSteps);
  if (!isAsExpected.every(Boolean)) {
    console.error('The demo did not end as expected.');
    process.exitCode = 1;
  }
}

void main();

'use strict';
// Measures and prints ratios: npm run bench -- [boot|preview|synth|check] [--rounds N]
const { cpus, loadavg } = require('node:os');
const { parseArgs } = require('node:util');

const all = ['boot', 'preview', 'synth', 'check'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '9' } },
});
const rounds = Number(values.rounds);
const unknown = positionals.filter((name) => !all.includes(name));

async function main() {
  if (unknown.length > 0 || !(rounds >= 1)) {
    console.error(`usage: npm run bench -- [${all.join('|')}] [--rounds N]`);
    process.exitCode = 2;
    return;
  }
  require('../scripts/build.js');
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}`,
  );
  for (const name of positionals.length > 0 ? positionals : all) {
    await require(`./${name}`)(rounds);
  }
}

void main();

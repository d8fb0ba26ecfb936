'use strict';
// Measures everything, prints it and writes it down:
// npm run bench -- [names of files, all if left out]
const { mkdirSync, readdirSync, writeFileSync } = require('node:fs');
const { cpus, totalmem } = require('node:os');
const { join } = require('node:path');
const { run } = require('./support/bench');

const names = process.argv.slice(2);
const files = readdirSync(__dirname).filter(
  (file) =>
    file.endsWith('.js') &&
    file !== 'index.js' &&
    (names.length === 0 || names.includes(file.replace('.js', ''))),
);

const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  processors: cpus().length,
  processor: cpus()[0]?.model,
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
};

async function main() {
  const date = new Date().toISOString();
  const results = [];
  for (const file of files) {
    for (const bench of require(join(__dirname, file))) {
      results.push(await run(bench));
    }
  }
  const folder = join(__dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${date.replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify({ date, machine, results }, null, 2));
  console.log(`\nWritten to ${file}`);
}

void main();

'use strict';
// Tries random inputs on every reader and on the command: npm run fuzz --
// --runs 1000000 --seed 1. What the inputs are is in test/support/fuzz-targets.ts.
const { join } = require('node:path');
const { parseArgs } = require('node:util');
require('./support/typescript');

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() | 0) },
  },
});

async function main() {
  const { fuzz } = require(join(__dirname, '../test/support/fuzz.ts'));
  const start = performance.now();
  console.log(`seed ${values.seed}`);
  let total = 0;
  for await (const result of fuzz(Number(values.runs), Number(values.seed))) {
    const { name, inputs, slowest, heap } = result;
    total += inputs;
    console.log(
      `${inputs} ${name}: slowest ${slowest.toFixed(1)} ms, heap ${Math.round(heap / 1e6)} MB`,
    );
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${total} inputs in ${seconds} s, nothing found`);
}

void main();

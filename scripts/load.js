'use strict';
// 100,000 Analyze calls, 64 at a time, on the compiled pack, whose heap may not
// grow past a limit; and a stack of 20,000 resources: npm run load
const { join } = require('node:path');
require('./support/typescript');

const calls = Number(process.env.LOAD_CALLS ?? 100_000);
const stack = Number(process.env.LOAD_STACK ?? 20_000);
/** Of the pack's process while it is asked, in MB. */
const heapLimit = Number(process.env.LOAD_HEAP ?? 128);
const atOnce = 64;
/** What it holds may grow by this after three tenths of the calls. */
const growth = 1.05;

const flags = `--max-old-space-size=${heapLimit}`;

async function main() {
  const { analyzeMany, analyzeOneStack, openAmong } = require(
    join(__dirname, '../test/support/load.ts'),
  );
  const result = await analyzeMany(calls, atOnce, flags);
  const { blocked, seconds, memory } = result;
  console.log(
    `${result.calls} of ${calls} calls answered, ${atOnce} at a time, in ${seconds.toFixed(1)} s; ` +
      `${blocked} of ${openAmong(calls)} open registries blocked`,
  );
  console.log('after each tenth of the calls, garbage collected:');
  for (const each of memory) console.log(`  ${sizesOf(each)}`);
  const large = await analyzeOneStack(stack);
  console.log(
    `a stack of ${stack} resources in ${large.seconds.toFixed(1)} s, ${sizesOf(large.memory)}`,
  );
  const isFlat = (size) => size(memory.at(-1)) <= size(memory[2]) * growth;
  if (
    result.calls !== calls ||
    blocked !== openAmong(calls) ||
    !isFlat(({ heap }) => heap) ||
    !isFlat(({ resident }) => resident)
  ) {
    throw new Error('calls were lost, or memory grows');
  }
}

const sizesOf = ({ heap, resident }) =>
  `heap ${heap.toFixed(1)} MB, resident ${resident.toFixed(1)} MB`;

void main();

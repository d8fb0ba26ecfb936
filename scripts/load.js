'use strict';
// 100,000 Analyze calls, 64 at a time, and a stack of 20,000 resources on the
// compiled pack: npm run load
const { join } = require('node:path');
require('./support/typescript');

const calls = Number(process.env.LOAD_CALLS ?? 100_000);
const stack = Number(process.env.LOAD_STACK ?? 20_000);
const atOnce = 64;
/** What lives in the heap may grow by this between a tenth of the calls and all. */
const growth = 1.1;

async function main() {
  const { analyzeMany, analyzeOneStack, openAmong } = require(
    join(__dirname, '../test/support/load.ts'),
  );
  const result = await analyzeMany(calls, atOnce);
  const { blocked, seconds, heap } = result;
  console.log(
    `${result.calls} of ${calls} calls answered, ${atOnce} at a time, in ${seconds.toFixed(1)} s; ` +
      `${blocked} of ${openAmong(calls)} open registries blocked; ` +
      `heap ${heap.map(inMegabytes).join(', ')} (a tenth, half, all answered)`,
  );
  const large = await analyzeOneStack(stack);
  console.log(
    `a stack of ${stack} resources in ${large.seconds.toFixed(1)} s, heap ${inMegabytes(large.heap)}`,
  );
  const [first, , last] = heap;
  if (
    result.calls !== calls ||
    blocked !== openAmong(calls) ||
    last > first * growth
  ) {
    throw new Error('calls were lost, or the heap grows');
  }
}

const inMegabytes = (size) => `${size.toFixed(1)} MB`;

void main();

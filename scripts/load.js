'use strict';
// 100,000 Analyze calls, 64 at a time, and a stack of 20,000 resources on the
// compiled pack: npm run load
const { join } = require('node:path');
require('./support/typescript');

const calls = Number(process.env.LOAD_CALLS ?? 100_000);
const stack = Number(process.env.LOAD_STACK ?? 20_000);
const atOnce = 64;
/** What the memory may grow by between a tenth of the calls and all. */
const growth = 1.25;

async function main() {
  const { analyzeMany, analyzeOneStack, openAmong } = require(
    join(__dirname, '../test/support/load.ts'),
  );
  const result = await analyzeMany(calls, atOnce);
  const { blocked, seconds, memory } = result;
  console.log(
    `${result.calls} of ${calls} calls answered, ${atOnce} at a time, in ${seconds.toFixed(1)} s; ` +
      `${blocked} of ${openAmong(calls)} open registries blocked; ` +
      `memory ${memory.join(', ')} MB (a tenth, half, all answered)`,
  );
  const large = await analyzeOneStack(stack);
  console.log(
    `a stack of ${stack} resources in ${large.seconds.toFixed(1)} s, memory ${large.memory} MB`,
  );
  const [first, , last] = memory;
  if (
    result.calls !== calls ||
    blocked !== openAmong(calls) ||
    last > first * growth
  ) {
    throw new Error('calls were lost, or the memory grows');
  }
}

void main();

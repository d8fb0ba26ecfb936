#!/usr/bin/env node
import { exitCodes } from './exit-codes';
import { run } from './run';

const { stdin, stdout, stderr, env } = process;
const terminal = { stdin, stdout, stderr, env, cwd: process.cwd() };

// Node ends a process that waits for nothing with this code, whatever is still
// to be done: a run that does not come to its end approves nothing.
process.exitCode = exitCodes.unusable;

void run(process.argv.slice(2), terminal).then((exitCode) => {
  process.exitCode = exitCode;
});

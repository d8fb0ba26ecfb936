#!/usr/bin/env node
import { run } from './run';

const { stdin, stdout, stderr, env } = process;
const terminal = { stdin, stdout, stderr, env, cwd: process.cwd() };

void run(process.argv.slice(2), terminal).then((exitCode) => {
  process.exitCode = exitCode;
});

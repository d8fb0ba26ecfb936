#!/usr/bin/env node
import { join } from 'node:path';
import { servePack } from './pack';

// The pack as an executable file, which Pulumi starts directly since 3.255, with
// the program for its working directory; no language host and no ts-node are in
// the way. The argument, the engine's address, is of no use to a policy server:
// it is the engine that calls.
process.chdir(join(__dirname, '../..'));
servePack();

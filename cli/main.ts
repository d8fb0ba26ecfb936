#!/usr/bin/env node
import { createCli } from './index';

void createCli().main();

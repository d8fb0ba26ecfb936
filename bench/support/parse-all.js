'use strict';
// Reads and parses every file in a folder, and nothing else.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder] = process.argv.slice(2);
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith('.json')) continue;
  JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

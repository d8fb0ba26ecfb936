'use strict';
// Writes a rule, its page and its table from scripts/templates.
const { existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { filesOfRule, kinds } = require('./support/new-rule.js');

const root = join(__dirname, '..');
const {
  values: { kind },
  positionals: [name = ''],
} = parseArgs({
  options: { kind: { type: 'string', default: 'registry' } },
  allowPositionals: true,
});

if (
  !/^Azure\.ACR\.[A-Z][A-Za-z]+$/.test(name) ||
  name.length > 35 ||
  !kinds.includes(kind)
) {
  console.error(
    `Usage: npm run create-rule -- Azure.ACR.<Name> [--kind ${kinds.join(' | ')}]\n` +
      `<Name> is letters, the first a capital, the whole at most 35 characters; got ${JSON.stringify(name)} of the kind ${JSON.stringify(kind)}.`,
  );
  process.exit(2);
}

const files = filesOfRule(name, kind);

const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) {
  console.error(`There already: ${taken.join(', ')}. Nothing was written.`);
  process.exit(1);
}

for (const [file, text] of Object.entries(files)) {
  writeFileSync(join(root, file), text);
  console.log(`Wrote ${file}`);
}

require('./generate-docs.js');
console.log('Next: fill in what says TODO, then run "npm test".');

'use strict';
// Writes a rule, its page and its table from scripts/templates.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const [name = ''] = process.argv.slice(2);
const [, short] = /^Azure\.ACR\.([A-Z][A-Za-z]+)$/.exec(name) ?? [];

if (short === undefined || name.length > 35) {
  console.error(
    `Usage: npm run create-rule -- Azure.ACR.<Name>\n` +
      `<Name> is letters, the first a capital, the whole at most 35 characters; got ${JSON.stringify(name)}.`,
  );
  process.exit(2);
}

const files = {
  [`shared/rules/${name}.ts`]: 'rule.ts.txt',
  [`docs/rules/${name}.md`]: 'page.md.txt',
  [`test/shared/rules/${name}.test.ts`]: 'test.ts.txt',
};

const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) {
  console.error(`There already: ${taken.join(', ')}. Nothing was written.`);
  process.exit(1);
}

for (const [file, template] of Object.entries(files)) {
  const text = readFileSync(join(__dirname, 'templates', template), 'utf8')
    .replaceAll('{{name}}', name)
    .replaceAll('{{constant}}', `acr${short}`);
  writeFileSync(join(root, file), text);
  console.log(`Wrote ${file}`);
}

require('./generate-docs.js');
console.log('Next: fill in what says TODO, then run "npm test".');

'use strict';
// The whole gate, in the order in which a failure is cheapest: types, lint,
// generated files, tests. Arguments go to jest and then only jest runs.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const jestArguments = process.argv.slice(2);

const bin = (packageName, file) =>
  join(root, 'node_modules', packageName, file);

const steps = [
  ['types', bin('typescript', 'bin/tsc'), ['--project', 'tsconfig.json']],
  ['lint', bin('eslint', 'bin/eslint.js'), ['.', '--max-warnings', '0']],
  ['format', bin('prettier', 'bin/prettier.cjs'), ['--check', '.']],
  [
    'spelling',
    bin('cspell', 'bin.mjs'),
    ['lint', '--no-progress', '--no-summary'],
  ],
];

function run(name, script, args) {
  console.log(`\n> ${name}`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(`\nThe step "${name}" failed.`);
    process.exit(status ?? 1);
  }
}

if (jestArguments.length === 0) for (const step of steps) run(...step);
// The tests boot the compiled pack: it must be the one of these sources.
run('build', join(__dirname, 'build.js'), []);
if (jestArguments.length === 0) {
  run('generated files', join(__dirname, 'generate-docs.js'), ['--check']);
  run('API docs', bin('typedoc', 'bin/typedoc'), ['--emit', 'none']);
}
run('tests', bin('jest', 'bin/jest.js'), jestArguments);

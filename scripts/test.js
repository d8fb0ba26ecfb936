'use strict';
// The whole gate: the checks that need no compiled pack beside those that build it,
// then the tests. Arguments go to jest; then only jest runs, on a fresh build.
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const jestArguments = process.argv.slice(2);

const bin = (packageName, file) =>
  join(root, 'node_modules', packageName, file);

const build = ['build', join(__dirname, 'build.js')];

/** Two rows of steps, which run side by side. */
const checks = [
  [
    ['types', bin('typescript', 'bin/tsc'), '--project', 'tsconfig.json'],
    // The tests boot the compiled pack: it must be the one of these sources.
    build,
    ['generated files', join(__dirname, 'generate-docs.js'), '--check'],
    ['API docs', bin('typedoc', 'bin/typedoc'), '--emit', 'none'],
    ['format', bin('prettier', 'bin/prettier.cjs'), '--check', '.'],
  ],
  [
    ['lint', bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'],
    [
      'spelling',
      bin('cspell', 'bin.mjs'),
      ...['lint', '--no-progress', '--no-summary'],
    ],
  ],
];

/** Runs a step and prints its output once it has ended. */
function run([name, script, ...args]) {
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root });
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('close', (status) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      console.log(`\n> ${name} (${seconds} s)\n${output.trimEnd()}`);
      if (status === 0) return resolve();
      console.error(`\nThe step "${name}" failed.`);
      process.exit(status ?? 1);
    });
  });
}

async function runAll(steps) {
  for (const step of steps) await run(step);
}

async function main() {
  if (jestArguments.length > 0) await run(build);
  else await Promise.all(checks.map(runAll));
  console.log('\n> tests');
  const jest = [bin('jest', 'bin/jest.js'), ...jestArguments];
  spawn(process.execPath, jest, { cwd: root, stdio: 'inherit' }).once(
    'exit',
    (status) => {
      process.exitCode = status ?? 1;
    },
  );
}

void main();

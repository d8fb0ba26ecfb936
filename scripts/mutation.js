'use strict';
// Changes the sources in one place at a time and runs the tests that see the
// place: npm run mutation -- core|pulumi|aspect|cli [--mutate GLOB]... [--every N]
// With --every, a sample: one mutant of N.
const { readdirSync } = require('node:fs');
const { join, relative } = require('node:path');
const { parseArgs } = require('node:util');
const { isChosen } = require('./mutation/sample');
const { isTest, leaveOut, scopes, substitutes } = require('./mutation/scopes');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutate: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
  },
});

const root = join(__dirname, '..');

const every = Number(values.every);

async function main() {
  process.chdir(root);
  const { Stryker } = await import('@stryker-mutator/core');
  const names = positionals.length === 0 ? Object.keys(scopes) : positionals;
  for (const name of names) {
    const { mutate, without, threshold } = scopes[name];
    console.log(`\n> ${name}`);
    const results = await new Stryker({
      mutate: values.mutate ?? mutate,
      testRunner: 'circus',
      plugins: ['./scripts/mutation/runner.js'],
      coverageAnalysis: 'perTest',
      circus: { testFiles: testFiles(without), substitutes, leaveOut, every },
      ignorePatterns: ['coverage', 'dist', 'docs/api', 'examples', 'bench'],
      concurrency: 1,
      timeoutMS: 5_000,
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName: `coverage/mutation-${name}.json` },
      tempDirName: `coverage/stryker-${name}`,
      thresholds: { high: 95, low: 85, break: null },
      warnings: { slow: false },
    }).runMutationTest();
    report(
      results.filter(({ id }) => isChosen(id, every)),
      threshold,
    );
  }
}

/** Says what came of the mutants, by file and in all, and what nothing killed. */
function report(mutants, threshold) {
  for (const mutant of mutants) {
    if (!['Survived', 'NoCoverage'].includes(mutant.status)) continue;
    const { fileName, location, mutatorName, replacement, status } = mutant;
    const { line, column } = location.start;
    console.log(
      `${status} ${relative(root, fileName)}:${line}:${column} ${mutatorName}: ${replacement}`,
    );
  }
  const tallies = {};
  for (const { fileName, status } of mutants) {
    for (const key of [relative(root, fileName), 'all']) {
      tallies[key] ??= {
        mutants: 0,
        killed: 0,
        timeout: 0,
        survived: 0,
        error: 0,
      };
      const tally = tallies[key];
      const column = columns[status];
      if (column === undefined) continue;
      tally.mutants++;
      tally[column]++;
      tally.score = percent(tally);
    }
  }
  console.table(tallies);
  if (every > 1) console.log(`A sample: every mutant of ${every}.`);
  if (tallies.all.score < threshold) {
    console.error(`The score is below ${threshold} %.`);
    process.exitCode = 1;
  }
}

const columns = {
  Killed: 'killed',
  Timeout: 'timeout',
  Survived: 'survived',
  NoCoverage: 'survived',
  RuntimeError: 'error',
};

/** A mutant that no test could be run against counts as one that survived. */
const percent = ({ mutants, killed, timeout }) =>
  Math.round((1000 * (killed + timeout)) / mutants) / 10;

function testFiles(without) {
  return readdirSync(join(root, 'test'), { recursive: true })
    .map((file) => `test/${file}`)
    .filter((file) => isTest(file, without))
    .sort();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

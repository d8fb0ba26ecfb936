'use strict';

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  // Types are checked by tsc; swc only strips them.
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Compiled files are tested too, but hold no tests of their own.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/'],
};

const pattern = (...names) => `/test/(${names.join('|')})\\.test\\.ts$`;

/** Docs, packaging, examples and generated files. */
const repository = pattern('repository/.*');

/** Tests of the core that start a process or try random inputs for seconds. */
const slow = pattern(
  'shared/(.*/)?(loading|properties|limits|work)',
  'shared/configuration/configuration-schema',
  'shared/terraform/repeated-names',
);

/** The core: no process, no real app. */
const unit = pattern('shared/.*');

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testRegex: unit,
      testPathIgnorePatterns: [slow],
    },
    { ...shared, displayName: 'repository', testRegex: repository },
    // Everything else: booted packs, real apps, started processes.
    {
      ...shared,
      displayName: 'hosts',
      testRegex: `^(?!.*${unit})(?!.*${repository}).*\\.test\\.ts$|${slow}`,
    },
  ],
  // By default Jest leaves one core idle, and with two cores runs one file at a time.
  // Most tests wait for a process, and each has files and ports of its own.
  maxWorkers: '100%',
  // Processes of Pulumi and CDKTF take seconds to start. Jest reads this here only.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/tally-reporter.js'],
};

'use strict';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
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
  // Real programs are booted: a process of Pulumi's or CDKTF's takes seconds.
  testTimeout: 120_000,
  // The compiled pack is tested too, never as a second set of tests.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/examples/'],
  reporters: ['default', '<rootDir>/test/support/tally-reporter.js'],
};

'use strict';
const { join } = require('node:path');
const base = require('../../jest.config');

/** The tests of the core, which need no process of their own: a mutant is judged in moments. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: join(__dirname, '../..'),
  testMatch: [
    '<rootDir>/test/rules/**/*.test.ts',
    ...['exemptions', 'message', 'rules', 'repair', 'presets', 'ternary'].map(
      (name) => `<rootDir>/test/${name}.test.ts`,
    ),
  ],
  reporters: [],
};

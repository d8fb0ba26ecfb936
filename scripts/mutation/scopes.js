'use strict';
/** What compiles, measures or starts other programs does not see a mutant. */
const blind =
  /\/(cli-action|links|package|supply-chain|demo|load|faults|coverage|examples|pack-start|arm-loading|cdktf-cli|pulumi-cli[-a-z]*|long-texts|snippets)\.test/;

/** Random inputs in numbers that take seconds. Those of `arm-properties` don't: they count, of a fixed seed. */
const random =
  /\/(fuzz|parity|properties|terraform-properties|cdktf-property|configuration-schema)\.test/;

/** Tests of hosts that see little of the core that its own tests do not, and take long. */
const slowForCore =
  /\/(cdktf-|pulumi-(?!properties|remediation|surfaces)|cli-large)/;

/** Tests that load no host, or another one. */
const outside = (other) =>
  new RegExp(`/(?:arm|cli|terraform|${other})\\b|/rules/`);

/** What is changed, which tests are left out, and the score in per cent below which a run fails. */
exports.scopes = {
  core: { mutate: ['shared/**/*.ts'], without: slowForCore, threshold: 95 },
  pulumi: {
    mutate: ['pulumi-policy/**/*.ts'],
    without: outside('cdktf'),
    threshold: 85,
  },
  aspect: {
    mutate: ['cdktf-aspect/**/*.ts'],
    without: outside('pulumi'),
    threshold: 85,
  },
  cli: { mutate: ['cli/**/*.ts'], without: /cdktf|pulumi-/, threshold: 85 },
};

exports.isTest = (file, without) =>
  file.endsWith('.test.ts') &&
  ![blind, random, without].some((pattern) => pattern.test(file));

exports.leaveOut = [
  // Random inputs.
  'any JSON at all is read without a fault',
  // Reads the sources, which are not as they are written here.
  'every sentence in',
  // Measurements.
  'copies of copies of copies end',
  'nesting without end is refused',
  'many of them cost no more than their number',
  // What threads say is the same in every format.
  'in the format (?!pretty)\\w+ threads',
  // Starts the command in a terminal.
  'a terminal gets colour',
  'NO_COLOR takes it away',
];

/** What starts a process, and what does the same in the process of the mutant. */
exports.substitutes = {
  'test/support/start-cli.ts': 'scripts/mutation/call-cli.ts',
  'test/support/start-threads.ts': 'scripts/mutation/call-threads.ts',
  'test/support/start-pack.ts': 'scripts/mutation/call-pack.ts',
  'test/support/load-policy-sdk.ts': 'scripts/mutation/call-load-sdk.ts',
};

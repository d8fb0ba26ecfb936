'use strict';
// What the command line takes to judge documents of registries, beside what Node
// takes to read and parse them (the reference): each a process of its own.
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const {
  cdktfStack,
  ownRange,
  temporaryFolder,
} = require('./support/documents');
const { firewallOnly } = require('./support/firewall-only');
const { install } = require('./support/installed');
const { node } = require('./support/process');
const { bin } = require('../package.json');

const parsing = (file) =>
  node(
    '-e',
    `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`,
  );

const atMost = (time, ...subjects) =>
  Object.fromEntries(subjects.map((subject) => [subject, { time }]));

const limits = {
  10_000: atMost(
    3,
    'all closed',
    'all open',
    'firewall only, all closed',
    'firewall only, all open',
  ),
  100_000: atMost(2, 'firewall only, all closed'),
};

module.exports = [1, 1_000, 10_000, 100_000].map((count) => ({
  name: `acr-policy check, ${count} registries`,
  rounds: count > 10_000 ? 5 : 9,
  reference: 'JSON.parse',
  units: { time: 'ms', cpu: 'ms', memory: 'MB' },
  limits: limits[count] ?? {},
  subjects: () => {
    const acrPolicy = join(install(), bin['acr-policy']);
    const { write } = temporaryFolder();
    const config = write('policy.json', firewallOnly());
    const open = write('open/cdk.tf.json', cdktfStack(count, true));
    const closed = write('closed/cdk.tf.json', cdktfStack(count, false));
    const different = write(
      'different/cdk.tf.json',
      cdktfStack(count, false, ownRange),
    );
    const check = (...args) => node(acrPolicy, 'check', ...args);
    return {
      'JSON.parse': parsing(open),
      'all closed': check(closed),
      'all closed, no two alike': check(different),
      'all open': check(open),
      'all open, json': check(open, '--format', 'json'),
      'all open, sarif': check(open, '--format', 'sarif'),
      'firewall only, all closed': check(closed, '--config', config),
      'firewall only, all open': check(open, '--config', config),
    };
  },
}));

void runDirectly(module);

'use strict';
// What one check of a whole company takes, with all cores and with one, beside
// what it takes to read and parse the same files (the reference).
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { fleet } = require('./support/fleet');
const { install } = require('./support/installed');
const { node } = require('./support/process');
const { bin } = require('../package.json');

const support = (name) => join(__dirname, 'support', name);

module.exports = [200, 2_000].map((stacks) => ({
  name: `acr-policy check, ${stacks} stacks of 100 resources`,
  rounds: 5,
  reference: 'JSON.parse',
  units: { time: 'ms', cpu: 'ms', memory: 'MB' },
  limits: {},
  subjects: () => {
    const acrPolicy = join(install(), bin['acr-policy']);
    const folder = fleet(stacks);
    return {
      'JSON.parse': node(support('parse-all.js'), folder),
      'all cores': node(acrPolicy, 'check', folder),
      'one core': node(
        '--require',
        support('one-core.js'),
        acrPolicy,
        'check',
        folder,
      ),
    };
  },
}));

void runDirectly(module);

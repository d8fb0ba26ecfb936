'use strict';
// The command line beside tools that can ask the same of a plan of Terraform's:
// Checkov with the one check that comes near, and conftest with a rule in Rego.
// The reference is acr-policy with its firewall rule alone. What is not on the
// PATH is left out.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { plan, temporaryFolder } = require('./support/documents');
const { firewallOnly } = require('./support/firewall-only');
const { install } = require('./support/installed');
const { node, program } = require('./support/process');
const { bin } = require('../package.json');

const tools = {
  conftest: {
    start: (file) =>
      program('conftest', 'test', file, '--policy', join(__dirname, 'peers')),
  },
  checkov: {
    // Takes seconds for one, and minutes for ten thousand.
    most: 1,
    start: (file) => ({
      rounds: 3,
      ...program(
        'checkov',
        ...['--file', file, '--framework', 'terraform_plan', '--compact'],
        ...['--check', 'CKV_AZURE_139', '--quiet'],
      ),
    }),
  },
};

const isThere = (tool) =>
  spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;

module.exports = [1, 10_000].map((count) => ({
  name: `peers, ${count} registries`,
  rounds: 9,
  reference: 'acr-policy, firewall only',
  units: { time: 'ms' },
  needs: () =>
    Object.keys(tools).some(isThere)
      ? undefined
      : `none of ${Object.keys(tools).join(', ')} is on the PATH`,
  subjects: () => {
    const acrPolicy = join(install(), bin['acr-policy']);
    const { write } = temporaryFolder();
    const config = write('policy.json', firewallOnly());
    const open = write('plan.json', plan(count, true));
    const subjects = {
      'acr-policy, firewall only': node(
        ...[acrPolicy, 'check', open, '--config', config],
      ),
      'acr-policy': node(acrPolicy, 'check', open),
    };
    for (const [tool, { start, most = Infinity }] of Object.entries(tools)) {
      if (count > most) continue;
      if (isThere(tool)) subjects[tool] = start(open);
      else console.log(`\n${tool} is left out: it is not on the PATH.`);
    }
    return subjects;
  },
}));

void runDirectly(module);

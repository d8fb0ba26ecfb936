'use strict';
// The files of a new rule, from scripts/templates.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const templates = join(__dirname, '../templates');

/** The example of each kind of child: a setting, and what a rule may ask of it. */
const children = {
  replication: {
    class: 'Replication',
    field: 'location',
    property: 'location',
    good: 'westeurope',
    bad: 'eastus',
    unset: 'fail',
  },
  token: {
    class: 'Token',
    field: 'tokenStatus',
    property: 'status',
    good: 'disabled',
    bad: 'enabled',
    unset: 'fail',
  },
  webhook: {
    class: 'Webhook',
    field: 'serviceUri',
    property: 'serviceUri',
    good: 'https://receiver.example.com',
    bad: 'http://receiver.example.com',
    unset: 'unknown',
  },
  cacheRule: {
    class: 'CacheRule',
    field: 'sourceRepository',
    property: 'sourceRepository',
    good: 'mcr.microsoft.com/hello-world',
    bad: 'docker.io/library/nginx',
    unset: 'unknown',
  },
};

/** The kinds of resources that a rule may evaluate. */
const kinds = ['registry', ...Object.keys(children)];

/**
 * The texts of a rule, its page and its table of tests, by their paths.
 *
 * @param name `Azure.ACR.Example`
 * @param kind one of the kinds
 */
function filesOfRule(name, kind = 'registry') {
  const values = {
    name,
    constant: `acr${name.slice(name.lastIndexOf('.') + 1)}`,
    kind,
    ...children[kind],
  };
  const start = kind === 'registry' ? '' : 'child-';
  const textOf = (template) =>
    readFileSync(join(templates, `${start}${template}`), 'utf8').replaceAll(
      /\{\{(\w+)\}\}/g,
      (_, key) => values[key],
    );
  return {
    [`shared/rules/${name}.ts`]: textOf('rule.ts.txt'),
    [`docs/rules/${name}.md`]: textOf('page.md.txt'),
    [`test/shared/rules/${name}.test.ts`]: textOf('test.ts.txt'),
  };
}

module.exports = { filesOfRule, kinds };

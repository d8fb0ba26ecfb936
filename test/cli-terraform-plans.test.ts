import { judgeWithCli } from './support/cli';
import type { Outcome } from './support/neutral';

const type = 'azurerm_container_registry';
const web = `${type}.web`;

/** A change that creates a registry, unless `more` says what else it does. */
const change = (after: object, unknown: object, more: object = {}) => ({
  actions: ['create'],
  before: null,
  after: { sku: 'Premium', ...after },
  after_unknown: unknown,
  ...more,
});
const update = { actions: ['update'], before: { sku: 'Premium' } };
const replacement = { actions: ['delete', 'create'], before: {} };

const changed = (made: object, address = web) => ({
  address,
  mode: 'managed',
  type,
  name: 'web',
  change: made,
});

/** A plan with what was written for `web`. */
const plan = (made: object, expressions?: object, more: object = {}) => ({
  format_version: '1.2',
  resource_changes: [changed(made)],
  ...(expressions === undefined
    ? {}
    : {
        configuration: {
          root_module: {
            resources: [
              { mode: 'managed', type, name: 'web', expressions },
              // Its expressions are not the registry's.
              { mode: 'data', type, name: 'web', expressions: {} },
            ],
          },
        },
      }),
  ...more,
});

/** A module that holds a registry with what was written for it. */
const moduleWith = (expressions: object, more: object = {}) => ({
  module: {
    resources: [{ mode: 'managed', type, name: 'web', expressions }],
    ...more,
  },
});

const isComputed = { network_rule_set: true };
const waits = { references: ['local.rules'] };

describe('what a plan does not know of a registry', () => {
  test.each<[situation: string, document: object, outcome: Outcome]>([
    [
      'nothing written: a new one gets no rules',
      plan(change({}, isComputed), {}),
      'fail',
    ],
    [
      'nothing written: one that is replaced gets none',
      plan(change({}, isComputed, replacement), {}),
      'fail',
    ],
    [
      'nothing written: one that is there keeps what it has',
      plan(change({}, isComputed, update), {}),
      'unknown',
    ],
    [
      'written, and it refers to something',
      plan(change({}, isComputed), { network_rule_set: waits }),
      'unknown',
    ],
    [
      'written as a literal, which a provider leaves as it is',
      plan(change({}, isComputed), {
        network_rule_set: { constant_value: null },
      }),
      'fail',
    ],
    [
      'written, and the plan does not tell what it refers to',
      plan(change({}, isComputed), { network_rule_set: { references: 7 } }),
      'unknown',
    ],
    [
      'the plan does not tell what was written',
      plan(change({}, isComputed)),
      'unknown',
    ],
    [
      'the action of a rule set whose rules are known',
      plan(
        change(
          { network_rule_set: [{ ip_rule: [] }] },
          {
            network_rule_set: [{ default_action: true }],
          },
        ),
        { network_rule_set: [{ default_action: waits }] },
      ),
      'unknown',
    ],
    [
      'a part of a rule set whose action is known',
      plan(
        change(
          { network_rule_set: [{ default_action: 'Deny' }] },
          {
            network_rule_set: [{ ip_rule: [{ ip_range: true }] }],
          },
        ),
        { network_rule_set: [{ ip_rule: [{ ip_range: waits }] }] },
      ),
      'pass',
    ],
    [
      'nothing of a rule set that is marked',
      plan(
        change(
          { network_rule_set: [{ default_action: 'Deny' }] },
          {
            network_rule_set: [{}],
          },
        ),
        { network_rule_set: [{}] },
      ),
      'pass',
    ],
  ])('%s', async (_situation, document, outcome) => {
    const outcomes = await judgeWithCli({ 'plan.json': document });
    expect(outcomes).toEqual({ [web]: outcome });
  });
});

test('what was written is looked up in the module that a registry is in', async () => {
  const addresses = [`module.a.module.b.${web}`, `module.ab.${web}`];
  const outcomes = await judgeWithCli({
    'plan.json': {
      format_version: '1.2',
      resource_changes: addresses.map((address) =>
        changed(change({}, isComputed), address),
      ),
      configuration: {
        root_module: {
          module_calls: {
            a: {
              module: {
                module_calls: { b: moduleWith({ network_rule_set: waits }) },
              },
            },
            ab: moduleWith({}),
          },
        },
      },
    },
  });
  expect(outcomes).toEqual({
    [`module.a.module.b.${web}`]: 'unknown',
    [`module.ab.${web}`]: 'fail',
  });
});

describe('where Terraform leaves something out', () => {
  test('a registry that is only forgotten is none', async () => {
    const forgotten = plan({ actions: ['forget'], before: {}, after: null });
    expect(await judgeWithCli({ 'plan.json': forgotten })).toEqual({});
  });

  test.each<[situation: string, document: object, address: string]>([
    [
      'a registry without an address has its type and name',
      {
        format_version: '1.2',
        resource_changes: [
          { type, name: 'web', change: change({}, {}) },
          'nothing',
        ],
      },
      web,
    ],
    [
      'a registry without a name has its type',
      {
        format_version: '1.2',
        resource_changes: [{ type, change: change({}, {}) }],
      },
      `${type}.`,
    ],
    [
      'lists that are none hold nothing',
      {
        format_version: '1.2',
        resource_changes: 'nothing',
        values: {
          root_module: {
            resources: [{ type, name: 'web', address: web, values: {} }],
            child_modules: {},
          },
        },
      },
      web,
    ],
  ])('%s', async (_situation, document, address) => {
    expect(Object.keys(await judgeWithCli({ 'plan.json': document }))).toEqual([
      address,
    ]);
  });
});

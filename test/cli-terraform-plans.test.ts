import { judgeWithCli } from './support/cli';
import {
  change,
  changed,
  isComputed,
  moduleWith,
  plan,
  type,
  waits,
  web,
} from './support/terraform-plans';

test("a module's key is no part of its path", async () => {
  const address = `module.a["module.b"].${web}`;
  const document = {
    format_version: '1.2',
    resource_changes: [changed(change({}, isComputed), address)],
    configuration: { root_module: { module_calls: { a: moduleWith({}) } } },
  };
  expect(await judgeWithCli({ 'plan.json': document })).toEqual({
    [address]: 'fail',
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
          { address: `${web}2`, change: change({}, {}) },
          'nothing',
          null,
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
      'a registry has a name that is no text, as has what was written',
      {
        format_version: '1.2',
        resource_changes: [
          { type, name: { toString: 'web' }, change: change({}, {}) },
        ],
        configuration: {
          root_module: {
            resources: [
              { type: { toString: 1 }, name: 'web' },
              { type, name: { toString: 'web' } },
            ],
          },
        },
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

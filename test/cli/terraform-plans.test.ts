import { judgeWithCli } from '../support/cli';
import {
  change,
  changed,
  isComputed,
  moduleWith,
  waits,
  web,
} from '../support/terraform-plans';

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

import { check, inFolder, judgeWithCli } from '../support/cli';
import type { Outcome } from '../support/neutral';
import {
  change,
  isComputed,
  moduleWith,
  plan,
  replacement,
  type,
  update,
  waits,
  web,
} from '../support/terraform-plans';

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
      'written as a block',
      plan(change({}, isComputed), { network_rule_set: [{}] }),
      'unknown',
    ],
    [
      'written, and what it refers to is no name',
      plan(change({}, isComputed), { network_rule_set: { references: [7] } }),
      'unknown',
    ],
    [
      'written as a call that refers to nothing, such as uuid()',
      plan(change({ sku: null }, { sku: true }), { sku: {} }),
      'unknown',
    ],
    [
      'written as null, and the provider computes it',
      plan(change({}, { public_network_access_enabled: true }), {
        public_network_access_enabled: { constant_value: null },
      }),
      'fail',
    ],
    [
      'the action of a rule set of which nothing is known',
      plan(change({}, { network_rule_set: [{ default_action: true }] }), {
        network_rule_set: [{ default_action: waits }],
      }),
      'unknown',
    ],
    [
      'a tier that is marked as known',
      plan(change({}, { sku: false, network_rule_set: false }), {}),
      'fail',
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

/** A plan with planned values, and without changes. */
function plannedOnly(values: object, expressions: object): object {
  return {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [{ type, name: 'web', address: web, values }],
      },
    },
    configuration: { root_module: moduleWith(expressions).module },
  };
}

describe('what a value that is not known waits for', () => {
  const two = { references: ['local.rules', 'var.more'] };
  const marked = { network_rule_set: [{ default_action: true }] };

  /** The firewall rule's outcome for the only registry in a plan. */
  const saidOf = (document: object) =>
    inFolder({ 'plan.json': document }, async (cwd) => {
      const { report } = await check(['plan.json'], { cwd });
      return report.findings.find(
        ({ ruleId }) => ruleId === 'Azure.ACR.Firewall',
      )?.message;
    });

  test.each<[written: string, document: object, waited: string]>([
    [
      'in a block',
      plan(change({}, marked), { network_rule_set: [{ default_action: two }] }),
      'network_rule_set.default_action is unknown (Terraform computes it from local.rules and var.more)',
    ],
    [
      'as an expression for the whole',
      plan(change({}, marked), { network_rule_set: waits }),
      'network_rule_set.default_action is unknown (Terraform computes ${local.rules})',
    ],
    [
      'as one that refers to nothing',
      plan(change({}, marked), { network_rule_set: {} }),
      'network_rule_set.default_action is unknown (Terraform knows it after apply)',
    ],
    [
      'in a module whose values have no change entry',
      {
        format_version: '1.2',
        planned_values: {
          root_module: {
            child_modules: [
              {
                resources: [
                  {
                    type,
                    name: 'web',
                    address: `module.hub.${web}`,
                    values: {},
                  },
                ],
              },
            ],
          },
        },
        configuration: {
          root_module: {
            module_calls: {
              hub: moduleWith({ sku: { references: ['var.sku'] } }),
            },
          },
        },
      },
      'sku is unknown (Terraform computes ${module.hub.var.sku})',
    ],
    [
      'in a block whose values have no change entry',
      plannedOnly(
        { sku: 'Premium', network_rule_set: [{ ip_rule: [] }] },
        {
          sku: { constant_value: 'Premium' },
          network_rule_set: [{ default_action: { references: ['local.a'] } }],
        },
      ),
      'default_action is unknown (Terraform computes ${local.a})',
    ],
    [
      'in an attribute whose values have no change entry',
      plannedOnly(
        { sku: 'Premium', network_rule_set: [{}] },
        {
          sku: { constant_value: 'Premium' },
          network_rule_set: { references: ['local.rules'] },
        },
      ),
      'default_action is unknown (Terraform computes ${local.rules}',
    ],
  ])('%s', async (_written, document, waited) => {
    expect(await saidOf(document)).toContain(waited);
  });

  test('what has a value in a state waits for nothing', async () => {
    const open = {
      type,
      name: 'web',
      address: web,
      values: { sku: 'Premium' },
    };
    const document = {
      format_version: '1.2',
      planned_values: { root_module: { resources: [open] } },
      configuration: {
        root_module: moduleWith({ sku: { references: ['var.sku'] } }).module,
      },
    };
    expect(await judgeWithCli({ 'plan.json': document })).toEqual({
      [web]: 'fail',
    });
  });
});

import { check, judgeWithCli } from '../support/cli';
import type { Outcome } from '../support/neutral';

const web = 'azurerm_container_registry.web';

describe('what leads to a registry in a plan', () => {
  const planned = (address: string, after: object, more: object = {}) => ({
    address,
    mode: 'managed',
    type: 'azurerm_container_registry',
    name: address.split('.').at(-1),
    change: {
      actions: ['create'],
      before: null,
      after: { sku: 'Premium', ...after },
      after_unknown: {},
      ...more,
    },
  });
  const plan = (...changes: object[]) => ({
    format_version: '1.2',
    resource_changes: changes,
  });

  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'a data source is only read',
      plan({
        ...planned('data.azurerm_container_registry.web', {}),
        mode: 'data',
      }),
      {},
    ],
    [
      'what a replacement left to be deleted is none',
      plan(planned(web, { public_network_access_enabled: false }), {
        ...planned(web, {}, { actions: ['delete'], before: {}, after: null }),
        deposed: '00000000',
      }),
      { [web]: 'pass' },
    ],
    [
      'a deferred change is one',
      {
        format_version: '1.2',
        deferred_changes: [
          {
            reason: 'provider_config_unknown',
            resource_change: planned(web, {}),
          },
        ],
      },
      { [web]: 'fail' },
    ],
    [
      'planned values without a change entry are evaluated, once',
      {
        ...plan(planned(web, {})),
        planned_values: {
          root_module: {
            resources: [
              { ...planned(web, {}), values: { sku: 'Premium' } },
              {
                address: `${web}2`,
                mode: 'managed',
                type: 'azurerm_container_registry',
                name: 'web2',
                values: {
                  sku: 'Premium',
                  public_network_access_enabled: false,
                },
              },
            ],
            child_modules: [
              {
                address: 'module.hub',
                resources: [
                  {
                    address: `module.hub.${web}`,
                    mode: 'managed',
                    type: 'azurerm_container_registry',
                    name: 'web',
                    values: { sku: 'Premium' },
                  },
                ],
              },
            ],
          },
        },
      },
      { [web]: 'fail', [`${web}2`]: 'pass', [`module.hub.${web}`]: 'fail' },
    ],
    [
      'a planned value that is written and has no value yet is unknown',
      {
        format_version: '1.2',
        planned_values: {
          root_module: {
            resources: [
              {
                address: web,
                type: 'azurerm_container_registry',
                name: 'web',
                values: { public_network_access_enabled: true },
              },
            ],
          },
        },
        configuration: {
          root_module: {
            resources: [
              {
                mode: 'managed',
                type: 'azurerm_container_registry',
                name: 'web',
                expressions: { sku: { references: ['var.sku'] } },
              },
            ],
          },
        },
      },
      { [web]: 'unknown' },
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await judgeWithCli({ 'plan.json': document })).toEqual(outcomes);
  });

  test('says what an unknown value waits for', async () => {
    const { report } = await check(['terraform-plan.json']);
    const finding = report.findings.find(
      ({ ruleId, resource }) =>
        ruleId === 'Azure.ACR.Firewall' &&
        resource.address === 'azurerm_container_registry.unknown_sku',
    );
    expect(finding?.message).toContain(
      'sku is unknown (Terraform computes ${terraform_data.late.output})',
    );
  });
});

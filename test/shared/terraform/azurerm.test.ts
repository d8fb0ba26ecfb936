import type { Outcome } from '../../../shared';
import {
  configuration,
  onlyFinding,
  outcomesOf,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

describe('azurerm_container_registry', () => {
  const judge = (body: Body) =>
    onlyFinding(
      configuration([
        'azurerm_container_registry.web',
        { sku: 'Premium', ...body },
      ]),
    ).outcome;

  test.each<[situation: string, body: Body, outcome: Outcome]>([
    ['closed by "false"', { public_network_access_enabled: 'false' }, 'pass'],
    ['closed by "0"', { public_network_access_enabled: '0' }, 'pass'],
    [
      'closed by 0, which Terraform refuses',
      { public_network_access_enabled: 0 },
      'fail',
    ],
    [
      'closed by "False", which it refuses',
      { public_network_access_enabled: 'False' },
      'fail',
    ],
    ['${false}', { public_network_access_enabled: '${false}' }, 'pass'],
    [
      'null is the default',
      { public_network_access_enabled: '${null}' },
      'fail',
    ],
    [
      'a rule set as an expression',
      { network_rule_set: '${var.rules}' },
      'unknown',
    ],
    ['an empty list of rule sets', { network_rule_set: [] }, 'fail'],
    [
      'a rule set that is generated for what is not known',
      {
        dynamic: {
          network_rule_set: {
            for_each: '${var.rules}',
            content: { default_action: 'Deny' },
          },
        },
      },
      'unknown',
    ],
    [
      'a rule set that is written out beside one that may be generated',
      {
        network_rule_set: { default_action: 'Deny' },
        dynamic: {
          network_rule_set: { for_each: '${var.rules}', content: {} },
        },
      },
      'unknown',
    ],
    [
      'two rule sets that contradict each other',
      {
        network_rule_set: [
          { default_action: 'Deny' },
          { default_action: 'Allow' },
        ],
      },
      'fail',
    ],
    [
      'a condition, whatever its branches',
      { public_network_access_enabled: '${var.open ? true : false}' },
      'unknown',
    ],
    [
      'settings of Terraform beside it',
      {
        provider: 'azurerm.hub',
        depends_on: ['azurerm_resource_group.rg'],
        lifecycle: { ignore_changes: ['network_rule_set'] },
        public_network_access_enabled: false,
      },
      'pass',
    ],
  ])('%s', (_, body, outcome) => {
    expect(judge(body)).toBe(outcome);
  });
});

describe('a template deployment', () => {
  const deployed = (properties: object) =>
    JSON.stringify({
      resources: [
        {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: '${var.name}',
          sku: { name: 'Premium' },
          properties,
        },
      ],
    });

  test.each([
    ['open', { publicNetworkAccess: 'Enabled' }, 'fail'],
    ['closed', { publicNetworkAccess: 'Disabled' }, 'pass'],
    ['as a variable says', { publicNetworkAccess: '${var.a}' }, 'unknown'],
  ])(
    'with an expression in its text is read around it: %s',
    (_, properties, outcome) => {
      const type = 'azurerm_resource_group_template_deployment';
      expect(
        outcomesOf(
          configuration([
            `${type}.all`,
            { template_content: deployed(properties) },
          ]),
        ),
      ).toEqual([expect.stringMatching(`: ${outcome}$`)]);
    },
  );
});

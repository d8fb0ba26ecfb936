import { acrFirewall } from '../../../shared';
import type { Outcome } from '../../../shared';
import {
  azapi,
  configuration,
  judgeConfiguration,
  onlyFinding,
  outcomesOf,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';
import { startProcessorTime } from '../../support/processor-time';

const { type: registryType, premium, closed, open } = azapi;

describe('a change of a registry of the same configuration', () => {
  const web = 'azurerm_container_registry.web';
  const change = 'azapi_update_resource.change';
  const id = `\${${web}.id}`;
  const literalId =
    '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
  const openRegistry = { name: 'shopacr', sku: 'Premium' };
  const closedRegistry = {
    ...openRegistry,
    public_network_access_enabled: false,
  };
  const judge = (registry: Body, update: Body, more: [string, Body][] = []) =>
    outcomesOf(
      configuration(
        [web, registry],
        [change, { type: registryType, ...update }],
        ...more,
      ),
    );

  test.each<
    [
      situation: string,
      registry: Body,
      update: Body,
      outcome: Outcome | string[],
    ]
  >([
    ['opens it', closedRegistry, { resource_id: id, body: open }, 'fail'],
    ['closes it', openRegistry, { resource_id: id, body: closed }, 'pass'],
    [
      'sets something else',
      closedRegistry,
      { resource_id: id, body: { properties: { adminUserEnabled: true } } },
      'pass',
    ],
    [
      'names it by its name',
      closedRegistry,
      { name: `\${${web}.name}`, parent_id: '${var.group}', body: open },
      'fail',
    ],
    [
      'names it by the literal name',
      closedRegistry,
      { name: 'ShopACR', parent_id: '${var.group}', body: open },
      'fail',
    ],
    [
      'names it by a literal ID',
      closedRegistry,
      { resource_id: literalId, body: open },
      'fail',
    ],
    [
      'names it with space around',
      closedRegistry,
      { resource_id: `\${ ${web}.id }`, body: open },
      'fail',
    ],
    [
      'to a value that is computed',
      closedRegistry,
      {
        resource_id: id,
        body: { properties: { publicNetworkAccess: '${var.access}' } },
      },
      'unknown',
    ],
    [
      'denies by default what is open',
      openRegistry,
      {
        resource_id: id,
        body: { properties: { networkRuleSet: { defaultAction: 'Deny' } } },
      },
      'pass',
    ],
    [
      'of one of its instances closes not all',
      { ...openRegistry, count: 2 },
      { resource_id: `\${${web}[0].id}`, body: closed },
      ['[0]: pass', '[1]: fail'],
    ],
    [
      'of one of its instances, by its key',
      { ...openRegistry, for_each: ['blue', 'green'] },
      { resource_id: `\${${web}["blue"].id}`, body: closed },
      ['["blue"]: pass', '["green"]: fail'],
    ],
    [
      'of one of its instances, in an old configuration',
      { ...openRegistry, count: 2 },
      { resource_id: `\${${web}.0.id}`, body: closed },
      ['[0]: pass', '[1]: fail'],
    ],
    [
      'of one of its instances, named too',
      { ...openRegistry, count: 1 },
      { resource_id: `\${${web}[0].id}`, name: 'shopacr', body: closed },
      ['[0]: pass'],
    ],
    [
      'of one of its instances opens one',
      { ...closedRegistry, count: 2 },
      { resource_id: `\${${web}[0].id}`, body: open },
      ['[0]: fail', '[1]: pass'],
    ],
    [
      'that is not made, as its count is 0',
      openRegistry,
      { resource_id: id, body: closed, count: 0 },
      'fail',
    ],
  ])('%s', (_, registry, update, outcome) => {
    const outcomes = typeof outcome === 'string' ? [`: ${outcome}`] : outcome;
    expect(judge(registry, update)).toEqual(
      outcomes.map((own) => `${web}${own}`),
    );
  });

  test('many of them cost no more than their number', () => {
    const documentOf = (count: number) => {
      const many = Array.from({ length: count }, (_, index) => index);
      return configuration(
        ...many.map((index): [string, Body] => [
          `azurerm_container_registry.r${index}`,
          { ...openRegistry, name: `shop${index}` },
        ]),
        ...many.map((index): [string, Body] => [
          `azapi_update_resource.c${index}`,
          {
            type: registryType,
            body: closed,
            ...(index % 2 === 0
              ? { resource_id: `\${azurerm_container_registry.r${index}.id}` }
              : { name: `shop${index}`, parent_id: '${var.group}' }),
          },
        ]),
      );
    };
    /** In milliseconds, the best of three. */
    const timeOf = (count: number) => {
      const document = documentOf(count);
      const times = [1, 2, 3].map(() => {
        const elapsed = startProcessorTime();
        const outcomes = judgeConfiguration(document, [acrFirewall]);
        const time = elapsed();
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(
          Array.from({ length: count }, () => 'pass'),
        );
        return time;
      });
      return Math.min(...times);
    };
    timeOf(100);
    // Four times as many; sixteen times the time would be quadratic.
    expect(timeOf(2_000) / timeOf(500)).toBeLessThan(9);
  });

  test('of another registry is evaluated apart', () => {
    const id2 = '${azurerm_container_registry.web2.id}';
    expect(judge(closedRegistry, { resource_id: id2, body: open })).toEqual([
      `${web}: pass`,
      `${change}: fail`,
    ]);
  });

  test('of a registry that Terraform chooses is evaluated apart, too', () => {
    const resource_id = `\${var.a ? ${web}.id : var.b}`;
    expect(judge(openRegistry, { resource_id, body: closed })).toEqual([
      `${web}: unknown`,
      `${change}: pass`,
    ]);
    expect(judge(closedRegistry, { resource_id, body: open })).toEqual([
      `${web}: unknown`,
      `${change}: unknown`,
    ]);
  });

  test('of what lies below a registry is none of it', () => {
    const below = `${literalId}/tokens/t`;
    expect(judge(closedRegistry, { resource_id: below, body: open })).toEqual([
      `${web}: pass`,
      `${change}: fail`,
    ]);
  });

  test('two that contradict each other leave it unknown', () => {
    expect(
      judge(closedRegistry, { resource_id: id, body: open }, [
        [
          'azapi_update_resource.again',
          { type: registryType, resource_id: id, body: closed },
        ],
      ]),
    ).toEqual([`${web}: unknown`]);
  });

  test('of a registry that azapi declares', () => {
    expect(
      outcomesOf(
        configuration(
          [
            'azapi_resource.acr',
            { type: registryType, body: { ...premium, ...closed } },
          ],
          [
            change,
            {
              type: registryType,
              resource_id: '${azapi_resource.acr.id}',
              body: open,
            },
          ],
        ),
      ),
    ).toEqual(['azapi_resource.acr: fail']);
  });

  test('of a registry that a module declares', () => {
    expect(
      outcomesOf(
        configuration(
          [
            'module.acr',
            {
              source: 'Azure/avm-res-containerregistry-registry/azurerm',
              public_network_access_enabled: false,
            },
          ],
          [
            change,
            {
              type: registryType,
              resource_id: '${module.acr.resource_id}',
              body: open,
            },
          ],
        ),
      ).sort(),
    ).toEqual(['module.acr: fail']);
  });

  test('says what it changes and where', () => {
    const { message, reasons } = onlyFinding(
      configuration(
        [web, closedRegistry],
        [change, { type: registryType, resource_id: id, body: open }],
      ),
    );
    expect(reasons).toEqual([
      {
        path: 'azapi_update_resource.change.body.properties.publicNetworkAccess',
        actual: '"Enabled"',
        expected: '"Disabled"',
      },
      {
        path: 'network_rule_set.default_action',
        actual: 'not set (default "Allow")',
        expected: '"Deny"',
      },
    ]);
    expect(message).toContain(
      'Fix: set body = { properties = { publicNetworkAccess = "Disabled" } } in azapi_update_resource.change, or network_rule_set { default_action = "Deny" }.',
    );
  });
});

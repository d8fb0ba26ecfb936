import { azapi, configuration, outcomesOf } from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, closed, open } = azapi;
const group = '/subscriptions/0/resourceGroups/rg';
const web = 'azurerm_container_registry.web';
const update = 'azapi_update_resource.update';
const openRegistry = { name: 'shopacr', sku: 'Premium' };
const closedRegistry = {
  ...openRegistry,
  public_network_access_enabled: false,
};
const evaluate = (
  registry: Body,
  body: Body,
  ...more: [address: string, body: Body][]
) =>
  outcomesOf(
    configuration(
      [web, registry],
      [update, { type: registryType, ...body }],
      ...more,
    ),
  );

describe('an update that refers to something that declares no registry', () => {
  const resourceGroup: [string, Body] = [
    'azapi_resource.rg',
    { type: 'Microsoft.Resources/resourceGroups@2021-04-01', name: 'rg' },
  ];
  const ids: [situation: string, id: Body][] = [
    [
      'in its ID',
      {
        resource_id:
          '${azapi_resource.rg.id}/providers/Microsoft.ContainerRegistry/registries/elsewhere',
      },
    ],
    [
      'as its parent',
      { parent_id: '${azapi_resource.rg.id}', name: 'elsewhere' },
    ],
    ['as its ID', { resource_id: '${azapi_resource.rg.output.registry}' }],
    [
      'as a part of the ID of another registry',
      {
        resource_id: `/subscriptions/0/resourceGroups/\${${web}.resource_group_name}/providers/Microsoft.ContainerRegistry/registries/elsewhere`,
      },
    ],
  ];

  test.each(ids)('is evaluated by itself: %s', (_, id) => {
    expect(
      evaluate(closedRegistry, { ...id, body: open }, resourceGroup),
    ).toEqual(expect.arrayContaining([`${web}: pass`, `${update}: fail`]));
  });

  test.each(ids)('closes none that is declared here: %s', (_, id) => {
    expect(
      evaluate(openRegistry, { ...id, body: closed }, resourceGroup),
    ).toEqual(expect.arrayContaining([`${web}: fail`, `${update}: pass`]));
  });

  test.each([
    `\${try(${web}[0].id, data.azurerm_container_registry.old.id)}`,
    `\${${web}[0].id}`,
    `\${one(${web}[*].id)}`,
  ])('such as a registry that is not made: %s', (resource_id) => {
    expect(
      evaluate({ ...closedRegistry, count: 0 }, { resource_id, body: open }),
    ).toEqual([`${update}: fail`]);
  });
});

describe('an update names its registry', () => {
  test.each<[situation: string, target: Body]>([
    ['by the ID', { resource_id: `\${${web}.id}` }],
    [
      'by an ID of strings and the name',
      {
        resource_id: `\${azurerm_resource_group.rg.id}/providers/Microsoft.ContainerRegistry/registries/\${${web}.name}`,
      },
    ],
    [
      'by an ID that ends with the literal name',
      {
        resource_id:
          '${azurerm_resource_group.rg.id}/providers/Microsoft.ContainerRegistry/registries/ShopACR',
      },
    ],
    [
      'by an ID in another case and with a slash at its end',
      {
        resource_id: `${group}/PROVIDERS/microsoft.containerregistry/REGISTRIES/SHOPACR/`,
      },
    ],
    [
      'by an ID of another subscription, as names are unique in Azure',
      {
        resource_id:
          '/subscriptions/1/resourceGroups/x/providers/Microsoft.ContainerRegistry/registries/shopacr',
      },
    ],
    ['by parent and name', { parent_id: group, name: `\${${web}.name}` }],
    [
      'by namespace, parent and name',
      {
        type: 'Microsoft.ContainerRegistry@2023-07-01',
        parent_id: group,
        name: 'registries/shopacr',
      },
    ],
  ])('%s', (_, target) => {
    if (target['type'] !== undefined) {
      // Without the namespace in the name it is not the ID of a registry.
      expect(evaluate(closedRegistry, { ...target, body: open })).toEqual([
        `${web}: pass`,
      ]);
      return;
    }
    expect(evaluate(closedRegistry, { ...target, body: open })).toEqual([
      `${web}: fail`,
    ]);
    expect(evaluate(openRegistry, { ...target, body: closed })).toEqual([
      `${web}: pass`,
    ]);
  });

  test('by the expression that names the registry, too', () => {
    const name = '${var.prefix}acr';
    const target = { parent_id: '${var.group}', name };
    expect(
      evaluate({ ...openRegistry, name }, { ...target, body: closed }),
    ).toEqual([`${web}: pass`]);
    expect(
      evaluate(
        { ...openRegistry, name },
        { ...target, name: '${var.other}acr', body: closed },
      ),
    ).toEqual([`${web}: fail`, `${update}: pass`]);
  });

  test('by an expression with a part of the name of another one', () => {
    expect(
      evaluate(openRegistry, {
        parent_id: group,
        name: `\${${web}.name}2`,
        body: closed,
      }),
    ).toEqual([`${web}: fail`, `${update}: pass`]);
  });
});

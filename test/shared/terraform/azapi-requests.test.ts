import type { Outcome } from '../../../shared';
import {
  azapi,
  configuration,
  onlyFinding,
  outcomesOf,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, premium, open } = azapi;
const group = '/subscriptions/0/resourceGroups/rg';
const update = 'azapi_update_resource.update';

describe('the path and the body of a request decide', () => {
  const acr = 'azapi_resource.acr';
  const action = 'azapi_resource_action.act';
  const namespace = 'Microsoft.ContainerRegistry';

  test.each<[address: string, situation: string, body: Body, Outcome[]]>([
    [
      acr,
      'a namespace as its type',
      {
        type: `${namespace}@2023-07-01`,
        parent_id: group,
        name: `${namespace}/registries/shopacr`,
        body: premium,
      },
      ['fail'],
    ],
    [
      acr,
      'providers as its type',
      {
        type: 'Microsoft.Resources/providers@2021-04-01',
        parent_id: group,
        name: `${namespace}/registries/shopacr`,
        body: premium,
      },
      ['fail'],
    ],
    [
      acr,
      'a type below a namespace',
      {
        type: 'Microsoft.Resources/providers/registries@2023-07-01',
        parent_id: `${group}/providers/${namespace}`,
        name: 'shopacr',
        body: premium,
      },
      ['fail'],
    ],
    [
      acr,
      'a type below a namespace that is computed',
      {
        type: 'Microsoft.Resources/providers/registries@2023-07-01',
        parent_id: '${var.namespace_id}',
        name: 'shopacr',
        body: premium,
      },
      ['unknown'],
    ],
    [
      acr,
      'a resource group with a path as its name',
      {
        type: 'Microsoft.Resources/resourceGroups@2021-04-01',
        parent_id: '/subscriptions/0',
        name: `rg/providers/${namespace}/registries/shopacr`,
        body: premium,
      },
      ['fail'],
    ],
    [
      acr,
      'a namespace, and a child of a registry as its name',
      {
        type: `${namespace}@2023-07-01`,
        parent_id: group,
        name: `${namespace}/registries/shopacr/tokens/t`,
        body: premium,
      },
      [],
    ],
    [
      acr,
      'a namespace whose name is computed',
      {
        type: `${namespace}@2023-07-01`,
        parent_id: group,
        name: '${var.name}',
        body: premium,
      },
      ['unknown'],
    ],
    [
      action,
      'an action that goes on to a registry',
      {
        type: 'Microsoft.Resources/resourceGroups@2021-04-01',
        resource_id: '${azurerm_resource_group.rg.id}',
        action: `providers/${namespace}/registries/shopacr`,
        method: 'PUT',
        body: premium,
      },
      ['fail'],
    ],
    [
      action,
      'an action from a namespace to a registry',
      {
        type: `${namespace}@2023-07-01`,
        resource_id: `\${azurerm_resource_group.rg.id}/providers/${namespace}`,
        action: 'registries/shopacr',
        method: 'PATCH',
        body: open,
      },
      ['fail'],
    ],
    [
      action,
      'an action from a resource group that is computed',
      {
        type: 'Microsoft.Resources/resourceGroups@2021-04-01',
        resource_id: '${azurerm_resource_group.rg.id}',
        action: '${var.action}',
        method: 'PUT',
        body: premium,
      },
      ['unknown'],
    ],
    [
      action,
      'an action of another resource',
      {
        type: 'Microsoft.Storage/storageAccounts@2023-01-01',
        resource_id: '${azurerm_storage_account.web.id}',
        action: '${var.action}',
        method: 'PUT',
        body: premium,
      },
      [],
    ],
    [
      action,
      'an action that goes on below a registry',
      {
        type: registryType,
        resource_id: '${var.registry_id}',
        action: 'replications/eastus',
        method: 'PUT',
        body: premium,
      },
      [],
    ],
    [
      action,
      'a PUT of a deployment',
      {
        type: 'Microsoft.Resources/deployments@2024-03-01',
        resource_id: `${group}/providers/Microsoft.Resources/deployments/d`,
        method: 'PUT',
        body: deployed(),
      },
      ['fail'],
    ],
    [
      update,
      'an update of a deployment stack',
      {
        type: 'Microsoft.Resources/deploymentStacks@2024-03-01',
        resource_id: '${var.stack_id}',
        body: deployed(),
      },
      ['fail'],
    ],
    [
      action,
      'an action of a deployment, such as whatIf',
      {
        type: 'Microsoft.Resources/deployments@2024-03-01',
        resource_id: '${var.id}',
        action: 'whatIf',
        body: deployed(),
      },
      [],
    ],
  ])('%s with %s', (address, _, body, outcomes) => {
    const found = outcomesOf(configuration([address, body]));
    expect(found.map((line) => line.replace(/^.*: /, ''))).toEqual(outcomes);
  });

  function deployed(): Body {
    const resource = {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: 'shopacr',
      ...premium,
    };
    const $schema =
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
    return { properties: { template: { $schema, resources: [resource] } } };
  }
});

test('says of an update that it may be one of a registry, and why', () => {
  const { message } = onlyFinding(
    configuration([
      'azapi_resource_action.open',
      {
        type: registryType,
        resource_id: '${var.id}',
        method: '${var.method}',
        body: open,
      },
    ]),
  );
  expect(message).toContain(
    'Resource "open" may update a container registry (Terraform computes ${var.method}).',
  );
});

import type { Outcome } from '../../../shared';
import type { Declaration } from '../../../shared/model/declaration';
import { applyRegistryUpdates } from '../../../shared/terraform/registry-updates';
import { azapi, configuration, outcomesOf } from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, closed, open } = azapi;

describe('what a change changes', () => {
  const web = 'azurerm_container_registry.web';
  const change = 'azapi_update_resource.change';
  const id = `\${${web}.id}`;
  const literalId =
    '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
  const closedRegistry = {
    name: 'shopacr',
    sku: 'Premium',
    public_network_access_enabled: false,
  };
  const judge = (
    registry: Body,
    ...changes: [address: string, change: Body][]
  ) =>
    outcomesOf(
      configuration(
        [web, registry],
        ...changes.map(([address, body]): [string, Body] => [
          address,
          { type: registryType, ...body },
        ]),
      ),
    );

  test('another change is evaluated apart', () => {
    const again = 'azapi_update_resource.again';
    expect(
      judge(
        closedRegistry,
        [change, { resource_id: id, body: closed }],
        [again, { resource_id: `\${${change}.id}`, body: open }],
      ),
    ).toEqual([`${web}: pass`, `${again}: fail`]);
  });

  test('a registry whose name is computed is not one by any name', () => {
    expect(
      judge({ ...closedRegistry, name: '${var.name}' }, [
        change,
        { resource_id: '${var.registry_id}', body: open },
      ]),
    ).toEqual([`${web}: pass`, `${change}: fail`]);
  });

  test('the name of a resource in a template is not that of the registry', () => {
    const all = 'azurerm_resource_group_template_deployment.all';
    const template_content = JSON.stringify({
      languageVersion: '2.0',
      resources: {
        shopacr: {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: '${var.name}',
          sku: { name: 'Premium' },
        },
      },
    });
    expect(
      outcomesOf(
        configuration(
          [all, { template_content }],
          [change, { type: registryType, name: 'shopacr', body: closed }],
        ),
      ).sort(),
    ).toEqual([`${change}: pass`, expect.stringMatching(/: fail$/)]);
  });

  test.each<[situation: string, action: Body, outcome: Outcome]>([
    ['by its ID', { resource_id: id, method: 'PATCH' }, 'fail'],
    ['by a literal ID', { resource_id: literalId, method: 'PATCH' }, 'fail'],
    ['with POST, which changes nothing', { resource_id: id }, 'pass'],
    [
      'with a method that is computed',
      { resource_id: id, method: '${var.method}' },
      'unknown',
    ],
    [
      'with a method that is computed, by a literal ID',
      { resource_id: literalId, method: '${var.method}' },
      'unknown',
    ],
  ])('by azapi_resource_action, %s', (_, action, outcome) => {
    const body = { ...action, body: open };
    expect(
      judge(closedRegistry, ['azapi_resource_action.change', body]),
    ).toEqual([`${web}: ${outcome}`]);
  });

  test('resources come one by one where none is a change', () => {
    const read = (): Declaration[] => [];
    let taken = 0;
    function* resources() {
      for (const name of ['web', 'hub']) {
        taken++;
        yield { type: 'azurerm_container_registry', address: name, read };
      }
    }
    const types = ['azurerm_container_registry'];
    for (const { address } of applyRegistryUpdates(resources(), types)) {
      expect(address).toBe('web');
      break;
    }
    expect(taken).toBe(1);
  });
});

import type { Outcome } from '../../../shared';
import { check, inFolder } from '../../support/cli';
import { azapi } from '../../support/terraform';
import { read } from '../../support/terraform-reading';
import type { Body } from '../../support/terraform';

const { type: registryType, premium, closed, open } = azapi;
const id =
  '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
const registry = (more: Body = {}): Body => ({
  azurerm_container_registry: {
    web: { name: 'shopacr', sku: 'Premium', ...more },
  },
});
const closedRegistry = registry({ public_network_access_enabled: false });

const request = (body: unknown, more: Body = {}): Body => ({
  type: registryType,
  resource_id: id,
  method: 'PATCH',
  body,
  ...more,
});
const web = 'azurerm_container_registry.web';

describe('an ephemeral resource', () => {
  const ephemeral = (attributes: Body, resource = closedRegistry) =>
    read({
      resource,
      ephemeral: { azapi_resource_action: { request: attributes } },
    }).outcomes;

  test.each<[situation: string, attributes: Body, outcomes: string[]]>([
    ['opens a registry', request(open), [`${web}: fail`]],
    ['closes a registry', request(closed), [`${web}: pass`]],
    [
      'opens another registry',
      request(open, { resource_id: '${var.id}' }),
      [`${web}: pass`, 'ephemeral.azapi_resource_action.request: fail'],
    ],
    [
      'replaces a registry',
      request(premium, { method: 'PUT' }),
      [`${web}: pass`, 'ephemeral.azapi_resource_action.request: fail'],
    ],
    [
      'lists credentials',
      request(undefined, { method: 'POST', action: 'listCredentials' }),
      [`${web}: pass`],
    ],
    ['has no instance', request(open, { count: 0 }), [`${web}: pass`]],
  ])('%s', (_, attributes, outcomes) => {
    expect(ephemeral(attributes)).toEqual(outcomes);
  });
});

describe('an action', () => {
  const action = (config: unknown, resource: Body, more: Body = {}) =>
    read({
      resource,
      action: { azapi_resource_action: { request: { config, ...more } } },
    }).outcomes;

  test.each<[situation: string, config: unknown, Body, Outcome]>([
    ['opens a registry', request(open), closedRegistry, 'fail'],
    ['opens a registry, in a list', [request(open)], closedRegistry, 'fail'],
    ['closes a registry if it runs', request(closed), registry(), 'unknown'],
  ])('%s', (_, config, resource, outcome) => {
    expect(action(config, resource)).toEqual([`${web}: ${outcome}`]);
  });

  test('opens another registry', () => {
    const config = request(open, { resource_id: '${var.id}' });
    expect(action(config, closedRegistry)).toEqual([
      `${web}: pass`,
      'action.azapi_resource_action.request: fail',
    ]);
  });

  test('has no instance', () => {
    expect(action(request(open), closedRegistry, { count: 0 })).toEqual([
      `${web}: pass`,
    ]);
  });
});

test('an action is evaluated beside the other files of its directory', async () => {
  const files = {
    'main.tf.json': JSON.stringify({ resource: closedRegistry }),
    'open.tf.json': JSON.stringify({
      action: {
        azapi_resource_action: { open: { config: request(open) } },
      },
    }),
  };
  await inFolder(files, async (cwd) => {
    const { report } = await check(['.'], { cwd });
    expect(
      report.findings
        .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
        .map(({ outcome }) => outcome),
    ).toContain('fail');
  });
});

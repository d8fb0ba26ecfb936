import { acrFirewall, evaluate } from '../shared';
import type { Outcome } from '../shared';
import type { JsonObject } from '../shared/json';
import { readConfiguration } from '../shared/terraform/configuration';
import type { TerraformWords } from '../shared/terraform/surfaces';
import { check, inFolder } from './support/cli';
import { azapi } from './support/terraform';
import type { Body } from './support/terraform';

const { type: registryType, premium, closed, open } = azapi;
const id =
  '/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shopacr';
const registry = (more: Body = {}): Body => ({
  azurerm_container_registry: {
    web: { name: 'shopacr', sku: 'Premium', ...more },
  },
});
const closedRegistry = registry({ public_network_access_enabled: false });

/** The outcomes in a document, and the addresses of what was not evaluated. */
function read(document: Body, words: TerraformWords = 'terraform') {
  const notEvaluated: { address: string; reason: string }[] = [];
  const outcomes = readConfiguration(
    document as JsonObject,
    words,
    ({ address, reason }) => notEvaluated.push({ address, reason }),
  ).flatMap(({ type, name, address, read: find }) =>
    evaluate([acrFirewall], { type, name, address }, find).map(
      ({ outcome }) => `${address}: ${outcome}`,
    ),
  );
  return {
    outcomes,
    notEvaluated: notEvaluated.map(({ address }) => address),
    reasons: notEvaluated.map(({ reason }) => reason),
  };
}

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

describe('what may change a registry and is not read is reported', () => {
  test.each<[address: string, document: Body]>([
    [
      'ephemeral.azapi_new.request',
      { ephemeral: { azapi_new: { request: request(open) } } },
    ],
    [
      'action.azapi_new.request',
      { action: { azapi_new: { request: { config: request(open) } } } },
    ],
    [
      'azapi_new.request',
      { resource: { azapi_new: { request: request(open) } } },
    ],
    ['azapi_new.request', { resource: { azapi_new: { request: {} } } }],
    [
      'azapi_data_plane_resource.request',
      {
        resource: {
          azapi_data_plane_resource: { request: { type: registryType } },
        },
      },
    ],
    [
      'azurestack_container_registry.web',
      { resource: { azurestack_container_registry: { web: {} } } },
    ],
    ['component', { component: { acr: { source: './acr' } } }],
    [
      'terraform_data.open',
      {
        resource: {
          terraform_data: {
            open: {
              provisioner: {
                'local-exec': {
                  command:
                    'az acr update -n shopacr --public-network-enabled true',
                },
              },
            },
          },
        },
      },
    ],
    [
      'azurerm_resource_group.rg',
      {
        resource: {
          azurerm_resource_group: {
            rg: {
              provisioner: [
                {
                  'local-exec': {
                    command: 'Update-AzContainerRegistry -Name shopacr',
                  },
                },
              ],
            },
          },
        },
      },
    ],
    [
      'action.local_command.open',
      {
        action: {
          local_command: {
            open: {
              config: {
                command: 'bash',
                arguments: ['-c', 'az acr update -n shopacr'],
              },
            },
          },
        },
      },
    ],
  ])('%s of %j', (address, document) => {
    expect(read(document)).toMatchObject({
      outcomes: [],
      notEvaluated: [address],
    });
  });

  test.each<[situation: string, document: Body]>([
    [
      'another ephemeral resource',
      { ephemeral: { random_password: { p: { length: 16 } } } },
    ],
    [
      'an action of a virtual machine',
      {
        action: {
          azapi_resource_action: {
            stop: {
              config: {
                type: 'Microsoft.Compute/virtualMachines@2023-03-01',
                resource_id: '${azurerm_windows_virtual_machine.vm.id}',
                action: 'powerOff',
              },
            },
          },
        },
      },
    ],
    [
      'a data plane resource',
      {
        resource: {
          azapi_data_plane_resource: {
            key: {
              type: 'Microsoft.AppConfiguration/configurationStores/keyValues@1.0',
            },
          },
        },
      },
    ],
    [
      'a provisioner that pushes an image',
      {
        resource: {
          null_resource: {
            push: {
              provisioner: {
                'local-exec': { command: 'az acr build -r shopacr .' },
              },
            },
          },
        },
      },
    ],
    [
      'a resource that is not made',
      { resource: { azapi_new: { request: { count: 0 } } } },
    ],
    [
      'blocks that declare nothing by themselves',
      {
        '//': {},
        check: {},
        data: {},
        import: [],
        locals: {},
        moved: [],
        output: {},
        provider: {},
        removed: [],
        terraform: {},
        variable: {},
      },
    ],
  ])('and not %s', (_, document) => {
    expect(read(document)).toEqual({
      outcomes: [],
      notEvaluated: [],
      reasons: [],
    });
  });

  test('with what to do next', () => {
    const document = { component: {} };
    expect(read(document).reasons).toEqual([
      expect.stringContaining(
        'Check the plan: terraform plan -out=tfplan && terraform show -json tfplan | acr-policy check -',
      ),
    ]);
    expect(read(document, 'cdktf').reasons).toEqual([
      expect.stringContaining('Check the plan of the synthesized stack'),
    ]);
  });
});

import { azapi } from '../../support/terraform';
import type { Body } from '../../support/terraform';
import { read } from '../../support/terraform-reading';

const { type: registryType, premium, open } = azapi;
const request = (body: unknown): Body => ({
  type: registryType,
  resource_id: '${var.id}',
  method: 'PATCH',
  body,
});
const template = {
  resources: [
    { type: 'Microsoft.ContainerRegistry/registries', name: 'a', ...premium },
  ],
};
const field = `${template.resources[0]?.type}/publicNetworkAccess`;
const modifying = (value: string) => ({
  effect: 'modify',
  details: { operations: [{ operation: 'addOrReplace', field, value }] },
});
const opening = {
  provisioner: {
    'local-exec': {
      when: 'destroy',
      command: 'az acr update -n shopacr --public-network-enabled true',
    },
  },
};

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
      'azapi_resource.web',
      { resource: { azapi_resource: { web: { name: 'web' } } } },
    ],
    [
      'azapi_resource_action.request',
      {
        resource: {
          azapi_resource_action: {
            request: { method: 'PATCH', resource_id: '${var.id}' },
          },
        },
      },
    ],
    [
      'action.azapi_resource_action.request',
      {
        action: { azapi_resource_action: { request: { config: '${var.x}' } } },
      },
    ],
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
      'null_resource.open',
      {
        resource: {
          null_resource: {
            open: {
              provisioner: {
                'local-exec': {
                  command:
                    'az rest --method patch --url ${azurerm_container_registry.web.id}',
                },
              },
            },
          },
        },
      },
    ],
    [
      'azurerm_policy_definition.deploy',
      {
        resource: {
          azurerm_policy_definition: {
            deploy: { policy_rule: JSON.stringify({ then: template }) },
          },
        },
      },
    ],
    [
      'azurerm_policy_definition.modify',
      {
        resource: {
          azurerm_policy_definition: {
            modify: { policy_rule: JSON.stringify(modifying('Enabled')) },
          },
        },
      },
    ],
    [
      'azurerm_policy_definition.modify',
      {
        resource: {
          azurerm_policy_definition: {
            modify: {
              policy_rule: `\${jsonencode({
                then = {
                  effect = "modify"
                  details = {
                    operations = [{
                      operation = "addOrReplace"
                      field     = "${field}"
                      value     = "Enabled"
                    }]
                  }
                }
              })}`,
            },
          },
        },
      },
    ],
    [
      'azapi_resource.spec',
      {
        resource: {
          azapi_resource: {
            spec: {
              type: 'Microsoft.Resources/templateSpecs/versions@2022-02-01',
              body: { properties: { mainTemplate: template } },
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
    [
      'removed.null_resource.open',
      { removed: { from: 'null_resource.open', ...opening } },
    ],
    [
      'removed.null_resource.open',
      { removed: [{ from: '${null_resource.open}', ...opening }] },
    ],
    [
      'data.external.open',
      {
        data: {
          external: {
            open: { program: ['az', 'acr', 'update', '-n', 'shopacr'] },
          },
        },
      },
    ],
    [
      'data.external.open',
      {
        check: {
          health: {
            data: {
              external: {
                open: { program: ['sh', '-c', 'az acr update -n ${var.name}'] },
              },
            },
          },
        },
      },
    ],
    [
      'data.local_command.open',
      {
        data: {
          local_command: {
            open: { command: 'az', arguments: ['acr', 'update', '-n', 'a'] },
          },
        },
      },
    ],
    [
      'shell_script.open',
      {
        resource: {
          shell_script: {
            open: { lifecycle_commands: { create: 'az acr update -n a' } },
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
      'a policy about registries',
      {
        resource: {
          azurerm_policy_definition: {
            deny: {
              policy_rule: JSON.stringify({
                if: { field: 'type', equals: template.resources[0]?.type },
              }),
            },
          },
        },
      },
    ],
    [
      'a policy that closes registries',
      {
        resource: {
          azurerm_policy_definition: {
            modify: { policy_rule: JSON.stringify(modifying('Disabled')) },
          },
        },
      },
    ],
    [
      'a resource that is not made',
      { resource: { azapi_new: { request: { count: 0 } } } },
    ],
    [
      'data sources that change nothing',
      {
        data: {
          external: {
            login: { program: ['az', 'acr', 'login', '-n', 'shopacr'] },
            never: { program: ['az', 'acr', 'update'], count: 0 },
          },
          azurerm_resources: { all: { type: template.resources[0]?.type } },
        },
      },
    ],
    [
      'a removed block that greets',
      {
        removed: {
          from: 'null_resource.a',
          provisioner: { 'local-exec': { when: 'destroy', command: 'echo' } },
        },
      },
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

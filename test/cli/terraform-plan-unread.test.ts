import { check, inFolder, outcomesOf } from '../support/cli';
import { change, changed, web } from '../support/terraform-plans';

const version = { format_version: '1.2' };
const registryType = 'Microsoft.ContainerRegistry/registries';
const template = JSON.stringify({
  then: { resources: [{ type: registryType, name: 'a' }] },
});

/** A resource of a plan, which is created. */
const planned = (address: string, after: object, more: object = {}) => {
  const [type, name] = address.split('.');
  const made = { actions: ['create'], before: null, after, after_unknown: {} };
  return { address, mode: 'managed', type, name, change: { ...made, ...more } };
};

async function reported(document: object) {
  return inFolder({ 'plan.json': document }, async (cwd) => {
    const { report } = await check(['plan.json'], { cwd });
    return {
      outcomes: outcomesOf(report),
      notEvaluated: report.notEvaluated.map((one) => one.address),
    };
  });
}

describe('what a plan makes that may be a registry and is not read is reported', () => {
  test.each<[address: string, after: object, more: object]>([
    ['azapi_new.request', { type: `${registryType}@2023-07-01` }, {}],
    ['azapi_new.request', {}, { after_unknown: { type: true } }],
    ['azapi_new.request', {}, { after_unknown: true }],
    ['azapi_data_plane_resource.x', { type: `${registryType}@1` }, {}],
    ['azurestack_container_registry.web', { sku: 'Premium' }, {}],
    ['azurerm_policy_definition.deploy', { policy_rule: template }, {}],
    [
      'azapi_resource.spec',
      {
        type: 'Microsoft.Resources/templateSpecs/versions@2022-02-01',
        body: { properties: { mainTemplate: JSON.parse(template) as object } },
      },
      {},
    ],
    [
      'azurerm_resource_deployment_script_azure_cli.open',
      { script_content: 'az acr update -n shopacr --default-action Allow' },
      {},
    ],
    [
      'azurerm_policy_definition.there',
      { policy_rule: template },
      { actions: ['no-op'] },
    ],
  ])('%s with %j', async (address, after, more) => {
    const resource_changes = [planned(address, after, more)];
    expect(await reported({ ...version, resource_changes })).toEqual({
      outcomes: {},
      notEvaluated: [address],
    });
  });

  test('a data source that runs a command', async () => {
    const program = ['az', 'acr', 'update', '-n', 'shopacr'];
    const read = (name: string, values: object) => ({
      address: `data.external.${name}`,
      mode: 'data',
      type: 'external',
      name,
      values,
    });
    const resources = [
      read('open', { program }),
      read('greet', { program: ['echo'] }),
      read('hidden', { program: ['sh', '-c', null] }),
    ];
    const later = {
      ...read('later', {}),
      change: {
        actions: ['read'],
        before: null,
        after: { program: [...program, null] },
        after_unknown: { program: [false, false, false, false, false, true] },
      },
    };
    const references = [`${web}.name`, web];
    const written = (name: string, expressions: object) => ({
      ...read(name, {}),
      expressions,
    });
    const document = {
      ...version,
      resource_changes: [later],
      prior_state: { values: { root_module: { resources } } },
      configuration: {
        root_module: {
          resources: [
            written('hidden', { program: { references } }),
            written('greet', {
              program: { constant_value: ['echo'] },
              query: { references },
            }),
          ],
        },
      },
    };
    const { notEvaluated } = await reported(document);
    expect(notEvaluated).toEqual([
      'data.external.later',
      'data.external.open',
      'data.external.hidden',
    ]);
  });

  test('also in a state', async () => {
    const entry = { ...planned('azapi_new.request', {}), change: undefined };
    const values = { type: `${registryType}@2023-07-01` };
    const document = {
      ...version,
      values: { root_module: { resources: [{ ...entry, values }] } },
    };
    expect((await reported(document)).notEvaluated).toEqual([entry.address]);
  });
});

test.each<[situation: string, resource: object]>([
  [
    'what is deleted',
    planned('azapi_new.request', {}, { actions: ['delete'], after: null }),
  ],
  [
    'a type of azapi that is for something else',
    planned('azapi_new.request', { type: 'Microsoft.Web/sites@2023-12-01' }),
  ],
  [
    'a policy that compares with the type',
    planned('azurerm_policy_definition.audit', {
      policy_rule: JSON.stringify({
        if: { field: 'type', equals: registryType },
      }),
    }),
  ],
  [
    'a script for something else',
    planned('azurerm_resource_deployment_script_azure_cli.greet', {
      script_content: 'az acr login -n shopacr',
    }),
  ],
])('%s is not reported', async (_situation, resource) => {
  const document = {
    ...version,
    resource_changes: [resource],
    // What is deleted is in the state before.
    prior_state: {
      values: {
        root_module: {
          resources: [
            {
              ...resource,
              change: undefined,
              values: { type: `${registryType}@2023-07-01` },
            },
          ],
        },
      },
    },
  };
  expect((await reported(document)).notEvaluated).toEqual([]);
});

describe('an action of which the plan does not know the registry', () => {
  const address = 'action.azapi_resource_action.patch';
  const invocation = (access: string) => ({
    address,
    type: 'azapi_resource_action',
    name: 'patch',
    config_values: {
      type: `${registryType}@2023-07-01`,
      method: 'PATCH',
      body: { properties: { publicNetworkAccess: access } },
    },
    config_unknown: { resource_id: true },
    lifecycle_action_trigger: {
      triggering_resource_address: web,
      action_trigger_event: 'AfterCreate',
    },
  });

  test.each<[access: string, isOpen: boolean, outcomes: object]>([
    ['Enabled', false, { [web]: 'unknown', [address]: 'unknown' }],
    ['Disabled', true, { [web]: 'unknown', [address]: 'pass' }],
  ])(
    'is about the registry that triggers it, or another: %s',
    async (access, isOpen, outcomes) => {
      const after = { name: 'a', public_network_access_enabled: isOpen };
      const document = {
        ...version,
        resource_changes: [changed(change(after, { id: true }))],
        action_invocations: [invocation(access)],
      };
      expect((await reported(document)).outcomes).toEqual(outcomes);
    },
  );
});

test.each<[values: object, unknown: object, isReported: boolean]>([
  [{ command: 'az', arguments: ['acr', 'update', '-n', 'shop'] }, {}, true],
  [{ command: 'az' }, { arguments: true }, true],
  [{ command: 'kubectl' }, { arguments: true }, false],
])(
  'a command of an action, %j, is reported: %s %s',
  async (config_values, config_unknown, isReported) => {
    const address = 'action.local_command.run';
    const provider_name = 'registry.terraform.io/hashicorp/local';
    const { notEvaluated } = await reported({
      ...version,
      action_invocations: [
        {
          address,
          type: 'local_command',
          provider_name,
          config_values,
          config_unknown,
        },
      ],
    });
    expect(notEvaluated).toEqual(isReported ? [address] : []);
  },
);

test.each<[situation: string, member: object, notEvaluated: string[]]>([
  ['mentions a registry', changed(change({}, {})), ['later_changes']],
  ['mentions none', { type: 'azurerm_storage_account' }, []],
])(
  'a member of a later version that %s is reported if it may declare one',
  async (_, member, notEvaluated) => {
    const document = {
      ...version,
      resource_changes: [],
      later_changes: [member],
    };
    expect(await reported(document)).toEqual({ outcomes: {}, notEvaluated });
  },
);

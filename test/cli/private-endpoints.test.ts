import { check, inFolder, outcomesOf } from '../support/cli';
import { urnOf } from '../support/analyzer';

const rule = 'Azure.ACR.PrivateEndpoint';
const idOf = (name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/${name}`;

async function outcomes(document: unknown) {
  return inFolder(
    {
      'main.json': document,
      'acr.config': { preset: 'firewall', rules: { [rule]: 'advisory' } },
    },
    async (cwd) => {
      const { report } = await check(['--config', 'acr.config', 'main.json'], {
        cwd,
      });
      return Object.values(outcomesOf(report, rule));
    },
  );
}

const token = 'azure-native:containerregistry:Registry';
const endpoint = 'azure-native:network:PrivateEndpoint';
const registryState = {
  urn: urnOf(token, 'web'),
  type: token,
  custom: true,
  id: idOf('web'),
  inputs: { registryName: 'web', sku: { name: 'Premium' } },
};
const endpointState = (inputs: object, more: object = {}) => ({
  urn: urnOf(endpoint, 'a'),
  type: endpoint,
  custom: true,
  inputs,
  ...more,
});
const connections = (id: string) => ({
  privateLinkServiceConnections: [{ privateLinkServiceId: id }],
});
const state = (...resources: object[]) => ({
  version: 3,
  deployment: { manifest: {}, resources },
});

test.each([
  { situation: 'none', resources: [], outcome: 'unknown' },
  {
    situation: 'one of its own',
    resources: [endpointState(connections(idOf('WEB')))],
    outcome: 'pass',
  },
  {
    situation: 'one of another registry',
    resources: [endpointState(connections(idOf('other')))],
    outcome: 'unknown',
  },
  {
    situation: 'one that is about to be deleted',
    resources: [endpointState(connections(idOf('web')), { delete: true })],
    outcome: 'unknown',
  },
])(
  'a state of Pulumi with $situation: $outcome',
  async ({ resources, outcome }) => {
    expect(await outcomes(state(registryState, ...resources))).toEqual([
      outcome,
    ]);
  },
);

test('a preview of Pulumi links an endpoint by what it depends on', async () => {
  const { id, ...planned } = registryState;
  expect(id).toContain('web');
  const step = (newState: { urn: string }) => ({
    op: 'create',
    urn: newState.urn,
    newState,
  });
  const depending = endpointState(
    {
      privateLinkServiceConnections: '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
    },
    {
      propertyDependencies: {
        privateLinkServiceConnections: [planned.urn],
      },
    },
  );
  expect(
    await outcomes({
      steps: [planned, depending].map(step),
      changeSummary: { create: 2 },
    }),
  ).toEqual(['pass']);
});

const address = 'azurerm_container_registry.web';
const connection = {
  is_manual_connection: false,
  name: 'a',
  subresource_names: ['registry'],
};

test.each([
  { situation: 'creates', actions: ['create'], outcome: 'pass' },
  { situation: 'keeps', actions: ['no-op'], outcome: 'pass' },
  { situation: 'deletes', actions: ['delete'], outcome: 'unknown' },
])(
  'a plan of Terraform that $situation the endpoint: $outcome',
  async ({ actions, outcome }) => {
    const after = actions.includes('delete')
      ? null
      : { name: 'a', private_service_connection: [connection] };
    const plan = {
      format_version: '1.2',
      terraform_version: '1.11.4',
      complete: true,
      resource_changes: [
        {
          address,
          mode: 'managed',
          type: 'azurerm_container_registry',
          name: 'web',
          change: {
            actions: ['create'],
            before: null,
            after: { name: 'web', sku: 'Premium' },
            after_unknown: { id: true },
          },
        },
        {
          address: 'azurerm_private_endpoint.a',
          mode: 'managed',
          type: 'azurerm_private_endpoint',
          name: 'a',
          change: {
            actions,
            before: actions.includes('create') ? null : { name: 'a' },
            after,
            after_unknown:
              after === null
                ? {}
                : {
                    private_service_connection: [
                      { private_connection_resource_id: true },
                    ],
                  },
          },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address,
              mode: 'managed',
              type: 'azurerm_container_registry',
              name: 'web',
              expressions: {
                name: { constant_value: 'web' },
                sku: { constant_value: 'Premium' },
              },
            },
            {
              address: 'azurerm_private_endpoint.a',
              mode: 'managed',
              type: 'azurerm_private_endpoint',
              name: 'a',
              expressions: {
                private_service_connection: [
                  {
                    private_connection_resource_id: {
                      references: [`${address}.id`, address],
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    };
    expect(await outcomes(plan)).toEqual([outcome]);
  },
);

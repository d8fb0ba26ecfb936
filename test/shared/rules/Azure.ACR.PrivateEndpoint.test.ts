import { configuration, judgeConfiguration } from '../../support/terraform';
import { ruleNamed } from '../../support/core';

const rule = {
  ...ruleNamed('Azure.ACR.PrivateEndpoint'),
  level: 'advisory',
} as const;

const outcomes = (document: unknown) =>
  judgeConfiguration(document, [rule]).map(
    ({ resource, outcome }) => `${resource.address}: ${outcome}`,
  );

const premium = { name: 'web', sku: 'Premium' };
const endpoint = (id: string, more: object = {}) => ({
  private_service_connection: {
    is_manual_connection: false,
    private_connection_resource_id: id,
    subresource_names: ['registry'],
    ...more,
  },
});
const azapiEndpoint = (id: string, group = 'registry') => ({
  type: 'Microsoft.Network/privateEndpoints@2024-05-01',
  body: {
    properties: {
      privateLinkServiceConnections: [
        { properties: { privateLinkServiceId: id, groupIds: [group] } },
      ],
    },
  },
});
const id = '${azurerm_container_registry.web.id}';
const idOf = (type: string, name: string) =>
  `/subscriptions/s/resourceGroups/g/providers/${type}/${name}`;

const web: [string, unknown] = ['azurerm_container_registry.web', premium];

test.each<{
  situation: string;
  resources: [string, unknown][];
  outcome: string;
}>([
  { situation: 'none', resources: [web], outcome: 'unknown' },
  {
    situation: 'one that refers to it',
    resources: [web, ['azurerm_private_endpoint.a', endpoint(id)]],
    outcome: 'pass',
  },
  {
    situation: 'one in azapi that refers to it',
    resources: [web, ['azapi_resource.a', azapiEndpoint(id)]],
    outcome: 'pass',
  },
  {
    situation: 'one that names its ID',
    resources: [
      web,
      [
        'azurerm_private_endpoint.a',
        endpoint(idOf('Microsoft.ContainerRegistry/registries', 'WEB')),
      ],
    ],
    outcome: 'pass',
  },
  {
    situation: 'one of a storage account with the same name',
    resources: [
      web,
      [
        'azurerm_private_endpoint.a',
        endpoint(idOf('Microsoft.Storage/storageAccounts', 'web')),
      ],
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one of another registry',
    resources: [
      web,
      ['azurerm_private_endpoint.a', endpoint('${azurerm_x.other.id}')],
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one of another group',
    resources: [web, ['azapi_resource.a', azapiEndpoint(id, 'blob')]],
    outcome: 'unknown',
  },
  {
    situation: 'one that waits for an approval',
    resources: [
      web,
      [
        'azurerm_private_endpoint.a',
        endpoint(id, { is_manual_connection: true }),
      ],
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one that may not be created',
    resources: [
      web,
      [
        'azurerm_private_endpoint.a',
        { ...endpoint(id), count: '${var.private ? 1 : 0}' },
      ],
    ],
    outcome: 'unknown',
  },
  {
    situation: 'one that may be about another registry',
    resources: [
      web,
      [
        'azurerm_private_endpoint.a',
        endpoint(`\${var.own ? azurerm_container_registry.web.id : var.id}`),
      ],
    ],
    outcome: 'unknown',
  },
])('a registry beside $situation: $outcome', ({ resources, outcome }) => {
  expect(outcomes(configuration(...resources))).toEqual([
    `azurerm_container_registry.web: ${outcome}`,
  ]);
});

test('below Premium the rule does not apply', () => {
  expect(
    outcomes(
      configuration(['azurerm_container_registry.web', { sku: 'Basic' }]),
    ),
  ).toEqual(['azurerm_container_registry.web: notApplicable']);
});

test('each registry of a for_each has an endpoint of its own', () => {
  const each = { a: 'a', b: 'b' };
  expect(
    outcomes(
      configuration(
        ['azurerm_container_registry.web', { sku: 'Premium', for_each: each }],
        [
          'azurerm_private_endpoint.web',
          {
            for_each: { a: 'a' },
            ...endpoint('${azurerm_container_registry.web[each.key].id}'),
          },
        ],
      ),
    ),
  ).toEqual([
    'azurerm_container_registry.web["a"]: pass',
    'azurerm_container_registry.web["b"]: unknown',
  ]);
});

test('an update of the registry leaves its endpoint', () => {
  expect(
    outcomes(
      configuration(
        web,
        [
          'azapi_update_resource.close',
          {
            type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
            resource_id: id,
            body: { properties: { publicNetworkAccess: 'Disabled' } },
          },
        ],
        ['azurerm_private_endpoint.a', endpoint(id)],
      ),
    ),
  ).toEqual(['azurerm_container_registry.web: pass']);
});

test.each([
  {
    inputs: { private_endpoints: { a: { subnet_resource_id: '${x.id}' } } },
    outcome: 'pass',
  },
  { inputs: { private_endpoints: {} }, outcome: 'unknown' },
  { inputs: { private_endpoints: '${var.endpoints}' }, outcome: 'unknown' },
])(
  'the Azure Verified Module with $inputs: $outcome',
  ({ inputs, outcome }) => {
    const source = 'Azure/avm-res-containerregistry-registry/azurerm';
    expect(
      outcomes(configuration(['module.acr', { source, ...inputs }])),
    ).toEqual([`module.acr: ${outcome}`]);
  },
);

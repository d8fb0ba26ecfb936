import type { Rendering } from '../support/renderings';
import { waysIn } from '../support/ways-in';

interface Row {
  readonly situation: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
  readonly outcome: 'pass' | 'fail';
}

const native = 'azure-native:containerregistry:Registry';
const classic = 'azure:containerservice/registry:Registry';
const bridged = 'azurerm:index/containerRegistry:ContainerRegistry';
const generic = 'azure-native:resources:Resource';
const deployment = 'azure-native:resources:Deployment';
const premium = { sku: { name: 'Premium' } };
const ofGeneric = {
  ...premium,
  apiVersion: '2023-07-01',
  resourceProviderNamespace: 'Microsoft.ContainerRegistry',
  parentResourcePath: '',
  resourceType: 'registries',
  resourceName: 'web',
};
const type = 'Microsoft.ContainerRegistry/registries@2023-07-01';

/** A provider with a schema drops or refuses a name in another case; Azure takes it. */
const rows: Readonly<Record<Rendering['host'], readonly Row[]>> = {
  hcl: [
    {
      situation: 'public access in azurerm',
      type: 'azurerm_container_registry',
      properties: { sku: 'Premium', Public_Network_Access_Enabled: false },
      outcome: 'fail',
    },
  ],
  pulumi: [
    {
      situation: 'public access in azure-native',
      type: native,
      properties: { ...premium, PublicNetworkAccess: 'Disabled' },
      outcome: 'fail',
    },
    {
      situation: 'a rule set in azure-native',
      type: native,
      properties: { ...premium, NetworkRuleSet: { defaultAction: 'Deny' } },
      outcome: 'fail',
    },
    {
      situation: 'a default action in azure-native',
      type: native,
      properties: { ...premium, networkRuleSet: { DefaultAction: 'Deny' } },
      outcome: 'fail',
    },
    {
      situation: 'public access beside the right name, which opens it',
      type: native,
      properties: {
        ...premium,
        publicNetworkAccess: 'Enabled',
        PublicNetworkAccess: 'Disabled',
      },
      outcome: 'fail',
    },
    {
      situation: 'public access beside the right name, which closes it',
      type: native,
      properties: {
        ...premium,
        publicNetworkAccess: 'Disabled',
        PublicNetworkAccess: 'Enabled',
      },
      outcome: 'pass',
    },
    {
      situation: 'public access in the classic provider',
      type: classic,
      properties: { sku: 'Premium', PublicNetworkAccessEnabled: false },
      outcome: 'fail',
    },
    {
      situation: 'a default action in the bridged provider',
      type: bridged,
      properties: {
        sku: 'Premium',
        networkRuleSets: [{ DefaultAction: 'Deny' }],
      },
      outcome: 'fail',
    },
    {
      situation: 'public access in the body of the generic resource',
      type: generic,
      properties: {
        ...ofGeneric,
        properties: { PublicNetworkAccess: 'Disabled' },
      },
      outcome: 'pass',
    },
    {
      situation: 'the body of the generic resource itself',
      type: generic,
      properties: {
        ...ofGeneric,
        Properties: { publicNetworkAccess: 'Disabled' },
      },
      outcome: 'fail',
    },
    {
      situation: 'parameters of a deployment',
      type: deployment,
      properties: {
        properties: {
          template: {
            parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
            resources: [
              {
                type: 'Microsoft.ContainerRegistry/registries',
                apiVersion: '2023-07-01',
                name: 'web',
                ...premium,
                properties: { publicNetworkAccess: "[parameters('access')]" },
              },
            ],
          },
          Parameters: { access: { value: 'Disabled' } },
        },
      },
      outcome: 'fail',
    },
    {
      situation: 'public access in the body of azapi',
      type: 'azapi:index/resource:Resource',
      properties: {
        type,
        body: { ...premium, properties: { PublicNetworkAccess: 'Disabled' } },
      },
      outcome: 'pass',
    },
  ],
  terraform: [
    {
      situation: 'public access in azurerm',
      type: 'azurerm_container_registry',
      properties: { sku: 'Premium', Public_Network_Access_Enabled: false },
      outcome: 'fail',
    },
    {
      situation: 'a default action in azurerm',
      type: 'azurerm_container_registry',
      properties: {
        sku: 'Premium',
        network_rule_set: [{ Default_Action: 'Deny' }],
      },
      outcome: 'fail',
    },
    {
      situation: 'public access in the body of azapi',
      type: 'azapi_resource',
      properties: {
        type,
        body: { ...premium, properties: { PublicNetworkAccess: 'Disabled' } },
      },
      outcome: 'pass',
    },
  ],
};

describe.each(waysIn)('names in another case in $name', (way) => {
  beforeAll(way.start);
  afterAll(way.stop);

  describe.each(way.hosts)('in %s', (host) => {
    test.each(rows[host])(
      '$situation: $outcome',
      async ({ type, properties, outcome }) => {
        const rendering: Rendering = {
          surface: type,
          host,
          type,
          render: () => properties,
        };
        expect(await way.judge(rendering, [{}])).toEqual([way.says(outcome)]);
      },
    );
  });
});

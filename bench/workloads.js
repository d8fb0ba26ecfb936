'use strict';
// What is measured: resources of the kinds and sizes that a platform team
// declares around its registries. Attributes are azurerm's, written as CDKTF and
// Pulumi write them; all registries comply.
const Module = require('node:module');
const { Struct } = require('google-protobuf/google/protobuf/struct_pb');

const group = 'rg-shop-production';
const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const common = {
  resourceGroupName: group,
  location: 'westeurope',
  tags: { environment: 'production', team: 'shop', costCenter: '4711' },
};

const registry = {
  type: 'container-registry',
  attributes: (index) => ({
    ...common,
    name: `registry${index}`,
    sku: 'Premium',
    publicNetworkAccessEnabled: false,
    exportPolicyEnabled: false,
    retentionPolicyInDays: 7,
    georeplications: [{ location: 'northeurope' }],
  }),
};

const others = [
  {
    type: 'subnet',
    attributes: (index) => ({
      resourceGroupName: group,
      name: `subnet${index}`,
      virtualNetworkName: 'vnet-hub',
      addressPrefixes: [`10.${index % 256}.0.0/24`],
      serviceEndpoints: ['Microsoft.Storage', 'Microsoft.KeyVault'],
    }),
  },
  {
    type: 'network-security-group',
    attributes: (index) => ({
      ...common,
      name: `nsg${index}`,
      securityRule: Array.from({ length: 6 }, (_, rule) => ({
        name: `allow-${rule}`,
        priority: 100 + rule,
        access: 'Allow',
        direction: 'Inbound',
        protocol: 'Tcp',
        sourceAddressPrefix: `10.${rule}.0.0/16`,
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: String(8000 + rule),
      })),
    }),
  },
  {
    type: 'role-assignment',
    attributes: () => ({
      scope: subscription,
      roleDefinitionName: 'AcrPull',
      principalId: '11111111-1111-1111-1111-111111111111',
    }),
  },
  {
    type: 'storage-account',
    attributes: (index) => ({
      ...common,
      name: `storage${index}`,
      accountTier: 'Standard',
      accountReplicationType: 'ZRS',
      minTlsVersion: 'TLS1_2',
      publicNetworkAccessEnabled: false,
      networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
    }),
  },
  {
    type: 'linux-web-app',
    attributes: (index) => ({
      ...common,
      name: `web${index}`,
      servicePlanId: `${subscription}/resourceGroups/${group}/providers/Microsoft.Web/serverFarms/plan`,
      httpsOnly: true,
      siteConfig: { alwaysOn: true, ftpsState: 'Disabled' },
      appSettings: Object.fromEntries(
        Array.from({ length: 8 }, (_, n) => [`SETTING_${n}`, `value ${n}`]),
      ),
    }),
  },
];

/** Resources of which a share are registries, evenly spread. */
const mixed = (count, share) =>
  Array.from({ length: count }, (_, index) => {
    const isRegistry = index % Math.round(1 / share) === 0;
    return {
      index,
      ...(isRegistry ? registry : others[index % others.length]),
    };
  });

/** Requests of the analyzer protocol; registries are azure-native's. */
function analyzeRequests(count, share, proto) {
  const provider = new proto.AnalyzerProviderResource();
  provider.setType('pulumi:providers:azure');
  provider.setName('default');
  provider.setUrn('urn:pulumi:dev::shop::pulumi:providers:azure::default');
  provider.setProperties(Struct.fromJavaScript({ version: '6.0.0' }));
  return mixed(count, share).map(({ index, type, attributes }) => {
    const isRegistry = type === registry.type;
    const token = isRegistry
      ? 'azure-native:containerregistry:Registry'
      : `azure:core/${type}:${type}`;
    const properties = isRegistry
      ? {
          ...common,
          registryName: `registry${index}`,
          sku: { name: 'Premium' },
          publicNetworkAccess: 'Disabled',
          networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
          policies: { retentionPolicy: { days: 30, status: 'enabled' } },
        }
      : attributes(index);
    const request = new proto.AnalyzeRequest();
    request.setType(token);
    request.setName(`resource-${index}`);
    request.setUrn(`urn:pulumi:dev::shop::${token}::resource-${index}`);
    request.setProperties(Struct.fromJavaScript(properties));
    request.setOptions(new proto.AnalyzerResourceOptions());
    request.setProvider(provider);
    return request;
  });
}

/** An App of one stack, made with the generated classes of azurerm. */
function cdktfApp(library, count, share, outdir) {
  // The provider is generated for cdktf; cdktn's is the same but for the import.
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    resolve.call(Module, request === 'cdktf' ? library : request, ...rest);
  const classOf = (type) =>
    require(`@cdktf/provider-azurerm/lib/${type}`)[
      type.replaceAll(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase())
    ];
  const { App, TerraformStack } = require(library);
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  for (const { index, type, attributes } of mixed(count, share)) {
    const Resource = classOf(type);
    new Resource(stack, `${type}${index}`, attributes(index));
  }
  return app;
}

/** Names as Terraform writes them, but for keys of maps. */
function snakeCase(value) {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCase(member),
    ]),
  );
}

/** What `terraform show -json` prints of a plan. */
const plan = (count, share) =>
  planOf(
    mixed(count, share).map(({ index, type, attributes }) => ({
      type: `azurerm_${type.replaceAll('-', '_')}`,
      values: snakeCase(attributes(index)),
    })),
  );

/** A plan of registries, each with its own network. */
const differentRegistries = (count) =>
  planOf(
    Array.from({ length: count }, (_, index) => ({
      type: 'azurerm_container_registry',
      values: snakeCase({
        ...registry.attributes(index),
        publicNetworkAccessEnabled: true,
        networkRuleSet: [
          {
            defaultAction: index % 2 === 0 ? 'Deny' : 'Allow',
            ipRule: [{ action: 'Allow', ipRange: networkOf(index) }],
          },
        ],
      }),
    })),
  );

const networkOf = (index) =>
  `10.${index >> 12}.${(index >> 4) & 255}.${(index & 15) * 16}/28`;

function planOf(declared) {
  const provider = 'registry.terraform.io/hashicorp/azurerm';
  const resources = declared.map(({ type, values }, index) => ({
    address: `${type}.resource_${index}`,
    mode: 'managed',
    type,
    name: `resource_${index}`,
    provider_name: provider,
    values,
  }));
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources } },
    resource_changes: resources.map(({ values, ...each }) => ({
      ...each,
      change: {
        actions: ['create'],
        before: null,
        after: values,
        after_unknown: { id: true },
      },
    })),
    configuration: {
      provider_config: { azurerm: { name: 'azurerm', full_name: provider } },
      root_module: {
        resources: resources.map(({ address, mode, type, name, values }) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: 'azurerm',
          expressions: Object.fromEntries(
            Object.keys(values).map((key) => [key, { constant_value: null }]),
          ),
        })),
      },
    },
  };
}

module.exports = {
  analyzeRequests,
  cdktfApp,
  differentRegistries,
  plan,
};

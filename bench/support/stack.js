'use strict';
// A mixed stack as requests of the analyzer protocol: what a platform team
// declares around its registries, with bags of properties of the usual size.
const { Struct } = require('google-protobuf/google/protobuf/struct_pb');
const proto = require('@pulumi/pulumi/proto/analyzer_pb');
const { securityRules } = require('./security-rules');

const location = 'westeurope';
const resourceGroupName = 'rg-shop-production-westeurope';
const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const tags = {
  team: 'platform',
  costCenter: '4711',
  environment: 'production',
};

const idOf = (provider, name) =>
  `${subscription}/resourceGroups/${resourceGroupName}/providers/${provider}/${name}`;

/** How often each kind of resource comes, of a hundred. */
const kinds = [
  [1, 'azure-native:containerregistry:Registry', registry],
  [20, 'azure-native:network:Subnet', subnet],
  [15, 'azure-native:network:NetworkSecurityGroup', securityGroup],
  [14, 'azure-native:authorization:RoleAssignment', roleAssignment],
  [15, 'azure-native:storage:StorageAccount', storageAccount],
  [10, 'azure-native:web:WebApp', webApp],
  [15, 'kubernetes:apps/v1:Deployment', deployment],
  [10, 'company:platform:Service', () => ({ size: 'small', tags })],
];

function registry(index) {
  const isOpen = index % 200 === 0;
  return {
    registryName: `registry${index}`,
    resourceGroupName,
    location,
    tags,
    sku: { name: 'Premium' },
    adminUserEnabled: false,
    publicNetworkAccess: isOpen ? 'Enabled' : 'Disabled',
    networkRuleBypassOptions: 'AzureServices',
    networkRuleSet: { defaultAction: isOpen ? 'Allow' : 'Deny', ipRules: [] },
    zoneRedundancy: 'Enabled',
    policies: { retentionPolicy: { days: 30, status: 'enabled' } },
  };
}

function subnet(index) {
  return {
    resourceGroupName,
    virtualNetworkName: 'vnet-hub',
    subnetName: `subnet-${index}`,
    addressPrefix: `10.${index % 256}.0.0/24`,
    networkSecurityGroup: { id: idOf('Microsoft.Network', `nsg-${index}`) },
    serviceEndpoints: [
      { service: 'Microsoft.Storage', locations: [location] },
      { service: 'Microsoft.KeyVault', locations: ['*'] },
    ],
  };
}

function securityGroup(index) {
  return {
    resourceGroupName,
    location,
    tags,
    networkSecurityGroupName: `nsg-${index}`,
    securityRules: securityRules(6),
  };
}

function roleAssignment(index) {
  return {
    scope: idOf('Microsoft.Storage/storageAccounts', `store${index}`),
    principalId: '00000000-0000-0000-0000-000000000001',
    principalType: 'ServicePrincipal',
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acrpull`,
  };
}

function storageAccount(index) {
  return {
    accountName: `store${index}`,
    resourceGroupName,
    location,
    tags,
    kind: 'StorageV2',
    sku: { name: 'Standard_ZRS' },
    allowBlobPublicAccess: false,
    minimumTlsVersion: 'TLS1_2',
    networkRuleSet: { defaultAction: 'Deny', bypass: 'AzureServices' },
    encryption: {
      keySource: 'Microsoft.Storage',
      services: { blob: { enabled: true }, file: { enabled: true } },
    },
  };
}

function webApp(index) {
  return {
    name: `app-${index}`,
    resourceGroupName,
    location,
    tags,
    httpsOnly: true,
    serverFarmId: idOf('Microsoft.Web/serverfarms', 'plan'),
    siteConfig: {
      linuxFxVersion: 'DOCKER|shop.azurecr.io/web:1.0',
      appSettings: Array.from({ length: 12 }, (_, setting) => ({
        name: `SETTING_${setting}`,
        value: `value of the setting ${setting}`,
      })),
    },
  };
}

function deployment(index) {
  const labels = { app: `service-${index}`, team: 'platform' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `service-${index}`, namespace: 'shop', labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'service',
              image: `shop.azurecr.io/service:${index}`,
              ports: [{ containerPort: 8080 }],
              env: [{ name: 'LOG_LEVEL', value: 'info' }],
              resources: {
                requests: { cpu: '100m', memory: '128Mi' },
                limits: { cpu: '1', memory: '512Mi' },
              },
            },
          ],
        },
      },
    },
  };
}

/** The kinds by their place in a hundred, mixed: 37 and 100 have no common factor. */
const hundred = kinds.flatMap(([share, type, properties]) =>
  Array.from({ length: share }, () => ({ type, properties })),
);
const kindOf = (index) => hundred[(index * 37) % 100];

/** The properties of the provider, which the engine sends with each resource. */
const provider = {
  'azure-native': {
    subscriptionId: '00000000-0000-0000-0000-000000000000',
    location,
    version: '3.28.0',
  },
};

/**
 * A resource of the stack, as the engine sends it.
 *
 * @param {number} index of the resource in the stack
 * @param {typeof proto.AnalyzeRequest | typeof proto.AnalyzerResource} Message
 */
function resource(index, Message) {
  const { type, properties } = kindOf(index);
  const message = new Message();
  message.setType(type);
  message.setName(`resource-${index}`);
  message.setUrn(`urn:pulumi:dev::shop::${type}::resource-${index}`);
  message.setProperties(Struct.fromJavaScript(properties(index)));
  message.setOptions(new proto.AnalyzerResourceOptions());
  const [name] = type.split(':');
  if (name in provider) message.setProvider(providerResource(name));
  return message;
}

function providerResource(name) {
  const message = new proto.AnalyzerProviderResource();
  message.setType(`pulumi:providers:${name}`);
  message.setName('default');
  message.setUrn(`urn:pulumi:dev::shop::pulumi:providers:${name}::default`);
  message.setProperties(Struct.fromJavaScript(provider[name]));
  return message;
}

/** @param {number} count */
function stack(count, Message) {
  return Array.from({ length: count }, (_, index) => resource(index, Message));
}

module.exports = { stack };

'use strict';
// What a synthesis is measured on: a stack as a platform team writes it, made
// with the generated provider, and a stack of nothing but registries.
const Module = require('node:module');
const { securityRules } = require('./security-rules');

/**
 * @param {'cdktf' | 'cdktn'} library
 * @returns the library, and what makes resources on it
 */
function load(library) {
  // The provider is generated for cdktf; cdktn's is the same but for the import.
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    resolve.call(Module, request === 'cdktf' ? library : request, ...rest);
  const azurerm = (name) => require(`@cdktf/provider-azurerm/lib/${name}`);
  return {
    ...require(library),
    ...azurerm('provider'),
    ...azurerm('resource-group'),
    ...azurerm('container-registry'),
    ...azurerm('key-vault'),
    ...azurerm('linux-web-app'),
    ...azurerm('network-security-group'),
    ...azurerm('private-endpoint'),
    ...azurerm('role-assignment'),
    ...azurerm('storage-account'),
    ...azurerm('subnet'),
  };
}

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';

/** How often each kind of resource comes in a mixed stack, of a hundred. */
const kinds = [
  [1, registry],
  [20, subnet],
  [15, securityGroup],
  [15, roleAssignment],
  [15, storageAccount],
  [10, webApp],
  [15, privateEndpoint],
  [4, keyVault],
  [4, azapiResource],
  [1, moduleCall],
];
const hundred = kinds.flatMap(([times, make]) => Array(times).fill(make));

const stacks = {
  mixed: (index) => hundred[index % hundred.length],
  registries: () => registry,
};

/**
 * Makes an App of one stack whose registries comply.
 *
 * @param tools what {@link load} returns
 * @param {'mixed' | 'registries'} content
 * @param {number} size how many resources
 */
function makeApp(tools, content, size, outdir) {
  const app = new tools.App({ outdir });
  const stack = new tools.TerraformStack(app, 'stack');
  new tools.AzurermProvider(stack, 'azurerm', { features: [{}] });
  const group = new tools.ResourceGroup(stack, 'group', {
    name: 'rg-shop-production',
    location: 'westeurope',
  });
  const common = {
    resourceGroupName: group.name,
    location: 'westeurope',
    tags: { environment: 'production', team: tagOf(group) },
  };
  for (let index = 0; index < size; index++) {
    stacks[content](index)(tools, stack, index, common);
  }
  return { app, stack };
}

/** A value that Terraform computes. */
const tagOf = (group) => group.getStringAttribute('managed_by');

function registry({ ContainerRegistry }, stack, index, common) {
  new ContainerRegistry(stack, `registry${index}`, {
    ...common,
    name: `registry${index}`,
    sku: 'Premium',
    publicNetworkAccessEnabled: false,
    exportPolicyEnabled: false,
    quarantinePolicyEnabled: true,
    retentionPolicyInDays: 7,
    georeplications: [{ location: 'northeurope' }],
  });
}

function subnet({ Subnet }, stack, index, { resourceGroupName }) {
  new Subnet(stack, `subnet${index}`, {
    resourceGroupName,
    name: `subnet${index}`,
    virtualNetworkName: 'vnet-hub',
    addressPrefixes: [`10.${index % 256}.0.0/24`],
    serviceEndpoints: ['Microsoft.Storage', 'Microsoft.KeyVault'],
  });
}

function securityGroup({ NetworkSecurityGroup }, stack, index, common) {
  new NetworkSecurityGroup(stack, `nsg${index}`, {
    ...common,
    name: `nsg${index}`,
    securityRule: securityRules(6),
  });
}

function roleAssignment({ RoleAssignment }, stack, index) {
  new RoleAssignment(stack, `role${index}`, {
    scope: subscription,
    roleDefinitionName: 'AcrPull',
    principalId: '11111111-1111-1111-1111-111111111111',
  });
}

function storageAccount({ StorageAccount }, stack, index, common) {
  new StorageAccount(stack, `storage${index}`, {
    ...common,
    name: `storage${index}`,
    accountTier: 'Standard',
    accountReplicationType: 'ZRS',
    minTlsVersion: 'TLS1_2',
    publicNetworkAccessEnabled: false,
    networkRules: { defaultAction: 'Deny', bypass: ['AzureServices'] },
  });
}

function webApp({ LinuxWebApp }, stack, index, common) {
  new LinuxWebApp(stack, `web${index}`, {
    ...common,
    name: `web${index}`,
    servicePlanId: `${subscription}/resourceGroups/rg/providers/Microsoft.Web/serverFarms/plan`,
    httpsOnly: true,
    siteConfig: { alwaysOn: true, ftpsState: 'Disabled' },
    appSettings: Object.fromEntries(
      Array.from({ length: 8 }, (_, setting) => [
        `SETTING_${setting}`,
        `value ${setting} of ${index}`,
      ]),
    ),
  });
}

function privateEndpoint({ PrivateEndpoint }, stack, index, common) {
  new PrivateEndpoint(stack, `endpoint${index}`, {
    ...common,
    name: `endpoint${index}`,
    subnetId: `${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/s${index}`,
    privateServiceConnection: {
      name: 'connection',
      isManualConnection: false,
      subresourceNames: ['blob'],
    },
  });
}

function keyVault({ KeyVault }, stack, index, common) {
  new KeyVault(stack, `vault${index}`, {
    ...common,
    name: `vault${index}`,
    skuName: 'premium',
    tenantId: '22222222-2222-2222-2222-222222222222',
    publicNetworkAccessEnabled: false,
  });
}

function azapiResource({ TerraformResource }, stack, index, common) {
  const resource = new TerraformResource(stack, `azapi${index}`, {
    terraformResourceType: 'azapi_resource',
  });
  resource.addOverride('type', 'Microsoft.App/managedEnvironments@2025-01-01');
  resource.addOverride('name', `environment${index}`);
  resource.addOverride('location', common.location);
  resource.addOverride('body', {
    properties: { zoneRedundant: true, publicNetworkAccess: 'Disabled' },
  });
}

function moduleCall({ TerraformHclModule }, stack, index) {
  new TerraformHclModule(stack, `module${index}`, {
    source: 'Azure/avm-res-keyvault-vault/azurerm',
    version: '0.10.0',
    variables: { name: `vault${index}`, location: 'westeurope' },
  });
}

module.exports = { load, makeApp };

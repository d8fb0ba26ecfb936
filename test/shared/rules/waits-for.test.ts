import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const premium = { sku: { name: 'Premium' } };
const allowing = (...ipRules: readonly unknown[]) => ({
  ...premium,
  networkRuleSet: {
    defaultAction: 'Deny',
    ipRules: ipRules.map((iPAddressOrRange) => ({ iPAddressOrRange })),
  },
});
const europe = { allowedLocations: ['westeurope', 'northeurope'] };

interface Situation {
  readonly rule: string;
  readonly dialect: keyof typeof dialects;
  readonly properties: object;
  readonly options?: typeof europe;
  readonly says: string;
}

test.each<Situation>([
  {
    rule: 'Azure.ACR.GeoReplica',
    dialect: 'azurerm',
    properties: {
      sku: 'Premium',
      location: unknown,
      georeplications: [{ location: 'westeurope' }],
    },
    says: 'location is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.GeoReplica',
    dialect: 'azurerm',
    properties: { sku: 'Premium', location: unknown, georeplications: unknown },
    says: 'location and georeplications are unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.GeoReplica',
    dialect: 'azurerm',
    properties: { sku: unknown, location: unknown },
    says: 'sku is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.GeoReplica',
    dialect: 'azurerm',
    properties: {
      sku: 'Premium',
      location: 'westeurope',
      georeplications: [{ location: unknown }],
    },
    says: 'georeplications is partly unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.ReplicaLocation',
    dialect: 'azurerm',
    properties: { sku: 'Premium', georeplications: unknown },
    options: europe,
    says: 'georeplications is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.ReplicaLocation',
    dialect: 'azurerm',
    properties: { sku: 'Premium', georeplications: [{ location: unknown }] },
    options: europe,
    says: 'georeplications is partly unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.OpenIpRule',
    dialect: 'azureNative',
    properties: { ...allowing('0.0.0.0/0'), publicNetworkAccess: unknown },
    says: 'publicNetworkAccess is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.OpenIpRule',
    dialect: 'azureNative',
    properties: allowing(unknown),
    says: 'networkRuleSet.ipRules is partly unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.OpenIpRule',
    dialect: 'azureNative',
    properties: { ...premium, networkRuleSet: unknown },
    says: 'networkRuleSet.defaultAction and networkRuleSet.ipRules are unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.Name',
    dialect: 'azurerm',
    properties: { name: unknown },
    says: 'name is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'azureNative',
    properties: { sku: { name: unknown } },
    says: 'sku.name is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'azureNative',
    properties: {
      sku: { name: unknown },
      publicNetworkAccess: unknown,
      networkRuleSet: { defaultAction: 'Allow' },
    },
    says: 'sku.name and publicNetworkAccess are unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'azureNative',
    properties: { ...premium, publicNetworkAccess: unknown },
    says: 'publicNetworkAccess is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'armTemplate',
    properties: {
      sku: { name: 'Premium', tier: unknown },
      properties: { publicNetworkAccess: unknown },
    },
    says: 'properties.publicNetworkAccess is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.AnonymousAccess',
    dialect: 'azureNative',
    properties: { sku: { name: unknown }, anonymousPullEnabled: true },
    says: 'sku.name is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.ContentTrust',
    dialect: 'azureNative',
    properties: {
      ...premium,
      encryption: { keyVaultProperties: { identity: unknown } },
    },
    says: 'encryption.keyVaultProperties.identity is unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.TrustedServices',
    dialect: 'azureNative',
    properties: {
      ...premium,
      publicNetworkAccess: unknown,
      networkRuleSet: { defaultAction: unknown },
      networkRuleBypassOptions: 'None',
    },
    says: 'publicNetworkAccess and networkRuleSet.defaultAction are unknown (a test says so)',
  },
  {
    rule: 'Azure.ACR.SoftDelete',
    dialect: 'armTemplate',
    properties: { properties: { policies: { retentionPolicy: unknown } } },
    says: 'properties.policies.retentionPolicy.status is unknown (a test says so)',
  },
])('$rule, $dialect, $properties: $says', ({ rule, ...situation }) => {
  const { dialect, properties, options, says } = situation;
  const { message } = judge(
    dialects[dialect],
    properties,
    ruleNamed(rule),
    options,
  );
  expect(message).toContain(`checked yet: ${says}.`);
});

import { dialects, judge, ruleNamed } from '../../support/core';
import type { Outcome } from '../../support/neutral';

interface Situation {
  readonly rule: string;
  readonly dialect: keyof typeof dialects;
  readonly properties: object;
  readonly outcome: Outcome;
}

const arm = { sku: { name: 'Premium' } };
const azurerm = { sku: 'Premium', location: 'westeurope' };

test.each<Situation>([
  {
    rule: 'Azure.ACR.Name',
    dialect: 'azurerm',
    properties: { name: 'acr#{Environment}#' },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Name',
    dialect: 'azurerm',
    properties: { name: 'acr${ENVIRONMENT=dev}' },
    outcome: 'pass',
  },
  {
    rule: 'Azure.ACR.Name',
    dialect: 'azurerm',
    properties: { name: 'my_acr' },
    outcome: 'fail',
  },
  {
    rule: 'Azure.ACR.AdminUser',
    dialect: 'azureNative',
    properties: { adminUserEnabled: '$(admin)' },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.AdminUser',
    dialect: 'azurerm',
    properties: { admin_enabled: '${ADMIN=false}' },
    outcome: 'pass',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'armTemplate',
    properties: { ...arm, properties: { networkRuleSet: '#{RuleSet}#' } },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'armTemplate',
    properties: { ...arm, properties: '__PROPERTIES__' },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'azurerm',
    properties: { ...azurerm, network_rule_set: '{{ rule_set }}' },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'azurerm',
    properties: { ...azurerm, network_rule_set: 'Deny' },
    outcome: 'fail',
  },
  {
    rule: 'Azure.ACR.Firewall',
    dialect: 'armTemplate',
    properties: {
      ...arm,
      properties: {
        publicNetworkAccess: 'Enabled',
        PublicNetworkAccess: '$(access)',
      },
    },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.OpenIpRule',
    dialect: 'azurerm',
    properties: {
      ...azurerm,
      network_rule_set: {
        default_action: 'Deny',
        ip_rule: [{ ip_range: '<your range>' }],
      },
    },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.GeoReplica',
    dialect: 'azurerm',
    properties: { ...azurerm, georeplications: [{ location: '$(region)' }] },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Retention',
    dialect: 'azurerm',
    properties: { ...azurerm, retention_policy_in_days: '#{Days}#' },
    outcome: 'unknown',
  },
  {
    rule: 'Azure.ACR.Retention',
    dialect: 'azurerm',
    properties: { ...azurerm, retention_policy_in_days: '${DAYS=7}' },
    outcome: 'pass',
  },
])(
  '$rule, $dialect, $properties: $outcome',
  ({ rule, dialect, properties, outcome }) => {
    expect(judge(dialects[dialect], properties, ruleNamed(rule)).outcome).toBe(
      outcome,
    );
  },
);

import { dialects, judge, ruleNamed } from '../../support/core';

test.each([
  {
    rule: 'Firewall',
    properties: { sku: 'Basic', public_network_access_enabled: false },
    note: 'Azure refuses public_network_access_enabled on Basic.',
  },
  {
    rule: 'Firewall',
    properties: {
      sku: 'Standard',
      network_rule_set: [{ default_action: 'Deny' }],
    },
    note: 'Azure refuses network_rule_set.default_action on Standard.',
  },
  {
    rule: 'OpenIpRule',
    properties: {
      sku: 'basic',
      network_rule_set: [
        { default_action: 'Deny', ip_rule: [{ ip_range: '0.0.0.0/0' }] },
      ],
    },
    note: 'Azure refuses network_rule_set.default_action, network_rule_set.ip_rule on basic.',
  },
  {
    rule: 'Quarantine',
    properties: { sku: 'Standard', quarantine_policy_enabled: true },
    note: 'Azure refuses quarantine_policy_enabled on Standard.',
  },
  {
    rule: 'Retention',
    properties: { sku: 'Standard', retention_policy_in_days: 7 },
    note: 'Azure refuses retention_policy_in_days on Standard.',
  },
  {
    rule: 'AnonymousAccess',
    properties: { sku: 'Basic', anonymous_pull_enabled: true },
    note: 'Azure refuses anonymous_pull_enabled on Basic.',
  },
  {
    rule: 'GeoReplica',
    properties: {
      sku: 'Standard',
      georeplications: [{ location: 'westeurope' }],
    },
    note: 'Azure refuses georeplications on Standard.',
  },
])('$rule notes: $note', ({ rule, properties, note }) => {
  const { outcome, message } = judge(
    dialects.azurerm,
    properties,
    ruleNamed(`Azure.ACR.${rule}`),
  );
  expect(outcome).toBe('notApplicable');
  expect(message).toContain(note);
});

test.each([
  { sku: 'Basic' },
  { sku: 'Basic', public_network_access_enabled: true },
  { sku: 'Standard', network_rule_set: [] },
  { sku: 'Standard', network_rule_set: [{ default_action: 'Allow' }] },
])('%j has nothing that Azure refuses', (properties) => {
  const { outcome, message } = judge(dialects.azurerm, properties);
  expect(outcome).toBe('notApplicable');
  expect(message).not.toContain('refuses');
});

import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.TaskBypass');

const closed = { sku: 'Premium', public_network_access_enabled: false };

test.each([
  { situation: 'nothing set', properties: closed, outcome: 'pass' },
  {
    situation: 'the bypass',
    properties: { ...closed, network_rule_bypass_for_tasks_enabled: true },
    outcome: 'fail',
  },
  {
    situation: 'no bypass',
    properties: { ...closed, network_rule_bypass_for_tasks_enabled: false },
    outcome: 'pass',
  },
  {
    situation: 'an unknown bypass',
    properties: { ...closed, network_rule_bypass_for_tasks_enabled: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'the bypass of an open registry',
    properties: { sku: 'Premium', network_rule_bypass_for_tasks_enabled: true },
    outcome: 'notApplicable',
  },
  {
    situation: 'a plan of a provider without the attribute',
    properties: { ...closed, login_server: unknown },
    outcome: 'notApplicable',
  },
])('$situation: $outcome', ({ properties, outcome }) => {
  expect(judge(dialects.azurerm, properties, rule).outcome).toBe(outcome);
});

test('counts in an API version that does not have it', () => {
  const properties = {
    apiVersion: '2023-07-01',
    sku: { name: 'Premium' },
    properties: {
      publicNetworkAccess: 'Disabled',
      networkRuleBypassAllowedForTasks: true,
    },
  };
  expect(judge(dialects.armTemplate, properties, rule).outcome).toBe('fail');
});

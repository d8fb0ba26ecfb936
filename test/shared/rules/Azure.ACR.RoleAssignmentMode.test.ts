import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.RoleAssignmentMode');

test.each([
  { mode: undefined, outcome: 'fail' },
  { mode: 'LegacyRegistryPermissions', outcome: 'fail' },
  { mode: 'AbacRepositoryPermissions', outcome: 'pass' },
  { mode: unknown, outcome: 'unknown' },
])('the mode $mode: $outcome', ({ mode, outcome }) => {
  expect(
    judge(dialects.azurerm, { sku: 'Basic', role_assignment_mode: mode }, rule)
      .outcome,
  ).toBe(outcome);
  expect(
    judge(
      dialects.azureNative,
      { sku: { name: 'Basic' }, roleAssignmentMode: mode },
      rule,
    ).outcome,
  ).toBe(outcome);
});

test.each([
  { apiVersion: '2025-04-01', outcome: 'fail' },
  { apiVersion: '2025-03-01-preview', outcome: 'pass' },
  { apiVersion: '2025-11-01', outcome: 'pass' },
])('in API version $apiVersion: $outcome', ({ apiVersion, outcome }) => {
  const properties = {
    apiVersion,
    sku: { name: 'Basic' },
    properties: { roleAssignmentMode: 'AbacRepositoryPermissions' },
  };
  expect(judge(dialects.armTemplate, properties, rule).outcome).toBe(outcome);
});

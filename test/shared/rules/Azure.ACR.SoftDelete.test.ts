import { dialects, judge, ruleNamed } from '../../support/core';
import { azapi } from '../../../shared/dialects/arm';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.SoftDelete');

const registry = (policies: object, rest: object = {}) => ({
  sku: { name: 'Premium' },
  properties: { policies, ...rest },
});
const softDelete = (retentionDays: unknown) => ({
  softDeletePolicy: { status: 'enabled', retentionDays },
});

test.each([
  { situation: 'no policy', policies: {}, outcome: 'fail' },
  { situation: 'a policy', policies: softDelete(7), outcome: 'pass' },
  {
    situation: 'a policy without days',
    policies: softDelete(undefined),
    outcome: 'fail',
  },
  {
    situation: 'days that are not known yet',
    policies: softDelete(unknown),
    outcome: 'unknown',
  },
  {
    situation: 'beside a retention policy',
    policies: { retentionPolicy: { status: 'enabled' } },
    outcome: 'notApplicable',
  },
  {
    situation: 'beside a retention policy that is turned off',
    policies: { ...softDelete(7), retentionPolicy: { status: 'disabled' } },
    outcome: 'pass',
  },
  {
    situation: 'a retention policy that is not known yet',
    policies: { retentionPolicy: unknown },
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ policies, outcome }) => {
  expect(judge(dialects.armTemplate, registry(policies), rule).outcome).toBe(
    outcome,
  );
});

test.each([
  { situation: 'no replica', replications: [], outcome: 'pass' },
  {
    situation: 'a replica',
    replications: [{ location: 'westeurope' }],
    outcome: 'notApplicable',
  },
  {
    situation: 'replicas that are not known yet',
    replications: unknown,
    outcome: 'unknown',
    policies: {},
  },
])(
  'beside $situation: $outcome',
  ({ replications, outcome, policies = softDelete(7) }) => {
    const properties = { ...registry(policies), replications };
    expect(judge(dialects.armTemplate, properties, rule).outcome).toBe(outcome);
  },
);

test('where there is no word for soft delete there is nothing to say', () => {
  const finding = judge(dialects.azurerm, { sku: 'Premium' }, rule);
  expect(finding.outcome).toBe('notApplicable');
});

test.each([
  {
    surface: 'an azapi resource of an API version without soft delete',
    dialect: azapi,
    properties: {
      type: 'Microsoft.ContainerRegistry/registries@2025-11-01',
      body: { sku: { name: 'Premium' } },
    },
    fix: 'Fix: use API version 2022-02-01-preview or a later preview version; set body = { properties = { policies = { softDeletePolicy = { status = "enabled", retentionDays = 7 } } } }.',
  },
  {
    surface: 'azure-native',
    dialect: dialects.azureNative,
    properties: { sku: { name: 'Premium' } },
    fix: 'Fix: set policies.softDeletePolicy.status to "enabled", and policies.softDeletePolicy.retentionDays to 7.',
  },
])('the fix for $surface can be pasted', ({ dialect, properties, fix }) => {
  expect(judge(dialect, properties, rule).message).toContain(fix);
});

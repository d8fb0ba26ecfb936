import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.ExportPolicy');

test.each([
  {
    situation: 'export and public access disabled',
    properties: {
      export_policy_enabled: false,
      public_network_access_enabled: false,
    },
    outcome: 'pass',
  },
  {
    situation: 'export disabled, public access not',
    properties: { export_policy_enabled: false },
    outcome: 'fail',
  },
  {
    situation: 'public access disabled, export not',
    properties: { public_network_access_enabled: false },
    outcome: 'fail',
  },
  { situation: 'nothing set', properties: {}, outcome: 'fail' },
  {
    situation: 'a SKU that has no such setting',
    properties: { sku: 'Standard' },
    outcome: 'notApplicable',
  },
  {
    situation: 'export not known yet, public access disabled',
    properties: {
      export_policy_enabled: unknown,
      public_network_access_enabled: false,
    },
    outcome: 'unknown',
  },
  {
    situation: 'export not known yet, public access enabled',
    properties: { export_policy_enabled: unknown },
    outcome: 'fail',
  },
  {
    situation: 'a SKU that is not known yet',
    properties: { sku: unknown },
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ properties, outcome }) => {
  const registry = { sku: 'Premium', ...properties };
  expect(judge(dialects.azurerm, registry, rule).outcome).toBe(outcome);
});

test('only what is missing is named', () => {
  const { reasons } = judge(
    dialects.azurerm,
    { sku: 'Premium', export_policy_enabled: false },
    rule,
  );
  expect(reasons.map(({ path }) => path)).toEqual([
    'public_network_access_enabled',
  ]);
});

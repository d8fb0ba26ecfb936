import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.PublicNetworkAccess');

test.each([
  { situation: 'nothing set', properties: {}, outcome: 'fail' },
  {
    situation: 'a firewall that denies',
    properties: { networkRuleSet: { defaultAction: 'Deny' } },
    outcome: 'fail',
  },
  {
    situation: 'public access disabled',
    properties: { publicNetworkAccess: 'disabled' },
    outcome: 'pass',
  },
  {
    situation: 'public access secured by a perimeter',
    properties: { publicNetworkAccess: 'SecuredByPerimeter' },
    outcome: 'fail',
  },
  {
    situation: 'public access unknown',
    properties: { publicNetworkAccess: unknown },
    outcome: 'unknown',
  },
])('Premium, $situation: $outcome', ({ properties, outcome }) => {
  expect(
    judge(
      dialects.azureNative,
      { sku: { name: 'Premium' }, ...properties },
      rule,
    ).outcome,
  ).toBe(outcome);
});

test('is not applicable on Standard', () => {
  expect(judge(dialects.azurerm, { sku: 'Standard' }, rule).outcome).toBe(
    'notApplicable',
  );
});

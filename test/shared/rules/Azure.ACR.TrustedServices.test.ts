import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.TrustedServices');
const closed = { sku: { name: 'Premium' }, publicNetworkAccess: 'Disabled' };

test.each([
  {
    situation: 'closed, and trusted services are locked out',
    registry: { ...closed, networkRuleBypassOptions: 'None' },
    outcome: 'fail',
  },
  {
    situation: 'closed, and trusted services are let in',
    registry: { ...closed, networkRuleBypassOptions: 'AzureServices' },
    outcome: 'pass',
  },
  {
    situation: 'closed, and nothing is said of trusted services',
    registry: closed,
    outcome: 'pass',
  },
  {
    situation: 'closed, and not known yet who is let in',
    registry: { ...closed, networkRuleBypassOptions: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'open to everyone',
    registry: { sku: { name: 'Premium' }, networkRuleBypassOptions: 'None' },
    outcome: 'notApplicable',
  },
])('$situation: $outcome', ({ registry, outcome }) => {
  expect(judge(dialects.azureNative, registry, rule).outcome).toBe(outcome);
});

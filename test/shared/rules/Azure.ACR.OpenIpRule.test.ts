import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.OpenIpRule');

/** A registry whose firewall denies by default and allows some ranges. */
const allowing = (...ranges: readonly unknown[]) => ({
  sku: { name: 'Premium' },
  networkRuleSet: {
    defaultAction: 'Deny',
    ipRules: ranges.map((iPAddressOrRange) => ({ iPAddressOrRange })),
  },
});

test.each([
  { situation: 'everyone in IPv4', ranges: ['0.0.0.0/0'], outcome: 'fail' },
  { situation: 'everyone in IPv6', ranges: ['::/0'], outcome: 'fail' },
  {
    situation: 'everyone in two halves',
    ranges: ['0.0.0.0/1', '128.0.0.0/1'],
    outcome: 'fail',
  },
  {
    situation: 'a range that covers more than one percent',
    ranges: ['64.0.0.0/6'],
    outcome: 'fail',
  },
  {
    situation: 'the same range twice counts once',
    ranges: ['64.0.0.0/7', '64.0.0.0/7', '65.0.0.0/8'],
    outcome: 'pass',
  },
  {
    situation: 'ranges that cover more than one percent together',
    ranges: ['64.0.0.0/7', '66.0.0.0/8'],
    outcome: 'fail',
  },
  {
    situation: 'ranges in no order, one inside another',
    ranges: ['66.0.0.0/8', '64.0.0.0/7', '65.0.0.0/8'],
    outcome: 'fail',
  },
  {
    situation: 'the same range twice counts once, in any order',
    ranges: ['65.0.0.0/8', '64.0.0.0/7', '64.0.0.0/8'],
    outcome: 'pass',
  },
  {
    situation: 'one percent of IPv4 and one percent of IPv6 are not two',
    ranges: ['64.0.0.0/7', '4000::/7'],
    outcome: 'pass',
  },
  {
    situation:
      'as much of IPv4 as of other addresses of IPv6 is not twice as much',
    ranges: ['64.0.0.0/7', '4200::/7'],
    outcome: 'pass',
  },
  {
    situation: 'a range that is no text covers nothing',
    ranges: [0],
    outcome: 'pass',
  },
  {
    situation: 'an address and a narrow range',
    ranges: ['203.0.113.7', '198.51.100.0/24'],
    outcome: 'pass',
  },
  {
    situation: 'bits behind the prefix do not count',
    ranges: ['255.255.255.255/0'],
    outcome: 'fail',
  },
  { situation: 'no rule at all', ranges: [], outcome: 'pass' },
  {
    situation: 'a text that is no range covers nothing',
    ranges: ['everyone'],
    outcome: 'pass',
  },
  {
    situation: 'everyone beside something unknown',
    ranges: [unknown, '0.0.0.0/0'],
    outcome: 'fail',
  },
  {
    situation: 'a narrow range beside something unknown',
    ranges: ['203.0.113.7', unknown],
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ ranges, outcome }) => {
  const finding = judge(dialects.azureNative, allowing(...ranges), rule);
  expect(finding.outcome).toBe(outcome);
});

test('the share that is allowed can be configured', () => {
  const registry = allowing('0.0.0.0/1');
  const outcomeAt = (maximumPercent: number) =>
    judge(dialects.azureNative, registry, rule, { maximumPercent }).outcome;
  expect([49, 50].map(outcomeAt)).toEqual(['fail', 'pass']);
});

test.each([
  {
    situation: 'the rule set allows by default',
    registry: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Allow' },
    },
    outcome: 'notApplicable',
  },
  {
    situation: 'the public endpoint is off',
    registry: { ...allowing('0.0.0.0/0'), publicNetworkAccess: 'Disabled' },
    outcome: 'notApplicable',
  },
  {
    situation: 'the SKU has no firewall',
    registry: { ...allowing('0.0.0.0/0'), sku: { name: 'Standard' } },
    outcome: 'notApplicable',
  },
  {
    situation: 'whether the public endpoint is on is not known',
    registry: { ...allowing('0.0.0.0/0'), publicNetworkAccess: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'a narrow range, whether the public endpoint is on is not known',
    registry: { ...allowing('203.0.113.7'), publicNetworkAccess: unknown },
    outcome: 'pass',
  },
  {
    situation: 'the rules are no list of them',
    registry: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Deny', ipRules: '0.0.0.0/0' },
    },
    outcome: 'pass',
  },
  {
    situation: 'the whole rule set is not known',
    registry: { sku: { name: 'Premium' }, networkRuleSet: unknown },
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ registry, outcome }) => {
  expect(judge(dialects.azureNative, registry, rule).outcome).toBe(outcome);
});

test.each([
  {
    surface: 'armTemplate' as const,
    registry: {
      sku: { name: 'Premium' },
      properties: {
        networkRuleSet: {
          defaultAction: 'Deny',
          ipRules: [{ action: 'Allow', value: '0.0.0.0/0' }],
        },
      },
    },
  },
  {
    surface: 'azurerm' as const,
    registry: {
      sku: 'Premium',
      network_rule_set: [
        {
          default_action: 'Deny',
          ip_rule: [{ action: 'Allow', ip_range: '0.0.0.0/0' }],
        },
      ],
    },
  },
  {
    surface: 'azurerm' as const,
    registry: {
      sku: 'Premium',
      network_rule_set: {
        default_action: 'Deny',
        ip_rule: { action: 'Allow', ip_range: '0.0.0.0/0' },
      },
    },
  },
  {
    surface: 'azurermCamelCase' as const,
    registry: {
      sku: 'Premium',
      networkRuleSet: {
        defaultAction: 'Deny',
        ipRules: [{ action: 'Allow', ipRange: '0.0.0.0/0' }],
      },
    },
  },
])('$surface spells a range in its own way', ({ surface, registry }) => {
  expect(judge(dialects[surface], registry, rule).outcome).toBe('fail');
});

test.each([
  {
    ranges: ['0.0.0.0/0'],
    found: 'ip_rule allows "0.0.0.0/0", which is 100% of all addresses',
  },
  {
    ranges: ['203.0.113.0/24', '0.0.0.0/1', '128.0.0.0/1'],
    found:
      'ip_rule allows "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24", which is 100% of all addresses',
  },
  {
    ranges: ['10.0.0.0/32', '10.0.0.1/32', '0.0.0.0/2', '10.0.0.2/32'],
    found: 'and others, which is 25% of all addresses',
  },
])('the message names the ranges $ranges', ({ ranges, found }) => {
  const registry = {
    sku: 'Premium',
    network_rule_set: [
      {
        default_action: 'Deny',
        ip_rule: ranges.map((range) => ({ action: 'Allow', ip_range: range })),
      },
    ],
  };
  const { message } = judge(dialects.azurerm, registry, rule);
  expect(message).toContain(found);
  expect(message).toContain('must allow at most 1% of all addresses');
});

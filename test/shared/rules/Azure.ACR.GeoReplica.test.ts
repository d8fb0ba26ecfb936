import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.GeoReplica');

const registry = (location: unknown, ...replicas: readonly unknown[]) => ({
  sku: 'Premium',
  location,
  georeplications: replicas.map((each) => ({ location: each })),
});

test.each([
  {
    situation: 'no replica',
    properties: registry('westeurope'),
    outcome: 'fail',
  },
  {
    situation: 'no replica, wherever the registry is',
    properties: registry(unknown),
    outcome: 'fail',
  },
  {
    situation: 'a replica in its own region, spelled differently',
    properties: registry('westeurope', 'West Europe'),
    outcome: 'fail',
  },
  {
    situation: 'a replica in another region',
    properties: registry('westeurope', 'northeurope'),
    outcome: 'pass',
  },
  {
    situation: 'a replica in another region beside one that is not known yet',
    properties: registry('westeurope', unknown, 'northeurope'),
    outcome: 'pass',
  },
  {
    situation: 'a replica where no region of its own is written',
    properties: registry(undefined, 'northeurope'),
    outcome: 'pass',
  },
  {
    situation: 'a replica whose region is no text',
    properties: registry('westeurope', 5),
    outcome: 'fail',
  },
  {
    situation: 'replicas that are no list of them',
    properties: {
      sku: 'Premium',
      location: 'westeurope',
      georeplications: 'northeurope',
    },
    outcome: 'fail',
  },
  {
    situation: 'a SKU that is not known yet beside a replica elsewhere',
    properties: { ...registry('westeurope', 'northeurope'), sku: unknown },
    outcome: 'pass',
  },
  {
    situation: 'a replica in a region that is not known yet',
    properties: registry('westeurope', unknown),
    outcome: 'unknown',
  },
  {
    situation: 'its own region is not known yet',
    properties: registry(unknown, 'northeurope'),
    outcome: 'unknown',
  },
  {
    situation: 'replicas that are not known yet',
    properties: {
      sku: 'Premium',
      location: 'westeurope',
      georeplications: unknown,
    },
    outcome: 'unknown',
  },
  {
    situation: 'a SKU without replicas',
    properties: { ...registry('westeurope'), sku: 'Standard' },
    outcome: 'notApplicable',
  },
])('$situation: $outcome', ({ properties, outcome }) => {
  expect(judge(dialects.azurerm, properties, rule).outcome).toBe(outcome);
});

test.each([
  { situation: 'in its own region', replica: 'West Europe', outcome: 'fail' },
  { situation: 'in another one', replica: 'northeurope', outcome: 'pass' },
])('a replication of an ARM template $situation', ({ replica, outcome }) => {
  const registry = {
    sku: { name: 'Premium' },
    location: 'westeurope',
    replications: [{ location: replica }],
  };
  expect(judge(dialects.armTemplate, registry, rule).outcome).toBe(outcome);
});

test('where replications are resources of their own there is nothing to say', () => {
  const finding = judge(
    dialects.azureNative,
    { sku: { name: 'Premium' } },
    rule,
  );
  expect(finding.outcome).toBe('notApplicable');
  expect(finding.message).toContain('resources of their own');
});

test('the message says that an empty array is empty', () => {
  const { message } = judge(dialects.azurerm, registry('westeurope'), rule);
  expect(message).toContain('georeplications is empty');
});

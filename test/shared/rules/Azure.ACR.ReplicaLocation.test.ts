import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.ReplicaLocation');
const europe = { allowedLocations: ['westeurope', 'northeurope'] };

const replicatedTo = (...locations: readonly unknown[]) => ({
  sku: 'Premium',
  georeplications: locations.map((location) => ({ location })),
});

test.each([
  {
    situation: 'a replica in a region that is not allowed',
    properties: replicatedTo('northeurope', 'eastus'),
    outcome: 'fail',
  },
  {
    situation: 'replicas in allowed regions',
    properties: replicatedTo('North Europe'),
    outcome: 'pass',
  },
  {
    situation: 'a region that is not allowed, as azurerm 2 lists them',
    properties: { sku: 'Premium', georeplication_locations: ['East US'] },
    outcome: 'fail',
  },
  {
    situation: 'the same in a plan, which holds the blocks too',
    properties: { ...replicatedTo(), georeplication_locations: ['eastus'] },
    outcome: 'fail',
  },
  {
    situation: 'an allowed region, as azurerm 2 lists them',
    properties: { sku: 'Premium', georeplication_locations: ['westeurope'] },
    outcome: 'pass',
  },
  { situation: 'no replica', properties: replicatedTo(), outcome: 'pass' },
  {
    situation: 'no word of replicas',
    properties: { sku: 'Premium' },
    outcome: 'pass',
  },
  {
    situation: 'replicas that are not known yet',
    properties: { sku: 'Premium', georeplications: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'a replica whose region is no text',
    properties: replicatedTo(5),
    outcome: 'fail',
  },
  {
    situation: 'a replica somewhere that is not known yet',
    properties: replicatedTo('northeurope', unknown),
    outcome: 'unknown',
  },
  {
    situation: 'a region that is not allowed beside one that is not known yet',
    properties: replicatedTo('eastus', unknown),
    outcome: 'fail',
  },
])('$situation: $outcome', ({ properties, outcome }) => {
  expect(judge(dialects.azurerm, properties, rule, europe).outcome).toBe(
    outcome,
  );
});

test('every region is allowed unless configuration says otherwise', () => {
  const finding = judge(dialects.azurerm, replicatedTo('eastus'), rule);
  expect(finding.outcome).toBe('notApplicable');
});

test('where replications are resources of their own there is nothing to say', () => {
  const registry = { sku: { name: 'Premium' } };
  const finding = judge(dialects.azureNative, registry, rule, europe);
  expect(finding.outcome).toBe('notApplicable');
});

test('the fix names every region that is allowed', () => {
  const finding = judge(dialects.azurerm, replicatedTo('eastus'), rule, europe);
  expect(finding.reasons).toMatchObject([
    { expected: expect.stringContaining('westeurope, northeurope') as string },
  ]);
});

test('the message names the region that is not allowed, and only that', () => {
  const properties = {
    sku: 'Premium',
    georeplications: [{ location: 'westeurope' }, { location: 'eastus' }],
  };
  const { message } = judge(dialects.azurerm, properties, rule, europe);
  expect(message).toContain('georeplications names "eastus".');
});

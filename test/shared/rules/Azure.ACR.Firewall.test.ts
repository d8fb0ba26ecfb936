import { oracle } from '../../support/oracle';
import { unknown } from '../../support/neutral';
import type { NeutralRegistry, Outcome } from '../../support/neutral';
import { combinations } from '../../support/combinations';
import { rows } from '../../support/rows';
import { dialects, judge } from '../../support/core';

function inArm({ sku, publicNetworkAccess, defaultAction }: NeutralRegistry) {
  return {
    ...(sku === undefined ? {} : { sku: { name: sku } }),
    ...(publicNetworkAccess === undefined ? {} : { publicNetworkAccess }),
    ...(defaultAction === undefined
      ? {}
      : { networkRuleSet: { defaultAction } }),
  };
}

describe('Azure.ACR.Firewall', () => {
  test.each(rows)('$situation: $outcome', ({ registry, outcome }) => {
    expect(judge(dialects.azureNative, inArm(registry)).outcome).toBe(outcome);
  });

  test('the tier alone makes a registry Premium', () => {
    const registry = { sku: { tier: 'Premium' } };
    expect(judge(dialects.azureNative, registry).outcome).toBe('fail');
  });

  test.each([
    { situation: 'another name', sku: { name: 'Basic', tier: 'Premium' } },
    { situation: 'a name of no SKU', sku: { name: 'x', tier: 'Premium' } },
    { situation: 'an unknown name', sku: { name: unknown, tier: 'Premium' } },
  ])('the tier makes a registry Premium beside $situation', ({ sku }) => {
    expect(judge(dialects.azureNative, { sku }).outcome).toBe('fail');
  });

  test.each([
    { situation: 'an unknown tier', sku: { name: 'Standard', tier: unknown } },
    { situation: 'a tier to fill in', sku: { name: 'Basic', tier: '$(tier)' } },
  ])('the name decides beside $situation', ({ sku }) => {
    expect(judge(dialects.azureNative, { sku }).outcome).toBe('notApplicable');
  });

  test.each([
    { situation: 'left out', sku: { tier: 'Standard' } },
    { situation: 'of no SKU', sku: { name: 'x', tier: 'Standard' } },
    { situation: 'in a list', sku: [{ name: 'Standard' }] },
    { situation: 'the whole SKU', sku: 'Standard' },
  ])('a name that is $situation is not known', ({ sku }) => {
    expect(judge(dialects.azureNative, { sku }).outcome).toBe('unknown');
  });

  test('an unknown name beside a tier that is not Premium is not known', () => {
    const registry = { sku: { name: unknown, tier: 'Standard' } };
    expect(judge(dialects.azureNative, registry).outcome).toBe('unknown');
  });

  test('properties that are not known at all', () => {
    expect(judge(dialects.azureNative, unknown).outcome).toBe('unknown');
  });

  test('a rule set in a list is none in ARM', () => {
    const registry = {
      sku: { name: 'Premium' },
      networkRuleSet: [{ defaultAction: 'Deny' }],
    };
    expect(judge(dialects.azureNative, registry).outcome).toBe('fail');
  });

  test('names compare without regard to case', () => {
    const registry = {
      Sku: { Name: 'Premium' },
      Properties: { networkruleset: { DEFAULTACTION: 'Deny' } },
    };
    expect(judge(dialects.armTemplate, registry).outcome).toBe('pass');
  });

  test.each([
    {
      situation: 'a restriction beside its opposite in another case',
      registry: {
        sku: { name: 'Premium' },
        properties: {
          publicNetworkAccess: 'Disabled',
          PublicNetworkAccess: 'Enabled',
        },
      },
      outcome: 'fail',
    },
    {
      situation: 'Standard beside Premium in another case',
      registry: { sku: { name: 'Standard', Name: 'Premium' } },
      outcome: 'fail',
    },
    {
      situation: 'Standard beside something unknown in another case',
      registry: { sku: { name: 'Standard', Name: unknown } },
      outcome: 'unknown',
    },
  ])('$situation hides nothing: $outcome', ({ registry, outcome }) => {
    expect(judge(dialects.armTemplate, registry).outcome).toBe(outcome);
  });
});

describe('every combination of settings agrees with the oracle', () => {
  test.each(combinations)('SKU $sku', ({ registries }) => {
    const outcomes = registries.map(
      (registry) => judge(dialects.azureNative, inArm(registry)).outcome,
    );
    expect(byRegistry(registries, outcomes)).toEqual(
      byRegistry(registries, registries.map(oracle)),
    );
  });
});

/** Outcomes beside what they are of, so that a difference shows both. */
function byRegistry(
  registries: readonly NeutralRegistry[],
  outcomes: readonly Outcome[],
) {
  return registries.map((registry, index) => ({
    registry,
    outcome: outcomes[index],
  }));
}

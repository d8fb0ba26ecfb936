import { dialects, judge, ruleNamed } from '../../support/core';
import type { Outcome } from '../../support/neutral';

/**
 * The settings of the registries that upstream tests its rules with
 * (tests/PSRule.Rules.Azure.Tests/Resources.ACR.json), as far as rules read
 * them, in their own spelling: property names in two cases.
 */
const registries: Readonly<Record<string, object>> = {
  A: sku('Basic', { adminUserEnabled: true }),
  B: sku('Standard', {
    adminUserEnabled: false,
    anonymousPullEnabled: true,
    policies: policies({
      quarantine: 'disabled',
      trust: 'enabled',
      retention: 'enabled',
      softDelete: 'enabled',
    }),
  }),
  C: sku('Standard', {
    anonymousPullEnabled: false,
    policies: policies({
      quarantine: 'enabled',
      trust: 'enabled',
      retention: 'enabled',
    }),
  }),
  D: sku('Premium', { adminUserEnabled: true, publicNetworkAccess: 'Enabled' }),
  E: sku('Premium', {
    adminUserEnabled: false,
    publicNetworkAccess: 'Enabled',
    networkRuleBypassOptions: 'AzureServices',
    networkRuleSet: {
      defaultAction: 'Allow',
      ipRules: [{ action: 'Allow', value: '203.0.113.1' }],
    },
    policies: policies({
      quarantine: 'enabled',
      trust: 'enabled',
      retention: 'enabled',
    }),
  }),
  F: sku('Standard', {
    adminUserEnabled: false,
    policies: policies({
      quarantine: 'disabled',
      trust: 'enabled',
      retention: 'enabled',
      softDelete: 'enabled',
    }),
  }),
  G: sku('Standard', {
    adminUserEnabled: false,
    policies: policies({
      quarantine: 'disabled',
      trust: 'enabled',
      retention: 'disabled',
      softDelete: 'enabled',
    }),
  }),
  H: sku('Standard', {
    adminUserEnabled: false,
    policies: policies({
      quarantine: 'disabled',
      trust: 'enabled',
      retention: 'disabled',
      softDelete: 'disabled',
    }),
  }),
  I: sku('Premium', {
    adminUserEnabled: false,
    publicNetworkAccess: 'Disabled',
    policies: policies({
      quarantine: 'disabled',
      trust: 'enabled',
      softDelete: 'enabled',
    }),
  }),
  J: sku('Premium', {
    adminUserEnabled: false,
    publicNetworkAccess: 'Enabled',
    networkRuleBypassOptions: 'AzureServices',
    networkRuleSet: {
      defaultAction: 'Deny',
      ipRules: [{ action: 'Allow', value: '203.0.113.1' }],
    },
    encryption: {
      status: 'enabled',
      keyVaultProperties: { identity: 'an-identity', keyIdentifier: '' },
    },
    policies: policies({
      quarantine: 'disabled',
      trust: 'disabled',
      softDelete: 'enabled',
    }),
  }),
};

/** Upstream's outcomes (Azure.ACR.Tests.ps1), one letter for each registry A to J. */
const expected: Readonly<Record<string, string>> = {
  'Azure.ACR.Firewall': '---ff---pp',
  'Azure.ACR.AdminUser': 'fppfpppppp',
  'Azure.ACR.MinSku': 'fppppppppp',
  // Upstream asks every SKU, and azurerm refuses quarantine below Premium.
  'Azure.ACR.Quarantine': '---fp---ff',
  'Azure.ACR.ContentTrust': '---fp---p-',
  // Upstream asks registries that keep deleted artifacts too, I and J, where Azure refuses retention.
  'Azure.ACR.Retention': '---fp-----',
  // Upstream also leaves out registries with replications, here B, C and E,
  // which retention rules out as well.
  'Azure.ACR.SoftDelete': 'f--f--pfpp',
  'Azure.ACR.AnonymousAccess': '-fpppppppp',
};

const letters: Readonly<Record<string, Outcome>> = {
  p: 'pass',
  f: 'fail',
  '-': 'notApplicable',
};

describe.each(Object.entries(expected))('%s', (name, outcomes) => {
  const rule = ruleNamed(name);

  test.each(
    Object.keys(registries).map((registry, index) => ({
      registry,
      outcome: letters[outcomes[index] ?? ''],
    })),
  )('registry-$registry: $outcome', ({ registry, outcome }) => {
    expect(
      judge(dialects.armTemplate, registries[registry], rule).outcome,
    ).toBe(outcome);
  });
});

describe('Azure.ACR.Name', () => {
  const rule = ruleNamed('Azure.ACR.Name');

  test.each(['registry1', 'REGISTRY001', 'r2345', 'a'.repeat(50)])(
    '%s: pass',
    (name) => {
      expect(judge(dialects.armTemplate, { name }, rule).outcome).toBe('pass');
    },
  );

  test.each([
    '_registry1',
    '-registry1',
    'registry1_',
    'registry1-',
    'registry-1',
    'acr1',
    'a'.repeat(51),
    'registry1\n',
    '',
  ])('%j: fail', (name) => {
    expect(judge(dialects.armTemplate, { name }, rule).outcome).toBe('fail');
  });
});

function sku(name: string, properties: object): object {
  return { Sku: { Name: name, Tier: name }, Properties: properties };
}

interface Statuses {
  readonly quarantine: string;
  readonly trust: string;
  readonly retention?: string;
  readonly softDelete?: string;
}

function policies({
  quarantine,
  trust,
  retention,
  softDelete,
}: Statuses): object {
  return {
    quarantinePolicy: { status: quarantine },
    trustPolicy: { type: 'Notary', status: trust },
    ...(retention === undefined
      ? {}
      : { retentionPolicy: { days: 180, status: retention } }),
    ...(softDelete === undefined
      ? {}
      : { softDeletePolicy: { retentionDays: 90, status: softDelete } }),
  };
}

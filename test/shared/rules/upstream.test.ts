import otherTools from '../../../scripts/data/other-tools.json';
import { readTemplate } from '../../../shared/arm';
import type { OptionValues } from '../../../shared/json-schema/types';
import type { Rule } from '../../../shared/rules/types';
import { dialects, judge, ruleNamed } from '../../support/core';
import { findingsOf } from '../../support/findings';
import type { Json } from '../../support/arm';
import type { Outcome } from '../../support/neutral';

/**
 * The settings of the registries that upstream tests its rules with
 * (tests/PSRule.Rules.Azure.Tests/Resources.ACR.json), as far as rules read
 * them, in their own spelling: property names in two cases.
 */
const registries: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
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
  K: sku('Premium', {
    adminUserEnabled: false,
    policies: { exportPolicy: { status: 'enabled' } },
  }),
  L: sku('Premium', {
    policies: { exportPolicy: { status: 'disabled' } },
    publicNetworkAccess: 'Enabled',
  }),
  M: sku('Premium', {
    policies: { exportPolicy: { status: 'disabled' } },
    publicNetworkAccess: 'Disabled',
  }),
};

/** The regions of the registries' replications; all registries are in `region`. */
const replicas: Readonly<Record<string, readonly string[]>> = {
  B: ['region2', 'region'],
  C: ['region2', 'region'],
  E: ['region2', 'region'],
  K: ['region3'],
};

/**
 * The outcomes of our rules, one letter for each registry from A on. They are
 * upstream's (Azure.ACR.Tests.ps1) except where a comment says why not; the rules'
 * pages say it too. A rule that upstream leaves out is not applicable here.
 */
const expected: Readonly<Record<string, string>> = {
  'Azure.ACR.Firewall': '---ff---pp',
  'Azure.ACR.AdminUser': 'fppfpppppp',
  'Azure.ACR.MinSku': 'fppppppppp',
  // Upstream checks every SKU: A, B, F, G and H fail, and C passes. Azure has quarantine only on Premium.
  'Azure.ACR.Quarantine': '---fp---ff',
  'Azure.ACR.ContentTrust': '---fp---p-',
  // Upstream fails I and J, which have soft delete, where Azure refuses retention.
  'Azure.ACR.Retention': '---fp-----',
  'Azure.ACR.SoftDelete': 'f--f--pfpp',
  'Azure.ACR.AnonymousAccess': '-fpppppppp',
  // Upstream expects outcomes of K, L and M.
  'Azure.ACR.ExportPolicy': '---ff---ffffp',
  // Upstream checks every SKU: A, F, G and H fail, B and C pass. Azure has replications only on Premium.
  'Azure.ACR.GeoReplica': '---fp---ff',
  'Azure.ACR.ReplicaLocation': 'ppppppppppf',
};

const options: Readonly<Record<string, OptionValues>> = {
  'Azure.ACR.ReplicaLocation': { allowedLocations: ['region', 'region2'] },
};

/** Rules of upstream's that it tests in another way. */
const testedOtherwise = [
  'Azure.ACR.Location',
  'Azure.ACR.Name',
  'Azure.ACR.Naming',
];

const letters: Readonly<Record<string, Outcome>> = {
  p: 'pass',
  f: 'fail',
  '-': 'notApplicable',
};

test('every rule of upstream is in the table', () => {
  const [psrule] = otherTools;
  const names = psrule?.checks.flatMap(({ rule }) =>
    rule === undefined ? [] : [`Azure.ACR.${rule}`],
  );
  expect([...Object.keys(expected), ...testedOtherwise].sort()).toEqual(
    names?.sort(),
  );
});

describe.each(Object.entries(expected))('%s', (name, outcomes) => {
  const rule = ruleNamed(name);

  test.each(
    outcomes.split('').map((letter, index) => ({
      registry: Object.keys(registries)[index] ?? '',
      outcome: letters[letter],
    })),
  )('registry-$registry: $outcome', ({ registry, outcome }) => {
    expect(outcomeOf(registry, rule)).toBe(outcome);
  });
});

/** Evaluates a registry in a template, with its replications inside. */
function outcomeOf(letter: string, rule: Rule): Outcome | undefined {
  const resource: Json = {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2023-11-01-preview',
    name: `registry-${letter}`,
    location: 'region',
    ...registries[letter],
    resources: (replicas[letter] ?? []).map((location) => ({
      type: 'replications',
      apiVersion: '2023-11-01-preview',
      name: location,
      location,
    })),
  };
  const findings = findingsOf(
    [rule],
    { type: 'template', address: 'main.json', name: 'main' },
    () => readTemplate({ resources: [resource] }),
    {
      levels: {
        [rule.name]: rule.level === 'disabled' ? 'advisory' : rule.level,
      },
      ruleOptions: options,
    },
  );
  expect(findings).toHaveLength(1);
  return findings[0]?.outcome;
}

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

function sku(
  name: string,
  properties: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
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
}: Statuses): Json {
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

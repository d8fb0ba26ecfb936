import { dialects, judge, registryRules as rules } from '../../support/core';
import { unknown } from '../../support/neutral';
import type { Outcome } from '../../support/neutral';

/** Registries of all kinds, as each dialect spells them; the SKU goes beside. */
const settings = {
  azureNative: [
    {},
    { publicNetworkAccess: 'Disabled', networkRuleBypassOptions: 'None' },
    {
      networkRuleSet: {
        defaultAction: 'Deny',
        ipRules: [{ iPAddressOrRange: '0.0.0.0/0' }],
      },
      anonymousPullEnabled: true,
    },
    {
      publicNetworkAccess: 'Disabled',
      policies: {
        exportPolicy: { status: 'disabled' },
        retentionPolicy: { status: 'enabled', days: 7 },
        trustPolicy: { status: 'enabled' },
      },
    },
    { encryption: { keyVaultProperties: { identity: 'some-id' } } },
  ],
  azurerm: [
    {},
    { location: 'westeurope', georeplications: { location: 'northeurope' } },
    {
      location: 'westeurope',
      georeplications: [],
      retention_policy_in_days: 7,
    },
    {
      public_network_access_enabled: false,
      network_rule_bypass_option: 'None',
      export_policy_enabled: false,
    },
    {
      network_rule_set: {
        default_action: 'Deny',
        ip_rule: [{ action: 'Allow', ip_range: '0.0.0.0/0' }],
      },
      anonymous_pull_enabled: true,
      trust_policy_enabled: true,
    },
  ],
} as const;

const withSku = {
  azureNative: (sku: unknown, rest: object) => ({
    sku: { name: sku },
    ...rest,
  }),
  azurerm: (sku: unknown, rest: object) => ({ sku, ...rest }),
};

/** Values of a SKU that is unknown. */
const unseen = {
  'left out': undefined,
  null: null,
  empty: '',
  'not known': unknown,
  'a placeholder': '#{AcrSku}#',
  'a placeholder of azd': '${ACR_SKU}',
  'a SKU that Azure does not have': 'Premium2',
  'a SKU with a space': 'Basic ',
  'a number': 7,
  'a list': ['Basic'],
};

const cases = (Object.keys(settings) as (keyof typeof settings)[]).flatMap(
  (dialect) =>
    rules.flatMap((rule) =>
      settings[dialect].map((rest) => ({
        name: rule.name,
        dialect,
        rest,
        outcome: (sku: unknown) =>
          judge(dialects[dialect], withSku[dialect](sku, rest), rule).outcome,
      })),
    ),
);

test.each(Object.entries(unseen))(
  'of a SKU that is %s every rule says what holds under every SKU',
  (_, sku) => {
    expect(cases.map((each) => [each, each.outcome(sku)])).toEqual(
      cases.map((each) => [
        each,
        common(['Basic', 'Standard', 'Premium'].map(each.outcome)),
      ]),
    );
  },
);

test.each([
  ['${ACR_SKU=standard}', 'Standard'],
  ['${ACR_SKU:-Premium}', 'Premium'],
])('every rule takes %s for %s, the default of azd', (placeholder, sku) => {
  expect(cases.map((each) => [each, each.outcome(placeholder)])).toEqual(
    cases.map((each) => [each, each.outcome(sku)]),
  );
});

/** If the rule does not apply to one SKU, the others decide. */
function common(outcomes: readonly Outcome[]): Outcome {
  const [first] = outcomes;
  if (outcomes.every((each) => each === first)) return first as Outcome;
  return outcomes.every((each) => each === 'pass' || each === 'notApplicable')
    ? 'pass'
    : 'unknown';
}

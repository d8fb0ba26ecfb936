import { defineRule } from '../../../shared/rules/utils/define-rule';
import type { FieldName } from '../../../shared/model/registry';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';
import { unknown } from '../../support/neutral';
import { dialects, judge, ruleNamed } from '../../support/core';
import { findingsOf } from '../../support/findings';

const page =
  'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/';

test('a failure says what, how to fix it and where to read on', () => {
  const { message } = judge(dialects.azureNative, {
    sku: { name: 'Premium' },
    networkRuleSet: { defaultAction: 'Allow' },
  });
  expect(message).toBe(
    [
      'Container registry "web" accepts connections from any network: publicNetworkAccess is not set (default "Enabled"), and networkRuleSet.defaultAction is "Allow" (also the SDK\'s default).',
      'Fix: set publicNetworkAccess to "Disabled", or networkRuleSet.defaultAction to "Deny".',
      `More: acr-policy explain Azure.ACR.Firewall, or ${page}`,
    ].join('\n'),
  );
});

test.each([
  {
    dialect: 'armTemplate' as const,
    registry: { sku: { name: 'Premium' } },
    fix: 'Fix: set "properties": { "publicNetworkAccess": "Disabled" }, or "properties": { "networkRuleSet": { "defaultAction": "Deny" } }.',
    actual: 'not set (default "Enabled")',
  },
  {
    dialect: 'azurerm' as const,
    registry: { sku: 'Premium', public_network_access_enabled: true },
    fix: 'Fix: set public_network_access_enabled = false, or network_rule_set { default_action = "Deny" }.',
    actual: 'true',
  },
  {
    dialect: 'azurermCamelCase' as const,
    registry: { sku: 'Premium' },
    fix: 'Fix: set publicNetworkAccessEnabled to false, or networkRuleSet.defaultAction to "Deny".',
    actual: 'not set (default true)',
  },
])(
  '$dialect is spoken to in its own words',
  ({ dialect, registry, fix, actual }) => {
    const finding = judge(dialects[dialect], registry);
    expect(finding.message.split('\n')[1]).toBe(fix);
    expect(finding.reasons[0]?.actual).toBe(actual);
  },
);

test('an unknown names what it waits for, and why', () => {
  const { message, reasons } = judge(dialects.azureNative, {
    sku: { name: 'Premium' },
    networkRuleSet: unknown,
  });
  expect(message).toBe(
    [
      'Container registry "web" can\'t be checked yet: networkRuleSet.defaultAction is unknown (a test says so).',
      'It is checked where the value is known: in a plan, or in what is deployed.',
      `More: acr-policy explain Azure.ACR.Firewall, or ${page}`,
    ].join('\n'),
  );
  expect(reasons).toEqual([
    {
      path: 'networkRuleSet.defaultAction',
      actual: 'unknown (a test says so)',
      expected: 'a known value',
    },
  ]);
});

const setIt =
  'Set the SKU here, or check the whole of what is deployed: all files of a module, a plan or a preview.';
const setAnother =
  'Set Basic, Standard or Premium, or check what is deployed in the end.';
const fillIt = 'Check it after the placeholder is filled in.';

test.each([
  [{}, 'not set (Azure requires a SKU, so it is set elsewhere)', setIt],
  [
    { name: null },
    'not set (Azure requires a SKU, so it is set elsewhere)',
    setIt,
  ],
  [{ name: 'Premium2' }, '"Premium2" (not a SKU of Azure)', setAnother],
  [{ name: '' }, '"" (not a SKU of Azure)', setAnother],
  [
    { name: 'x'.repeat(99) },
    `"${'x'.repeat(60)}…" (not a SKU of Azure)`,
    setAnother,
  ],
  [{ name: 7 }, 'a number (not a SKU of Azure)', setAnother],
  [{ name: ['Basic'] }, '["Basic"] (not a SKU of Azure)', setAnother],
  [
    { name: '#{AcrSku}#' },
    'unknown (the placeholder #{AcrSku}# is filled in elsewhere)',
    fillIt,
  ],
])('the SKU %j is unknown, for a reason', (sku, actual, nextStep) => {
  const { message, reasons } = judge(dialects.azureNative, { sku });
  expect(message).toBe(
    [
      `Container registry "web" can't be checked yet: sku.name is ${actual}.`,
      nextStep,
      `More: acr-policy explain Azure.ACR.Firewall, or ${page}`,
    ].join('\n'),
  );
  expect(reasons).toEqual([
    { path: 'sku.name', actual, expected: 'a known value' },
  ]);
});

test.each([
  'Allow',
  'AzureServices',
  'Basic',
  'Classic',
  'Deny',
  'Disabled',
  'Enabled',
  'None',
  'Premium',
  'SecuredByPerimeter',
  'Standard',
  'false',
  'true',
])('a word of Azure is no secret: %s', (word) => {
  const { reasons } = judge(
    dialects.azureNative,
    { adminUserEnabled: word },
    ruleNamed('Azure.ACR.AdminUser'),
  );
  expect(reasons[0]?.actual).toBe(JSON.stringify(word));
});

test.each([
  { value: 'hunter2', said: 'not a valid value (a string)' },
  { value: 4711, said: 'not a valid value (a number)' },
  { value: ['hunter2'], said: 'not a valid value (an array)' },
  { value: { password: 'hunter2' }, said: 'not a valid value (an object)' },
])('a value that may be a secret is not printed: $said', ({ value, said }) => {
  const { message, reasons } = judge(dialects.azureNative, {
    sku: { name: 'Premium' },
    publicNetworkAccess: value,
  });
  expect(reasons[0]?.actual).toBe(said);
  expect(message).not.toMatch(/hunter2|4711/);
});

/** A rule of one's own may ask for what Azure does right by itself. */
test.each<[field: FieldName, said: string]>([
  ['publicNetworkAccess', 'not set (default "Enabled")'],
  ['defaultAction', 'not set (default "Allow")'],
  ['networkRuleBypassOptions', 'not set (default "AzureServices")'],
  ['adminUserEnabled', 'not set (default false)'],
  ['anonymousPullEnabled', 'not set (default false)'],
  ['quarantinePolicy', 'not set (default "disabled")'],
  ['trustPolicy', 'not set (default "disabled")'],
  ['retentionPolicy', 'not set (default "disabled")'],
  ['softDeletePolicy', 'not set (default "disabled")'],
  ['exportPolicy', 'not set (default "enabled")'],
  ['skuName', 'not set (Azure requires a SKU, so it is set elsewhere)'],
])('what Azure does where nobody sets %s is said', (field, said) => {
  const rule = defineRule({
    ...acrFirewall,
    evaluate: () => ({
      outcome: 'fail',
      need: 'all',
      expected: [{ field, must: 'be set' }],
    }),
  });
  const { reasons } = judge(dialects.azureNative, {}, rule);
  expect(reasons[0]?.actual).toBe(said);
});

test('days that are no number may be a secret too', () => {
  const { reasons } = judge(
    dialects.azureNative,
    {
      sku: { name: 'Premium' },
      policies: { retentionPolicy: { status: 'enabled', days: 'hunter2' } },
    },
    ruleNamed('Azure.ACR.Retention'),
    { minimumDays: 30 },
  );
  expect(reasons.map(({ actual }) => actual)).toContain(
    'not a valid value (a string)',
  );
});

describe('a fault of our own blocks and says so', () => {
  const broken = defineRule({
    ...acrFirewall,
    evaluate: () => {
      throw new TypeError('broken on purpose');
    },
  });
  const resource = { type: 'registry', address: 'address', name: 'web' };

  test('in a rule', () => {
    const finding = judge(dialects.azureNative, {}, broken);
    expect(finding).toMatchObject({
      outcome: 'fail',
      level: 'mandatory',
      effect: 'block',
      isInternalError: true,
    });
    expect(finding.message).toBe(
      [
        'Azure.ACR.Firewall failed on container registry "web": TypeError: broken on purpose',
        'This is a bug in azure-acr-policy-pack, not in your code. The deployment is blocked because the registry could not be checked.',
      ].join('\n'),
    );
  });

  test('in a reader, for every rule', () => {
    const findings = findingsOf([acrFirewall, broken], resource, () => {
      throw new Error('no reader');
    });
    expect(
      findings.map(({ effect, isInternalError }) => [effect, isInternalError]),
    ).toEqual([
      ['block', true],
      ['block', true],
    ]);
  });

  test('whatever the levels and exemptions say', () => {
    const [finding] = findingsOf(
      [broken],
      resource,
      () => [{ registry: judgeable() }],
      {
        levels: { [broken.name]: 'advisory' },
        exemptions: [{ resource: '*', reason: 'accepted' }],
      },
    );
    expect(finding?.effect).toBe('block');
  });

  function judgeable() {
    return { fields: {}, vocabulary: {} } as never;
  }
});

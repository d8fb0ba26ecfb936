import { azapi } from '../../../shared/dialects/arm';
import { avm } from '../../../shared/dialects/avm';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.ArmAudienceToken');

test.each([
  { sku: 'Basic', enabled: undefined, outcome: 'fail' },
  { sku: 'Premium', enabled: true, outcome: 'fail' },
  { sku: 'Standard', enabled: false, outcome: 'pass' },
  { sku: unknown, enabled: 'false', outcome: 'pass' },
  { sku: 'Basic', enabled: unknown, outcome: 'unknown' },
])('azurerm, $sku with the attribute $enabled: $outcome', (row) => {
  const properties = {
    sku: row.sku,
    azuread_authentication_as_arm_policy_enabled: row.enabled,
  };
  expect(judge(dialects.azurerm, properties, rule).outcome).toBe(row.outcome);
});

test('is not applicable to a plan of a provider without the attribute', () => {
  const planned = { sku: 'Premium', login_server: unknown };
  expect(judge(dialects.azurerm, planned, rule).outcome).toBe('notApplicable');
  expect(
    judge(
      dialects.azurerm,
      { ...planned, azuread_authentication_as_arm_policy_enabled: true },
      rule,
    ).outcome,
  ).toBe('fail');
});

test('the fix names the provider version that has the attribute', () => {
  const { message } = judge(dialects.azurerm, { sku: 'Premium' }, rule);
  expect(message).toContain(
    'Fix: set azuread_authentication_as_arm_policy_enabled = false; this needs azurerm 4.81 (Pulumi azure 6.40) or later.',
  );
});

test.each([
  { version: '2023-07-01', outcome: 'fail' },
  { version: '2023-01-01-preview', outcome: 'pass' },
  { version: '2025-04-01', outcome: 'pass' },
  { version: '2021-12-01-preview', outcome: 'fail' },
])('azapi in API version $version: $outcome', ({ version, outcome }) => {
  const { outcome: found, message } = judge(
    azapi,
    {
      type: `Microsoft.ContainerRegistry/registries@${version}`,
      body: {
        sku: { name: 'Basic' },
        properties: {
          policies: {
            azureADAuthenticationAsArmPolicy: { status: 'disabled' },
          },
        },
      },
    },
    rule,
  );
  expect(found).toBe(outcome);
  expect(message.includes('use API version 2025-04-01 or later')).toBe(
    outcome === 'fail',
  );
});

test('is not applicable where the Azure Verified Module has no input', () => {
  expect(judge(avm, { sku: 'Premium' }, rule).outcome).toBe('notApplicable');
});

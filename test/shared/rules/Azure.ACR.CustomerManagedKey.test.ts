import { avm } from '../../../shared/dialects/avm';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.CustomerManagedKey');

const key = { key_vault_key_id: unknown, identity_client_id: unknown };

test.each([
  { situation: 'no block', encryption: undefined, outcome: 'fail' },
  { situation: 'an empty array', encryption: [], outcome: 'fail' },
  {
    situation: 'a block with unknown values',
    encryption: [key],
    outcome: 'pass',
  },
  { situation: 'one block as an object', encryption: key, outcome: 'pass' },
  {
    situation: 'a block that is switched off (azurerm 3)',
    encryption: [{ ...key, enabled: false }],
    outcome: 'fail',
  },
  {
    situation: 'a block that is switched on (azurerm 3)',
    encryption: [{ ...key, enabled: true }],
    outcome: 'pass',
  },
  {
    situation: 'a block with an unknown switch',
    encryption: [{ ...key, enabled: unknown }],
    outcome: 'unknown',
  },
  { situation: 'an unknown block', encryption: unknown, outcome: 'unknown' },
])('azurerm, $situation: $outcome', ({ encryption, outcome }) => {
  const properties = { sku: 'Premium', encryption };
  expect(judge(dialects.azurerm, properties, rule).outcome).toBe(outcome);
});

test.each([
  { status: undefined, outcome: 'fail' },
  { status: 'disabled', outcome: 'fail' },
  { status: 'Enabled', outcome: 'pass' },
  { status: unknown, outcome: 'unknown' },
])('ARM, encryption status $status: $outcome', ({ status, outcome }) => {
  const properties = {
    sku: { name: 'Premium' },
    properties: { encryption: { status } },
  };
  expect(judge(dialects.armTemplate, properties, rule).outcome).toBe(outcome);
});

test.each([
  { sku: 'Basic', outcome: 'notApplicable' },
  { sku: 'Standard', outcome: 'notApplicable' },
  { sku: unknown, outcome: 'unknown' },
])('the SKU $sku without a key: $outcome', ({ sku, outcome }) => {
  expect(judge(dialects.azurerm, { sku }, rule).outcome).toBe(outcome);
});

test.each([
  { inputs: {}, outcome: 'fail' },
  { inputs: { customer_managed_key: { key_name: 'acr' } }, outcome: 'pass' },
])(
  'the Azure Verified Module with $inputs: $outcome',
  ({ inputs, outcome }) => {
    expect(judge(avm, { sku: 'Premium', ...inputs }, rule).outcome).toBe(
      outcome,
    );
  },
);

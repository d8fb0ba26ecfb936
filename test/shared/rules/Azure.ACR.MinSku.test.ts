import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.MinSku');

test.each([
  { sku: 'Basic', minimum: 'Standard', outcome: 'fail' },
  { sku: 'Standard', minimum: 'Standard', outcome: 'pass' },
  { sku: 'premium', minimum: 'Standard', outcome: 'pass' },
  { sku: 'Classic', minimum: 'Standard', outcome: 'fail' },
  { sku: 'Basic', minimum: 'Premium', outcome: 'fail' },
  { sku: 'Standard', minimum: 'Premium', outcome: 'fail' },
  { sku: 'Premium', minimum: 'Premium', outcome: 'pass' },
  { sku: unknown, minimum: 'Premium', outcome: 'unknown' },
  { sku: '#{sku}#', minimum: 'Standard', outcome: 'unknown' },
])(
  'the SKU $sku with the minimum $minimum: $outcome',
  ({ sku, minimum, outcome }) => {
    expect(judge(dialects.azurerm, { sku }, rule, { minimum }).outcome).toBe(
      outcome,
    );
  },
);

test.each([
  {
    minimum: 'Standard',
    fix: 'Fix: set sku = "Premium", or sku = "Standard".',
  },
  { minimum: 'Premium', fix: 'Fix: set sku = "Premium".' },
])('with the minimum $minimum the message says $fix', ({ minimum, fix }) => {
  const { message } = judge(dialects.azurerm, { sku: 'Basic' }, rule, {
    minimum,
  });
  expect(message).toContain(fix);
  expect(message).toContain('only Premium can be closed to the internet');
});

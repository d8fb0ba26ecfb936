import { dialects, judge, ruleNamed } from '../../support/core';

const rule = ruleNamed('Azure.ACR.Quarantine');

test.each([
  { sku: 'Basic', quarantine: undefined, outcome: 'notApplicable' },
  { sku: 'Standard', quarantine: undefined, outcome: 'notApplicable' },
  { sku: 'Premium', quarantine: undefined, outcome: 'fail' },
  { sku: 'Premium', quarantine: false, outcome: 'fail' },
  { sku: 'Premium', quarantine: true, outcome: 'pass' },
])('$sku with quarantine $quarantine: $outcome', (row) => {
  const properties = {
    sku: row.sku,
    quarantine_policy_enabled: row.quarantine,
  };
  expect(judge(dialects.azurerm, properties, rule).outcome).toBe(row.outcome);
});

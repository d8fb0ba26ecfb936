import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.DataEndpoint');

test.each([
  { sku: 'Premium', enabled: undefined, outcome: 'fail' },
  { sku: 'Premium', enabled: true, outcome: 'pass' },
  { sku: 'Premium', enabled: unknown, outcome: 'unknown' },
  { sku: 'Standard', enabled: undefined, outcome: 'notApplicable' },
  { sku: unknown, enabled: true, outcome: 'pass' },
  { sku: unknown, enabled: false, outcome: 'unknown' },
])(
  '$sku with data endpoints $enabled: $outcome',
  ({ sku, enabled, outcome }) => {
    expect(
      judge(dialects.azurerm, { sku, data_endpoint_enabled: enabled }, rule)
        .outcome,
    ).toBe(outcome);
    expect(
      judge(
        dialects.azureNative,
        { sku: { name: sku }, dataEndpointEnabled: enabled },
        rule,
      ).outcome,
    ).toBe(outcome);
  },
);

import { dialects, judge, ruleNamed } from '../../support/core';

const rule = ruleNamed('Azure.ACR.AdminUser');

test.each([
  { situation: 'not set', attributes: {}, outcome: 'pass' },
  {
    situation: 'turned off',
    attributes: { admin_enabled: false },
    outcome: 'pass',
  },
  {
    situation: 'turned off in a text, which Terraform converts',
    attributes: { admin_enabled: '0' },
    outcome: 'pass',
  },
  {
    situation: 'turned on',
    attributes: { admin_enabled: true },
    outcome: 'fail',
  },
  {
    situation: 'turned on in a text',
    attributes: { admin_enabled: '1' },
    outcome: 'fail',
  },
])(
  'an admin user in Terraform, $situation: $outcome',
  ({ attributes, outcome }) => {
    const registry = { sku: 'Premium', ...attributes };
    expect(judge(dialects.azurerm, registry, rule).outcome).toBe(outcome);
  },
);

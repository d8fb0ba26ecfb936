import { adviceText, observedText } from '../../../shared/messages/observed';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

test('an attribute that two fields share is printed once', () => {
  const finding = judge(
    dialects.azurerm,
    { sku: 'Basic' },
    ruleNamed('Azure.ACR.MinSku'),
  );
  expect(observedText([finding])).toBe(
    'Azure.ACR.MinSku (high): sku is "Basic"',
  );
});

test('rules that saw the same share a line', () => {
  const findings = ['Azure.ACR.MinSku', 'Azure.ACR.MinSku'].map((name) =>
    judge(dialects.azurerm, { sku: 'Basic' }, ruleNamed(name)),
  );
  expect(observedText(findings)).toBe(
    'Azure.ACR.MinSku (high), Azure.ACR.MinSku (high): sku is "Basic"',
  );
});

test.each<[rule: string, properties: Record<string, unknown>, advice: string]>([
  [
    'Azure.ACR.Name',
    { name: 'xhub' },
    'name "xhub" is not valid: use 5 to 50 letters and digits',
  ],
  [
    'Azure.ACR.AdminUser',
    { admin_enabled: true },
    'admin_enabled is true: set admin_enabled = false',
  ],
  [
    'Azure.ACR.MinSku',
    { sku: 'Basic' },
    'sku is "Basic": set sku = "Premium", or sku = "Standard"',
  ],
  [
    'Azure.ACR.OpenIpRule',
    {
      sku: 'Premium',
      network_rule_set: {
        default_action: 'Deny',
        ip_rule: [{ action: 'Allow', ip_range: '0.0.0.0/0' }],
      },
    },
    'network_rule_set.ip_rule allows "0.0.0.0/0", which is 100% of all addresses: network_rule_set.ip_rule must allow at most 1% of all addresses',
  ],
])('the line of %s has its requirement', (rule, properties, advice) => {
  const finding = judge(dialects.azurerm, properties, ruleNamed(rule));
  expect(adviceText([finding])).toBe(
    `${rule} (${finding.rule.severity}): ${advice}`,
  );
});

test('what is unknown has no requirement', () => {
  const finding = judge(dialects.azurerm, {}, ruleNamed('Azure.ACR.MinSku'));
  expect(adviceText([finding])).toBe(observedText([finding]));
});

describe('many rules that wait for values', () => {
  const names = ['AdminUser', 'AnonymousAccess', 'Firewall', 'MinSku', 'Name'];
  const lineOf = (properties: Record<string, unknown>) =>
    adviceText(
      names.map((name) =>
        judge(dialects.azurerm, properties, ruleNamed(`Azure.ACR.${name}`)),
      ),
    );

  test('have a reason that they share once, and the first values', () => {
    const properties = [
      'admin_enabled',
      'anonymous_pull_enabled',
      'public_network_access_enabled',
      'network_rule_set',
      'sku',
      'name',
    ];
    const all = Object.fromEntries(properties.map((name) => [name, unknown]));
    expect(lineOf(all)).toBe(
      '5 rules: admin_enabled, sku, anonymous_pull_enabled, public_network_access_enabled and 2 more are unknown (a test says so)',
    );
  });

  test('have each of their reasons', () => {
    const line = lineOf({
      admin_enabled: unknown,
      anonymous_pull_enabled: unknown,
      name: unknown,
    });
    expect(line).toBe(
      '5 rules: admin_enabled, anonymous_pull_enabled and name are unknown (a test says so), sku is not set (Azure requires a SKU, so it is set elsewhere)',
    );
  });
});

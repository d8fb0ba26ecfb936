import {
  closed,
  documentOf,
  firewall,
  judgeBoth,
  outcomesOf,
} from './support/twins';

/** Unlike a literal, JSON can have any name. */
const parsed = (json: string): unknown => JSON.parse(json);

describe('a registry is no twin of one that is judged otherwise', () => {
  test.each([
    { why: 'another SKU', one: closed, other: { ...closed, sku: 'Basic' } },
    {
      why: 'open',
      one: closed,
      other: { ...closed, public_network_access_enabled: true },
    },
    {
      why: 'open, in another case',
      one: closed,
      other: {
        name: 'shop2',
        sku: 'Premium',
        Public_Network_Access_Enabled: true,
      },
    },
    {
      why: 'closed and open, in two cases',
      one: closed,
      other: { ...closed, Public_Network_Access_Enabled: true },
    },
    {
      why: 'the setting left out',
      one: closed,
      other: { name: 'shop2', sku: 'Premium' },
    },
    {
      why: 'another default action',
      one: firewall,
      other: {
        ...firewall,
        network_rule_set: [
          {
            default_action: 'Allow',
            ip_rule: [{ action: 'Allow', ip_range: '203.0.113.0/24' }],
          },
        ],
      },
    },
    {
      why: 'one more range',
      one: firewall,
      other: {
        ...firewall,
        network_rule_set: [
          {
            default_action: 'Deny',
            ip_rule: [
              { action: 'Allow', ip_range: '203.0.113.0/24' },
              { action: 'Allow', ip_range: '0.0.0.0/1' },
            ],
          },
        ],
      },
    },
    {
      why: 'an empty rule set',
      one: firewall,
      other: { ...firewall, network_rule_set: [{}] },
    },
    { why: 'no instance', one: closed, other: { ...closed, count: 0 } },
    {
      why: 'no instance for any key',
      one: closed,
      other: { ...closed, for_each: {} },
    },
    {
      why: 'a dynamic block that opens the firewall',
      one: firewall,
      other: {
        ...firewall,
        dynamic: {
          network_rule_set: {
            for_each: [1],
            content: { default_action: 'Allow' },
          },
        },
      },
    },
    {
      why: 'a name of a setting that Terraform computes',
      one: closed,
      other: { ...closed, '${var.setting}': true },
    },
    {
      why: 'a name that Azure refuses',
      one: closed,
      other: { ...closed, name: 'a-b' },
    },
    {
      why: 'a name that is not known',
      one: closed,
      other: { ...closed, name: '${var.name}' },
    },
    {
      why: 'no name',
      one: closed,
      other: { sku: 'Premium', public_network_access_enabled: false },
    },
    {
      why: 'two names, of which the first had one of them twice',
      one: { ...closed, Name: 'shop1' },
      other: { ...closed, Name: 'shop1', name: 'shop2' },
    },
    {
      why: 'a name that a template goes before',
      one: { ...closed, name: 'a-b', '${"name"}': 'a-b' },
      other: { ...closed, name: 'a-b', '${"name"}': 'shop2' },
    },
    {
      why: 'an object for a list',
      one: firewall,
      other: {
        ...firewall,
        network_rule_set: {
          default_action: 'Deny',
          ip_rule: { action: 'Allow', ip_range: '0.0.0.0/1' },
        },
      },
    },
    {
      why: 'an object for a text',
      one: { ...closed, public_network_access_enabled: '' },
      other: { ...closed, public_network_access_enabled: {} },
    },
    {
      why: 'the same value under another name',
      one: { ...closed, admin_enabled: true },
      other: { ...closed, anonymous_pull_enabled: true },
    },
    {
      why: 'other names of settings inside',
      one: firewall,
      other: {
        ...firewall,
        network_rule_set: [
          {
            default_actions: 'Deny',
            ip_rule: [{ action: 'Allow', ip_range: '203.0.113.0/24' }],
          },
        ],
      },
    },
    {
      why: 'a setting in the place of a name that every object has',
      one: parsed(
        '{ "name": "shop1", "sku": "Premium", "network_rule_set": { "__proto__": {} } }',
      ),
      other: {
        name: 'shop2',
        sku: 'Premium',
        network_rule_set: { default_action: 'Deny' },
      },
    },
  ])('$why', ({ one, other }) => {
    const both = judgeBoth(documentOf([one, other]));
    const [first, second] = both.alone;
    expect(outcomesOf(second)).not.toEqual(outcomesOf(first));
    expect(both.remembered).toEqual(both.alone);
    const turned = judgeBoth(documentOf([other, one]));
    expect(turned.remembered).toEqual(turned.alone);
  });
});

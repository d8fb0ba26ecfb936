import fc from 'fast-check';
import { acrFirewall, ExemptionTracker, readRegistry } from '../../../shared';
import type {
  EvaluateOptions,
  Exemption,
  Registry,
  Resource,
} from '../../../shared';
import { armTemplate } from '../../../shared/dialects/arm';
import { isGlobMatch } from '../../../shared/util/glob';
import { registryHash } from '../../../shared/engine/registry-hash';
import { exemptionNotes } from '../../../shared/messages/exemption';
import { findingsOf } from '../../support/findings';
import { startProcessorTime } from '../../support/processor-time';

function judge(
  address: string,
  options: EvaluateOptions,
  {
    aliases,
    open = true,
    at,
  }: { aliases?: string[]; open?: boolean; at?: string } = {},
) {
  const resource: Resource = {
    type: 'registry',
    address,
    name: 'web',
    ...(aliases === undefined ? {} : { aliases }),
  };
  const registry = readRegistry(armTemplate, {
    sku: { name: 'Premium' },
    properties: { publicNetworkAccess: open ? 'Enabled' : 'Disabled' },
  });
  const declaration =
    at === undefined ? { registry } : { registry, pointer: at };
  return findingsOf([acrFirewall], resource, () => [declaration], options);
}

const urn =
  'urn:pulumi:prod::shop::azure-native:containerregistry:Registry::public';

describe('which resources a glob names', () => {
  test.each<[glob: string, address: string, matches: boolean]>([
    ['shop/public', 'shop/public', true],
    ['shop/public', 'shop/public2', false],
    ['shop/public*', 'shop/public', true],
    ['shop/public*', 'shop/public/registry', true],
    ['public', 'shop/public', false],
    ['*public', 'shop/public', true],
    ['*', urn, true],
    ['urn:pulumi:*::public', urn, true],
    ['urn:pulumi:prod::*::public', urn, true],
    ['urn:pulumi:dev::*', urn, false],
    ['Shop/*', 'shop/public', false],
    ['*a*b', 'aab', true],
    ['*a*b', 'aba', false],
    ['a**b', 'ab', true],
    [
      'module.*.azurerm_container_registry.this',
      'module.acr.azurerm_container_registry.this',
      true,
    ],
    ['acr[0]', 'acr[0]', true],
    ['acr?', 'acrs', false],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (glob, address, matches) => {
    expect(isGlobMatch(glob, address)).toBe(matches);
  });

  test('as the regular expression does that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '/') });
    fc.assert(
      fc.property(text, text, (glob, address) => {
        const expression = glob
          .split('*')
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[^]*');
        expect(isGlobMatch(glob, address)).toBe(
          new RegExp(`^${expression}$`).test(address),
        );
      }),
    );
  });

  test('no glob makes it hang', () => {
    const elapsed = startProcessorTime();
    expect(isGlobMatch('*a'.repeat(1_000) + 'b', 'a'.repeat(20_000))).toBe(
      false,
    );
    expect(elapsed()).toBeLessThan(2_000);
  });
});

describe('an exemption', () => {
  const exemption: Exemption = { resource: 'shop/*', reason: 'public images' };

  test('takes the effect, not the outcome', () => {
    expect(judge('shop/a', { exemptions: [exemption] })).toMatchObject([
      {
        outcome: 'fail',
        effect: 'none',
        exemption: {
          resource: 'shop/*',
          reason: 'public images',
          expires: null,
          state: 'active',
        },
      },
    ]);
  });

  test('says nothing of what complies', () => {
    expect(
      judge('shop/a', { exemptions: [exemption] }, { open: false }),
    ).toMatchObject([{ outcome: 'pass', exemption: null }]);
  });

  test('of another rule does not count', () => {
    const exemptions = [{ ...exemption, rules: ['Azure.ACR.AdminUser'] }];
    expect(judge('shop/a', { exemptions })).toMatchObject([
      { effect: 'block', exemption: null },
    ]);
  });

  test('may name a resource by another of its addresses', () => {
    expect(
      judge('acr.a', { exemptions: [exemption] }, { aliases: ['shop/a'] }),
    ).toMatchObject([{ effect: 'none' }]);
  });

  test('of a template is one of its registry only by a glob', () => {
    const of = (glob: string) =>
      judge(
        'shop/template',
        { exemptions: [{ ...exemption, resource: glob }] },
        { at: 'resources[0]' },
      );
    expect(of('shop/template')).toMatchObject([{ effect: 'block' }]);
    expect(of('shop/template#*')).toMatchObject([{ effect: 'none' }]);
  });

  test.each<[now: string, effect: string]>([
    ['2027-01-30T23:59:59.999Z', 'none'],
    ['2027-01-31T00:00:00.000Z', 'none'],
    ['2027-01-31T23:59:59.999Z', 'none'],
    ['2027-02-01T00:00:00.000Z', 'block'],
    // Still the last day in New York, but the date is meant in UTC.
    ['2027-01-31T23:00:00.000-05:00', 'block'],
    // The day after already in Auckland.
    ['2027-02-01T00:30:00.000+13:00', 'none'],
  ])('that expires on 2027-01-31 is at %s: %s', (now, effect) => {
    const exemptions = [{ ...exemption, expires: '2027-01-31' }];
    expect(
      judge('shop/a', { exemptions, now: () => new Date(now) }),
    ).toMatchObject([{ effect }]);
  });

  test('that has expired is named by the finding, which stands', () => {
    const exemptions = [{ ...exemption, expires: '2027-01-31' }];
    const [finding] = judge('shop/a', {
      exemptions,
      now: () => new Date('2027-02-01'),
    });
    expect(finding).toMatchObject({
      effect: 'block',
      exemption: { state: 'expired' },
    });
    expect(finding?.message).toContain(
      'Its exemption ("public images") expired on 2027-01-31.',
    );
  });

  test('that is active counts before one that has expired', () => {
    const exemptions = [
      { ...exemption, expires: '2020-01-01' },
      { ...exemption, resource: '*' },
    ];
    expect(judge('shop/a', { exemptions })).toMatchObject([
      { effect: 'none', exemption: { resource: '*' } },
    ]);
  });

  test('does not hide a clock that does not work', () => {
    const exemptions = [{ ...exemption, expires: '2027-01-31' }];
    expect(
      judge('shop/a', { exemptions, now: () => new Date(Number.NaN) }),
    ).toMatchObject([{ isInternalError: true, effect: 'block' }]);
  });
});

describe('exemptions without effect', () => {
  const shop: Exemption = { resource: 'shop/*', reason: 'public images' };
  const other: Exemption = { resource: 'other/*', reason: 'tests' };
  const otherRule: Exemption = { ...shop, rules: ['Azure.ACR.AdminUser'] };

  function unusedAfter(...findings: ReturnType<typeof judge>[]) {
    const tracker = new ExemptionTracker([shop, other, otherRule]);
    for (const some of findings) tracker.record(some);
    return tracker.notes();
  }

  test('are all of them where nothing was evaluated', () => {
    expect(unusedAfter()).toHaveLength(3);
  });

  test('are those that match nothing', () => {
    expect(unusedAfter(judge('a/b', {}), judge('shop/a', {}))).toEqual([
      { exemption: other, why: 'matchesNothing' },
      { exemption: otherRule, why: 'matchesNothing' },
    ]);
  });

  test('are those of what complies', () => {
    expect(unusedAfter(judge('shop/a', {}, { open: false }))).toContainEqual({
      exemption: shop,
      why: 'notNeeded',
    });
  });

  test('one violation among what complies is an effect', () => {
    const findings = [false, true, false].map((open) =>
      judge('shop/a', {}, { open }),
    );
    expect(unusedAfter(...findings)).not.toContainEqual(
      expect.objectContaining({ exemption: shop }),
    );
  });

  test('are put into words', () => {
    const unused = unusedAfter(judge('shop/a', {}, { open: false }));
    expect(exemptionNotes(unused, 3)).toEqual([
      'The exemption of "shop/*" ("public images") is not needed: all resources that it matches comply.',
      '2 of 3 exemptions match nothing that was evaluated: "other/*" ("tests"), "shop/*" ("public images").',
    ]);
  });
});

describe('what became of an exemption counts over all findings', () => {
  const exemption: Exemption = { resource: 'shop/*', reason: 'public images' };
  const seen = {
    matchesNothing: () => [],
    notNeeded: () => judge('shop/a', {}, { open: false }),
    used: () => judge('shop/a', {}),
  };
  test.each([
    { own: 'matchesNothing', other: 'matchesNothing', is: 'matchesNothing' },
    { own: 'matchesNothing', other: 'notNeeded', is: 'notNeeded' },
    { own: 'matchesNothing', other: 'used', is: 'used' },
    { own: 'notNeeded', other: 'matchesNothing', is: 'notNeeded' },
    { own: 'notNeeded', other: 'used', is: 'used' },
    { own: 'used', other: 'matchesNothing', is: 'used' },
    { own: 'used', other: 'notNeeded', is: 'used' },
  ] as const)('$own and $other: $is', ({ own, other, is }) => {
    const tracker = new ExemptionTracker([exemption]);
    tracker.record(seen[own]());
    tracker.record(seen[other]());
    expect(tracker.notes()).toEqual(
      is === 'used' ? [] : [{ exemption, why: is }],
    );
  });
});

describe('an exemption of a baseline', () => {
  const read = (properties: object) =>
    readRegistry(armTemplate, { sku: { name: 'Premium' }, ...properties });
  const hash = (properties: object, name = 'web') =>
    registryHash(read({ name, properties }));

  test.each<[situation: string, properties: object]>([
    ['public access', { publicNetworkAccess: 'Enabled' }],
    ['the default action', { networkRuleSet: { defaultAction: 'allow' } }],
    ['the bypass', { networkRuleBypassOptions: 'AzureServices' }],
    ['no IP rules', { networkRuleSet: { ipRules: [] } }],
  ])('does not notice a default that is written out: %s', (_, properties) => {
    expect(hash(properties)).toBe(hash({}));
  });

  test.each<[situation: string, properties: object, name: string]>([
    ['the bypass', { networkRuleBypassOptions: 'None' }, 'web'],
    [
      'the default action',
      { networkRuleSet: { defaultAction: 'Deny' } },
      'web',
    ],
    ['public access', { publicNetworkAccess: 'Disabled' }, 'web'],
    [
      'an IP rule',
      { networkRuleSet: { ipRules: [{ value: '0.0.0.0/0' }] } },
      'web',
    ],
    ['the name', {}, 'other'],
  ])('notices a change: %s', (_, properties, name) => {
    expect(hash(properties, name)).not.toBe(hash({}));
  });

  test('does not notice the order of IP rules', () => {
    const ranges = (...values: string[]) =>
      hash({ networkRuleSet: { ipRules: values.map((value) => ({ value })) } });
    expect(ranges('1.1.1.1', '2.2.2.2')).toBe(ranges('2.2.2.2', '1.1.1.1'));
  });

  test('accepts one state of a registry; the finding says why it does not count for others', () => {
    const same = read({ name: 'web' });
    const exemptions = [
      { resource: 'web', reason: 'old', baseline: registryHash(same) },
    ];
    const evaluated = (registry: Registry) =>
      findingsOf(
        [acrFirewall],
        { type: 'registry', address: 'web', name: 'web' },
        () => [{ registry }],
        { exemptions },
      )[0];
    expect(evaluated(same)).toMatchObject({
      effect: 'none',
      exemption: { state: 'active', isBaseline: true },
    });
    const changed = evaluated(
      read({ name: 'web', properties: { networkRuleBypassOptions: 'None' } }),
    );
    expect(changed).toMatchObject({
      effect: 'block',
      exemption: { state: 'changed' },
    });
    expect(changed?.message).toContain(
      'Its baseline exemption ("old") does not count: the registry\'s name or network settings have changed since.',
    );
  });
});

test('exemptions that end within 30 days are reported', () => {
  const now = () => new Date('2027-01-01T00:00:00Z');
  const ending = {
    resource: 'shop/*',
    reason: 'public images',
    expires: '2027-01-31',
  };
  const later = { ...ending, expires: '2027-02-01' };
  const tracker = new ExemptionTracker([ending, later], now);
  const findings = judge('shop/a', { exemptions: [ending], now });
  expect(findings).toMatchObject([{ exemption: { endsSoon: true } }]);
  tracker.record(findings);
  expect(exemptionNotes(tracker.notes(), 2)).toEqual([
    'The exemption of "shop/*" ("public images") ends on 2027-01-31: renew it or close the registry.',
  ]);
});

test('a list of 40 exemptions has one line about those that match nothing', () => {
  const tracker = new ExemptionTracker(
    Array.from({ length: 40 }, (_, index) => ({
      resource: `stack${index}/*`,
      reason: 'old',
    })),
  );
  tracker.record(judge('stack7/a', {}));
  expect(exemptionNotes(tracker.notes(), tracker.size)).toEqual([
    '39 of 40 exemptions match nothing that was evaluated: "stack0/*" ("old"), "stack1/*" ("old"), "stack2/*" ("old") and 36 more.',
  ]);
});

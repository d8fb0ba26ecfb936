import { acrFirewall, evaluate, readRegistry, rules } from '../../../shared';
import type { EvaluateOptions, Finding } from '../../../shared';
import { armTemplate } from '../../../shared/dialects/arm';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';
import { findingsOf } from '../../support/findings';

const premium = { name: 'Premium' };
const waiting = new Unknown('a test says so');
const open = { sku: premium };
const closed = {
  sku: premium,
  properties: { publicNetworkAccess: 'Disabled' },
};
const undecided = {
  sku: premium,
  properties: { publicNetworkAccess: waiting },
};

const resource = { type: 'registry', address: 'shop/acr', name: 'web' };

function judge(
  properties: Value,
  more: { uncertainType?: Unknown; notAnalyzed?: Unknown } = {},
  options: EvaluateOptions = {},
): Finding {
  const registry = readRegistry(armTemplate, properties);
  const [finding, ...others] = findingsOf(
    [acrFirewall],
    resource,
    () => [{ registry, ...more }],
    options,
  );
  if (finding === undefined || others.length > 0) throw new Error('not one');
  return finding;
}

describe('what an unknown outcome does', () => {
  test.each([
    { unknown: undefined, level: 'mandatory', effect: 'warn' },
    { unknown: 'warn', level: 'mandatory', effect: 'warn' },
    { unknown: 'error', level: 'mandatory', effect: 'block' },
    { unknown: 'error', level: 'advisory', effect: 'warn' },
    { unknown: 'ignore', level: 'mandatory', effect: 'none' },
  ] as const)('$unknown, $level: $effect', ({ unknown, level, effect }) => {
    const levels = { 'Azure.ACR.Firewall': level };
    const options = unknown === undefined ? { levels } : { levels, unknown };
    expect(judge(undecided, {}, options)).toMatchObject({
      outcome: 'unknown',
      level,
      effect,
      unknowns: [waiting],
    });
  });
});

describe('the lowest severity at which advisory rules block', () => {
  test.each([
    { properties: open, failOn: 'high', unknown: 'warn', effect: 'block' },
    { properties: open, failOn: 'critical', unknown: 'warn', effect: 'warn' },
    { properties: closed, failOn: 'low', unknown: 'error', effect: 'none' },
    { properties: undecided, failOn: 'high', unknown: 'warn', effect: 'warn' },
    {
      properties: undecided,
      failOn: 'high',
      unknown: 'error',
      effect: 'block',
    },
  ] as const)('$failOn, unknown: $unknown: $effect', (row) => {
    const { properties, failOn, unknown, effect } = row;
    const levels = { 'Azure.ACR.Firewall': 'advisory' } as const;
    expect(judge(properties, {}, { levels, failOn, unknown }).effect).toBe(
      effect,
    );
  });
});

describe('what is not read', () => {
  const unread = new Unknown('it is linked');

  test.each([
    { situation: 'an open registry', properties: open },
    { situation: 'a closed registry', properties: closed },
  ])('is unknown, whatever is in sight: $situation', ({ properties }) => {
    expect(judge(properties, { notAnalyzed: unread })).toMatchObject({
      outcome: 'unknown',
      effect: 'warn',
      reasons: [],
      unknowns: [unread],
    });
  });

  test('is one finding, not one for each rule, and not a registry', () => {
    const registry = readRegistry(armTemplate, open);
    const groups = (options: EvaluateOptions) =>
      evaluate(
        rules,
        resource,
        () => [{ registry, notAnalyzed: unread }],
        options,
      );
    expect(groups({})).toMatchObject([
      { isRegistry: false, findings: [{ effect: 'warn' }] },
    ]);
    expect(groups({ unknown: 'error' })).toMatchObject([
      { findings: [{ effect: 'block', level: 'mandatory' }] },
    ]);
    const exemptions = [
      { resource: '*', rules: ['Azure.ACR.AdminUser'], reason: 'a test' },
    ];
    expect(groups({ unknown: 'error', exemptions })).toMatchObject([
      { findings: [{ effect: 'block', exemption: null }] },
    ]);
  });
});

test('findings come by registry', () => {
  const registry = readRegistry(armTemplate, open);
  const groups = evaluate([acrFirewall], resource, () => [
    { registry, pointer: 'one' },
    { registry, pointer: 'two' },
  ]);
  expect(groups).toMatchObject([
    { isRegistry: true, resource: { address: 'shop/acr#one' } },
    { isRegistry: true, resource: { address: 'shop/acr#two' } },
  ]);
});

describe('what may be no registry', () => {
  const doubt = new Unknown('its type is computed');

  test('is unknown where it would fail', () => {
    expect(judge(open, { uncertainType: doubt })).toMatchObject({
      outcome: 'unknown',
      effect: 'warn',
      unknowns: [doubt],
    });
  });

  test('passes where it would pass: nobody needs to know what it is', () => {
    expect(judge(closed, { uncertainType: doubt })).toMatchObject({
      outcome: 'pass',
      effect: 'none',
      unknowns: [],
    });
  });

  test('waits for its own value where that is not known either', () => {
    expect(judge(undecided, { uncertainType: doubt })).toMatchObject({
      outcome: 'unknown',
      unknowns: [waiting],
    });
  });
});

test('a reader that throws is a fault, and nothing else is said of it', () => {
  const read = () => {
    throw new TypeError('the reader is broken');
  };
  expect(findingsOf([acrFirewall], resource, read)).toMatchObject([
    {
      outcome: 'fail',
      effect: 'block',
      isInternalError: true,
      exemption: null,
      reasons: [],
      unknowns: [],
    },
  ]);
});

test('one of several registries of a resource is told apart, by its aliases too', () => {
  const registry = readRegistry(armTemplate, open);
  const exempt = (glob: string) =>
    findingsOf(
      [acrFirewall],
      { ...resource, aliases: ['other/acr'] },
      () => [{ registry, pointer: 'nested', name: 'images' }],
      { exemptions: [{ resource: glob, reason: 'public images' }] },
    )[0];
  expect(exempt('shop/acr#nested')).toMatchObject({
    effect: 'none',
    resource: { address: 'shop/acr#nested', name: 'images' },
  });
  expect(exempt('other/acr#nested')?.effect).toBe('none');
  expect(exempt('other/acr')?.effect).toBe('block');
});

import { acrFirewall, evaluate, readRegistry } from '../../../shared';
import type { EvaluateOptions, Finding } from '../../../shared';
import { armTemplate } from '../../../shared/dialects/arm';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';

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
  const [finding, ...others] = evaluate(
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
    { unknown: undefined, level: 'mandatory', effect: 'tell' },
    { unknown: 'warn', level: 'mandatory', effect: 'tell' },
    { unknown: 'error', level: 'mandatory', effect: 'block' },
    { unknown: 'error', level: 'advisory', effect: 'tell' },
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

describe('what is not read', () => {
  const unread = new Unknown('it is linked');

  test.each([
    { situation: 'an open registry', properties: open },
    { situation: 'a closed registry', properties: closed },
  ])('is unknown, whatever is in sight: $situation', ({ properties }) => {
    expect(judge(properties, { notAnalyzed: unread })).toMatchObject({
      outcome: 'unknown',
      effect: 'tell',
      reasons: [],
      unknowns: [unread],
    });
  });
});

describe('what may be no registry', () => {
  const doubt = new Unknown('its type is computed');

  test('is unknown where it would fail', () => {
    expect(judge(open, { uncertainType: doubt })).toMatchObject({
      outcome: 'unknown',
      effect: 'tell',
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
  expect(evaluate([acrFirewall], resource, read)).toMatchObject([
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
    evaluate(
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

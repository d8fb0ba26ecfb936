import { parseConfiguration, rules } from '../../../shared';
import type { Target } from '../../../shared';
import { exemption, messageOf } from '../../support/configure';

/** The received value in the first error. */
function received(input: unknown): string {
  return /^policy\.yaml: \S+ is (.*?)\. /.exec(messageOf(input))?.[1] ?? '';
}

describe('what is received is said in words', () => {
  test.each<[said: string, exemptions: unknown]>([
    ['empty', null],
    ['5', 5],
    ['true', true],
    ['a string', 'hunter2'],
    ['an empty object', {}],
    ['an object', { resource: '*' }],
  ])('%s where a list is expected', (said, exemptions) => {
    expect(received({ exemptions })).toBe(said);
  });

  test.each<[said: string, resource: unknown]>([
    ['an empty array', []],
    ['an array', ['*']],
    ['a function', () => '*'],
    ['a bigint', 5n],
    ['""', ''],
  ])('%s where a text is expected', (said, resource) => {
    expect(received({ exemptions: [{ ...exemption, resource }] })).toBe(said);
  });

  test('a hole in a list is empty', () => {
    expect(received({ exemptions: new Array(1) })).toBe('empty');
  });

  test('a text of sixty characters whole, and no more of a longer one', () => {
    const text = 'x'.repeat(60);
    expect(received({ unknown: text })).toBe(`"${text}"`);
    expect(received({ unknown: `${text}y` })).toBe(`"${text}…"`);
  });
});

describe('what is expected is said in words', () => {
  test.each<[input: unknown, expected: string]>([
    [{ exemptions: {} }, 'Expected an array.'],
    [{ $schema: 5 }, 'Expected a string.'],
  ])('%j: %s', (input, expected) => {
    expect(messageOf(input)).toContain(expected);
  });

  test.each<[input: unknown, place: string]>([
    [{ rules: null }, 'rules is empty. Expected an object with'],
    [{ rules: { x: 'mandatory' } }, 'rules.x is not known here. Expected'],
    [
      { exemptions: [{ ...exemption, rules: [] }] },
      'exemptions[0].rules is an empty array. Expected an array with at least one of',
    ],
  ])('two of the names of all rules: %j', (input, place) => {
    const parsed = parseConfiguration(
      input,
      { target: 'command', rules },
      'policy.yaml',
    );
    expect(parsed).toMatchObject({
      errors: [
        {
          message: `policy.yaml: ${place} "Azure.ACR.AdminUser", "Azure.ACR.AnonymousAccess" or another of ${rules.length} names, which acr-policy rules lists.`,
        },
      ],
    });
  });

  test('either of two words', () => {
    const cdktf: Target = { target: 'cdktf', rules };
    const parsed = parseConfiguration({ remediate: 'yes' }, cdktf, 'options');
    expect(parsed).toMatchObject({
      errors: [
        { message: 'options: remediate is a string. Expected true or false.' },
      ],
    });
  });
});

describe('a word that is meant', () => {
  const suggested = (rule: string) => {
    const parsed = parseConfiguration(
      { rules: { [rule]: 'mandatory' } },
      { target: 'command', rules },
      'policy.yaml',
    );
    const [error] = 'errors' in parsed ? parsed.errors : [];
    return /Did you mean "(.*?)"/.exec(error?.message ?? '')?.[1];
  };

  test.each([
    { wrong: 'Azure.ACR.MinSk', meant: 'Azure.ACR.MinSku' },
    { wrong: 'Azure.ACR.GeoReplicas', meant: 'Azure.ACR.GeoReplica' },
    { wrong: 'azure.acr.name', meant: 'Azure.ACR.Name' },
    { wrong: 'Company.Storage.Replication', meant: undefined },
  ])('$wrong is meant to be the nearest: $meant', ({ wrong, meant }) => {
    expect(suggested(wrong)).toBe(meant);
  });
});

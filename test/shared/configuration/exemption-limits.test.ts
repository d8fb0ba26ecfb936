import { parseConfiguration } from '../../../shared';
import { checkPolicyPackConfiguration } from '../../../shared/configuration/parse';
import { cli, configure, errorsOf, rules } from '../../support/configure';

const today = () => new Date('2026-12-01T10:00:00Z');
const exemption = { resource: 'shop/*', reason: 'Public images' };

function messages(exemptionLimits: object, more: object): string[] {
  const parsed = parseConfiguration(
    { exemptionLimits, exemptions: [{ ...exemption, ...more }] },
    cli,
    { name: 'policy.yaml', now: today },
  );
  return 'errors' in parsed ? parsed.errors.map(({ message }) => message) : [];
}

describe('limits of exemptions', () => {
  test.each<[situation: string, limits: object, exemption: object]>([
    [
      'an end where one is required',
      { requireExpiry: true },
      { expires: '2030-01-01' },
    ],
    [
      'the last day that is allowed',
      { maxDays: 90 },
      { expires: '2027-03-01' },
    ],
    ['a day in the past', { maxDays: 90 }, { expires: '2020-01-01' }],
    [
      'a rule that may be exempted',
      { rules: ['Azure.ACR.Firewall'] },
      { rules: ['Azure.ACR.Firewall'] },
    ],
    ['no limits', {}, {}],
  ])('accept %s', (_, limits, more) => {
    expect(messages(limits, more)).toEqual([]);
  });

  test.each<
    [situation: string, limits: object, exemption: object, message: string]
  >([
    [
      'no end',
      { requireExpiry: true },
      {},
      'exemptions[0].expires is missing. exemptionLimits.requireExpiry is true: set it to the last day that is exempt.',
    ],
    [
      'no end where it may be 90 days away',
      { maxDays: 90 },
      {},
      'exemptions[0].expires is missing. exemptionLimits.maxDays is 90: set it to 2027-03-01 or earlier.',
    ],
    [
      'an end that is too far away',
      { maxDays: 90 },
      { expires: '2027-03-02' },
      'exemptions[0].expires is "2027-03-02". exemptionLimits.maxDays is 90: set it to 2027-03-01 or earlier.',
    ],
    [
      'a rule that may not be exempted',
      { rules: ['Azure.ACR.Sample'] },
      { rules: ['Azure.ACR.Sample', 'Azure.ACR.Firewall'] },
      'exemptions[0].rules[1] is "Azure.ACR.Firewall". exemptionLimits.rules allows only "Azure.ACR.Sample".',
    ],
    [
      'all rules where some may be exempted',
      { rules: ['Azure.ACR.Sample'] },
      {},
      'exemptions[0].rules is missing. exemptionLimits.rules allows only "Azure.ACR.Sample".',
    ],
    [
      'an exemption where there may be none',
      { rules: [] },
      { rules: ['Azure.ACR.Sample'] },
      'exemptions[0].rules[0] is "Azure.ACR.Sample". exemptionLimits.rules allows no exemption.',
    ],
  ])('refuse %s', (_, limits, more, message) => {
    expect(messages(limits, more)).toEqual([`policy.yaml: ${message}`]);
  });

  test('count for a policy of Pulumi, whose rule an exemption need not name', () => {
    const policy = (allowed: string[]) => ({
      'Azure.ACR.Firewall': {
        exemptionLimits: { rules: allowed },
        exemptions: [{ ...exemption, resource: '*::web' }],
      },
    });
    const errors = (allowed: string[]) =>
      checkPolicyPackConfiguration(policy(allowed), rules, 'policy.json');
    expect(errors(['Azure.ACR.Firewall'])).toEqual([]);
    expect(errors(['Azure.ACR.Sample'])).toMatchObject([
      { path: '"Azure.ACR.Firewall".exemptions[0].rules[0]' },
    ]);
  });

  test.each([
    ['maxDays', 0],
    ['maxDays', 1.5],
    ['requireExpiry', 'yes'],
    ['rules', ['Azure.ACR.Nothing']],
  ])('are checked themselves: %s is %p', (name, value) => {
    expect(errorsOf({ exemptionLimits: { [name]: value } })).toHaveLength(1);
  });
});

test('an exemption says who approved it, where, and as what', () => {
  const whole = {
    ...exemption,
    category: 'mitigated',
    approvedBy: 'security board',
    ticket: 'SEC-42',
    expires: '2027-01-31',
  };
  expect(configure({ exemptions: [whole] }).exemptions).toEqual([whole]);
  expect(
    errorsOf({ exemptions: [{ ...exemption, category: 'fine' }] }),
  ).toEqual(['exemptions[0].category']);
});

describe('a file for another entry point is recognized', () => {
  test('where the command is to read it', () => {
    const parsed = parseConfiguration(
      { 'Azure.ACR.Firewall': 'mandatory' },
      cli,
      'policy.json',
    );
    expect(parsed).toMatchObject({
      errors: [
        {
          message: expect.stringContaining(
            "policy.json is a configuration for Pulumi's --policy-pack-config.",
          ) as string,
        },
      ],
    });
  });

  test('where Pulumi is to read it', () => {
    expect(
      checkPolicyPackConfiguration(
        { rules: { 'Azure.ACR.Firewall': 'mandatory' } },
        rules,
        'policy.json',
      ),
    ).toMatchObject([
      {
        message: expect.stringContaining(
          'Fix: acr-policy config convert FILE --to pulumi',
        ) as string,
      },
    ]);
  });
});

import {
  acrFirewall,
  defineRule,
  evaluate,
  parseConfiguration,
  parseInCodeExemption,
  readRegistry,
} from '../shared';
import type { Configuration, WayIn } from '../shared';
import { armTemplate } from '../shared/dialects/arm';
import { ruleWithOptions } from './support/rule-with-options';

const rules = [acrFirewall, ruleWithOptions];
const cli: WayIn = { way: 'cli', rules };
const cdktf: WayIn = { way: 'cdktf', rules };
const pulumi: WayIn = { way: 'pulumi', rules, policy: ruleWithOptions };

function configure(input: unknown, where: WayIn = cli): Configuration {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.configuration;
}

function errorsOf(input: unknown, where: WayIn = cli): string[] {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  return 'errors' in parsed ? parsed.errors.map(({ path }) => path) : [];
}

function messageOf(input: unknown, where: WayIn = cli): string {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  return 'errors' in parsed
    ? parsed.errors.map(({ message }) => message).join('\n')
    : '';
}

const exemption = { resource: 'shop/*', reason: 'public images' };

describe('what is accepted', () => {
  test('nothing configured holds the defaults', () => {
    expect(configure({})).toEqual({
      unknown: 'warn',
      levels: {},
      ruleOptions: {},
      exemptions: [],
      remediation: 'disablePublicAccess',
      remediate: false,
      inCodeExemptions: 'allow',
    });
  });

  test('every option of the command line', () => {
    expect(
      configure({
        $schema: './configuration.schema.json',
        unknown: 'error',
        rules: {
          'Azure.ACR.Firewall': 'advisory',
          'Azure.ACR.Sample': { level: 'mandatory', minimumDays: 30 },
        },
        exemptions: [
          {
            ...exemption,
            rules: ['Azure.ACR.Firewall'],
            expires: '2028-02-29',
          },
        ],
        remediation: 'denyByDefault',
      }),
    ).toMatchObject({
      unknown: 'error',
      levels: {
        'Azure.ACR.Firewall': 'advisory',
        'Azure.ACR.Sample': 'mandatory',
      },
      ruleOptions: { 'Azure.ACR.Sample': { minimumDays: 30 } },
      exemptions: [
        { ...exemption, rules: ['Azure.ACR.Firewall'], expires: '2028-02-29' },
      ],
      remediation: 'denyByDefault',
    });
  });

  test('the options of CDKTF alone', () => {
    expect(
      configure({ remediate: true, inCodeExemptions: 'forbid' }, cdktf),
    ).toMatchObject({ remediate: true, inCodeExemptions: 'forbid' });
  });

  test('a Pulumi policy: its own options beside those of every policy', () => {
    expect(
      configure({ minimumDays: 30, unknown: 'ignore' }, pulumi),
    ).toMatchObject({
      unknown: 'ignore',
      ruleOptions: { 'Azure.ACR.Sample': { minimumDays: 30 } },
    });
  });

  test("a Pulumi policy leaves other policies' exemptions to them", () => {
    const forAll = exemption;
    const forOther = { ...exemption, rules: ['Azure.ACR.Firewall'] };
    expect(
      configure({ exemptions: [forAll, forOther] }, pulumi).exemptions,
    ).toEqual([forAll]);
  });

  test('an option that is undefined in code is left out', () => {
    expect(
      configure({ unknown: undefined, exemptions: undefined }, cdktf),
    ).toMatchObject({ unknown: 'warn', exemptions: [] });
  });

  test('a later change of what was passed changes nothing', () => {
    const input = { exemptions: [{ ...exemption }] };
    const { exemptions } = configure(input, cdktf);
    input.exemptions.push({ resource: '*', reason: 'all' });
    Object.assign(input.exemptions[0] ?? {}, { resource: '*' });
    expect(exemptions).toEqual([exemption]);
  });
});

describe('what is refused names the place', () => {
  const twice = JSON.parse('{"__proto__": {"unknown": "ignore"}}') as unknown;

  test.each<[situation: string, input: unknown, path: string]>([
    ['an unknown option', { exemption: [] }, 'exemption'],
    ['an option of another way in', { remediate: true }, 'remediate'],
    ['extends', { extends: './other.yaml' }, 'extends'],
    ['an own __proto__', twice, '__proto__'],
    ['a wrong word', { unknown: 'warning' }, 'unknown'],
    ['a word in another case', { unknown: 'WARN' }, 'unknown'],
    ['a wrong type', { unknown: true }, 'unknown'],
    ['an empty value', { exemptions: null }, 'exemptions'],
    ['no list', { exemptions: { 0: exemption } }, 'exemptions'],
    ['an exemption that is a text', { exemptions: ['*'] }, 'exemptions[0]'],
    [
      'a hole in a list',
      { exemptions: Object.assign(new Array(2), { 1: exemption }) },
      'exemptions[0]',
    ],
    [
      'an unknown rule',
      { rules: { 'Azure.ACR.Firewal': 'mandatory' } },
      'rules["Azure.ACR.Firewal"]',
    ],
    [
      'a rule by an inherited name',
      { rules: { constructor: 'mandatory' } },
      'rules.constructor',
    ],
    [
      'an unknown level',
      { rules: { 'Azure.ACR.Firewall': 'remediate' } },
      'rules["Azure.ACR.Firewall"]',
    ],
    [
      'a rule with neither level nor option',
      { rules: { 'Azure.ACR.Firewall': {} } },
      'rules["Azure.ACR.Firewall"]',
    ],
    [
      'an option that the rule does not have',
      { rules: { 'Azure.ACR.Firewall': { minimumDays: 3 } } },
      'rules["Azure.ACR.Firewall"].minimumDays',
    ],
    [
      'a number that is too large',
      { rules: { 'Azure.ACR.Sample': { minimumDays: 366 } } },
      'rules["Azure.ACR.Sample"].minimumDays',
    ],
    [
      'a number that is no whole one',
      { rules: { 'Azure.ACR.Sample': { minimumDays: 1.5 } } },
      'rules["Azure.ACR.Sample"].minimumDays',
    ],
    [
      'a member of a list',
      { rules: { 'Azure.ACR.Sample': { locations: ['westeurope', 1] } } },
      'rules["Azure.ACR.Sample"].locations[1]',
    ],
    ['no reason', { exemptions: [{ resource: '*' }] }, 'exemptions[0].reason'],
    [
      'a blank reason',
      { exemptions: [{ ...exemption, reason: ' \t' }] },
      'exemptions[0].reason',
    ],
    [
      'an empty glob',
      { exemptions: [exemption, { ...exemption, resource: '' }] },
      'exemptions[1].resource',
    ],
    [
      'an empty list of rules',
      { exemptions: [{ ...exemption, rules: [] }] },
      'exemptions[0].rules',
    ],
    [
      'an unknown rule in an exemption',
      { exemptions: [{ ...exemption, rules: ['Azure.ACR.*'] }] },
      'exemptions[0].rules[0]',
    ],
    [
      'a day that does not exist',
      { exemptions: [{ ...exemption, expires: '2027-02-30' }] },
      'exemptions[0].expires',
    ],
    [
      'the 29th of February in a year without one',
      { exemptions: [{ ...exemption, expires: '2027-02-29' }] },
      'exemptions[0].expires',
    ],
    [
      'a day with a time',
      { exemptions: [{ ...exemption, expires: '2027-01-31T00:00:00Z' }] },
      'exemptions[0].expires',
    ],
    [
      'a date object',
      { exemptions: [{ ...exemption, expires: new Date() }] },
      'exemptions[0].expires',
    ],
  ])('%s', (_, input, path) => {
    expect(errorsOf(input)).toEqual([path]);
  });

  test.each<[situation: string, input: unknown]>([
    ['a list', []],
    ['a text', 'unknown: warn'],
    ['null', null],
    ['a Map', new Map([['unknown', 'ignore']])],
    ['an object that inherits options', Object.create({ unknown: 'ignore' })],
  ])('%s in place of the whole', (_, input) => {
    expect(errorsOf(input, cdktf)).toEqual(['']);
  });

  test('a rules map in a Pulumi policy', () => {
    expect(errorsOf({ rules: {} }, pulumi)).toEqual(['rules']);
  });

  test('all errors at once, in the order of the input', () => {
    expect(
      errorsOf({
        unknown: 1,
        exemptions: [{ resource: '*', expires: 'soon' }],
        foo: 1,
      }),
    ).toEqual([
      'unknown',
      'exemptions[0].expires',
      'exemptions[0].reason',
      'foo',
    ]);
  });
});

describe('the words of an error', () => {
  test.each<[situation: string, input: unknown, message: string]>([
    [
      'a near miss of an option',
      { exemptons: [] },
      'policy.yaml: exemptons is not known here. Expected "preset", "unknown", "rules", "exemptions", "remediation" or "$schema". Did you mean "exemptions"?',
    ],
    [
      'a near miss of a rule',
      { rules: { 'azure.acr.firewall': 'mandatory' } },
      'policy.yaml: rules["azure.acr.firewall"] is not known here. Expected "Azure.ACR.Firewall" or "Azure.ACR.Sample". Did you mean "Azure.ACR.Firewall"?',
    ],
    [
      'a near miss of a level',
      { rules: { 'Azure.ACR.Firewall': 'mandatry' } },
      'policy.yaml: rules["Azure.ACR.Firewall"] is "mandatry". Expected "advisory", "mandatory", "disabled" or an object with "level". Did you mean "mandatory"?',
    ],
    [
      'a word that is near to none',
      { unknown: 'block' },
      'policy.yaml: unknown is "block". Expected "warn", "error" or "ignore".',
    ],
    [
      'an impossible date',
      { exemptions: [{ ...exemption, expires: '2027-02-30' }] },
      'policy.yaml: exemptions[0].expires is "2027-02-30". Expected a calendar date such as "2027-01-31".',
    ],
    [
      'something missing',
      { exemptions: [{ reason: 'why' }] },
      'policy.yaml: exemptions[0].resource is missing. Expected a text that is not blank.',
    ],
    [
      'a number out of bounds',
      { rules: { 'Azure.ACR.Sample': { minimumDays: -1 } } },
      'policy.yaml: rules["Azure.ACR.Sample"].minimumDays is -1. Expected a whole number from 0 to 365.',
    ],
    [
      'an empty list',
      { exemptions: [{ ...exemption, rules: [] }] },
      'policy.yaml: exemptions[0].rules is an empty list. Expected a list with at least one of "Azure.ACR.Firewall" or "Azure.ACR.Sample".',
    ],
    [
      'the whole',
      null,
      'policy.yaml: the configuration is empty. Expected an object with "preset", "unknown", "rules", "exemptions", "remediation" or "$schema".',
    ],
  ])('%s', (_, input, message) => {
    expect(messageOf(input)).toBe(message);
  });

  test('a text is not repeated where none is expected: it may be a secret', () => {
    const input = {
      exemptions: 'hunter2',
      token: 'hunter2',
      rules: ['hunter2'],
    };
    expect(errorsOf(input)).toEqual(['exemptions', 'token', 'rules']);
    expect(messageOf(input)).not.toContain('hunter2');
  });

  test('a long text is cut', () => {
    expect(messageOf({ unknown: 'x'.repeat(1000) }).length).toBeLessThan(200);
  });
});

test('a rule may not have an option that every policy has', () => {
  const options = {
    unknown: { type: 'boolean', default: false, description: 'Mine.' },
  } as const;
  expect(() => defineRule({ ...acrFirewall, options })).toThrow(
    'Azure.ACR.Firewall can\'t have an option "unknown": every policy has one of this name.',
  );
});

describe('an exemption in code', () => {
  const parse = (input: unknown) =>
    parseInCodeExemption(input, rules, 'exemptFromAcrPolicy');

  test('says what one in a configuration says besides the resource', () => {
    expect(parse({ reason: 'public images', expires: '2027-01-31' })).toEqual({
      exemption: { reason: 'public images', expires: '2027-01-31' },
    });
  });

  test('needs a reason and names no resource', () => {
    expect(parse({ resource: '*' })).toMatchObject({
      errors: [{ path: 'resource' }, { path: 'reason' }],
    });
  });
});

describe('what the engine makes of a configuration', () => {
  const resource = { type: 't', address: 'a', name: 'a' };
  const open = readRegistry(armTemplate, { sku: { name: 'Premium' } });
  const judge = (configuration: Configuration) =>
    evaluate(rules, resource, () => [{ registry: open }], configuration);

  test('a rule that is disabled, by itself or by configuration, is not applied', () => {
    const off = configure({ rules: { 'Azure.ACR.Firewall': 'disabled' } });
    expect(judge(configure({})).map(({ rule }) => rule)).toEqual([acrFirewall]);
    expect(judge(off)).toEqual([]);
  });

  test('a fault of a reader is a finding of the rules that are applied', () => {
    const findings = evaluate(rules, resource, () => {
      throw new Error('broken');
    });
    expect(findings.map(({ rule }) => rule)).toEqual([acrFirewall]);
  });

  test('a level decides what a violation does', () => {
    const advisory = configure({ rules: { 'Azure.ACR.Firewall': 'advisory' } });
    expect(judge(configure({}))).toMatchObject([{ effect: 'block' }]);
    expect(judge(advisory)).toMatchObject([{ effect: 'tell' }]);
  });

  test('a rule gets its options, and the defaults of those left out', () => {
    const options = { level: 'advisory', minimumDays: 30, mode: 'tight' };
    const configuration = configure({
      rules: { 'Azure.ACR.Firewall': 'disabled', 'Azure.ACR.Sample': options },
    });
    expect(judge(configuration)[0]?.message).toContain('30  false tight');
  });
});

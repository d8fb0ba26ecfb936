import { parseConfiguration } from '../../../shared';
import { errorText } from '../../../shared/configuration/errors';
import { parseConfigurationText } from '../../../shared/configuration/file';
import {
  cdktf,
  errorsOf,
  exemption,
  messageOf,
  pulumi,
  rules,
} from '../../support/configure';

describe('what is refused names the place', () => {
  const twice = JSON.parse('{"__proto__": {"unknown": "ignore"}}') as unknown;

  test.each<[situation: string, input: unknown, path: string]>([
    ['an unknown option', { exemption: [] }, 'exemption'],
    ['an option of another way in', { remediate: true }, 'remediate'],
    [
      'a bare name',
      { exemptions: [{ ...exemption, resource: 'web' }] },
      'exemptions[0].resource',
    ],
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
      'a day in a year of more than four digits',
      { exemptions: [{ ...exemption, expires: '+010000-01-01' }] },
      'exemptions[0].expires',
    ],
    [
      'a month',
      { exemptions: [{ ...exemption, expires: '2027-01' }] },
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

describe('the place of an error', () => {
  const read = (text: string) => {
    const parsed = parseConfigurationText(text, 'policy.yaml', rules);
    return 'errors' in parsed ? parsed.errors : [];
  };

  test('in a text has a line and a column', () => {
    expect(read('exemptions: []\nunknown: warning\n')).toMatchObject([
      { path: 'unknown', position: { line: 2, column: 1 } },
    ]);
  });

  test('in a text that breaks off is that of the text', () => {
    expect(read('{"unknown": "error"')).toMatchObject([
      { path: '', position: { line: 1, column: 20 } },
    ]);
  });

  test('in a text that is not understood is the whole', () => {
    const errors = read('unknown: *nothing\n');
    expect(errors).toMatchObject([{ path: '' }]);
    expect(errors[0]).not.toHaveProperty('position');
  });

  test('in an object is none of a text', () => {
    const parsed = parseConfiguration({ unknown: 'warning' }, cdktf, 'options');
    const errors = 'errors' in parsed ? parsed.errors : [];
    expect(errors).toMatchObject([{ path: 'unknown' }]);
    expect(errors[0]).not.toHaveProperty('position');
  });
});

test('each error has a line of its own', () => {
  expect(
    errorText([
      { path: 'a', message: 'a is wrong.' },
      { path: 'b', message: 'b is missing.' },
    ]),
  ).toBe('a is wrong.\nb is missing.');
});

describe('the words of an error', () => {
  test.each<[situation: string, input: unknown, message: string]>([
    [
      'a near miss of an option',
      { exemptons: [] },
      'policy.yaml: exemptons is not known here. Did you mean "exemptions"?',
    ],
    [
      'a near miss of a rule',
      { rules: { 'azure.acr.firewall': 'mandatory' } },
      'policy.yaml: rules["azure.acr.firewall"] is not known here. Did you mean "Azure.ACR.Firewall"?',
    ],
    [
      'a near miss of a level',
      { rules: { 'Azure.ACR.Firewall': 'mandatry' } },
      'policy.yaml: rules["Azure.ACR.Firewall"] is "mandatry". Did you mean "mandatory"?',
    ],
    [
      'a word that is two edits from a long one',
      { rules: { 'Azure.ACR.Firewall': 'mandary' } },
      'policy.yaml: rules["Azure.ACR.Firewall"] is "mandary". Did you mean "mandatory"?',
    ],
    [
      'a word that is two edits from one of six letters',
      { unknown: 'ignroe' },
      'policy.yaml: unknown is "ignroe". Did you mean "ignore"?',
    ],
    [
      'a word that is near to an option, where none can be',
      { rules: { 'Azure.ACR.Firewall': 'levl' } },
      'policy.yaml: rules["Azure.ACR.Firewall"] is "levl". Expected "advisory", "mandatory", "disabled" or an object with "level".',
    ],
    [
      'a text in place of a number',
      { rules: { 'Azure.ACR.Sample': { minimumDays: 'many' } } },
      'policy.yaml: rules["Azure.ACR.Sample"].minimumDays is a string. Expected a whole number from 0 to 365.',
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
      'policy.yaml: exemptions[0].resource is missing. Expected a string that is not blank.',
    ],
    [
      'a number out of bounds',
      { rules: { 'Azure.ACR.Sample': { minimumDays: -1 } } },
      'policy.yaml: rules["Azure.ACR.Sample"].minimumDays is -1. Expected a whole number from 0 to 365.',
    ],
    [
      'an empty list',
      { exemptions: [{ ...exemption, rules: [] }] },
      'policy.yaml: exemptions[0].rules is an empty array. Expected an array with at least one of "Azure.ACR.Firewall" or "Azure.ACR.Sample".',
    ],
    [
      'the whole',
      null,
      'policy.yaml: the configuration is empty. Expected an object with "preset", "unknown", "rules", "exemptions", "exemptionLimits", "remediation", "modulesWithoutRegistries", "extends" or "$schema".',
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

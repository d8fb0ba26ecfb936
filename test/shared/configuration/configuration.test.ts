import {
  acrFirewall,
  defineRule,
  parseInCodeExemption,
  readRegistry,
} from '../../../shared';
import type { Configuration } from '../../../shared';
import { armTemplate } from '../../../shared/dialects/arm';
import { toHostConfiguration } from '../../../shared/configuration/options';
import { configurationSchema } from '../../../shared/configuration/schema';
import {
  cdktf,
  cli,
  configure,
  exemption,
  pulumi,
  rules,
} from '../../support/configure';
import { findingsOf } from '../../support/findings';

describe('what is accepted', () => {
  test('nothing configured holds the defaults', () => {
    expect(configure({})).toStrictEqual({
      unknown: 'warn',
      levels: {},
      ruleOptions: {},
      exemptions: [],
      exemptionLimits: {},
      remediation: 'disablePublicAccess',
      modulesWithoutRegistries: [],
      remediate: false,
      inCodeExemptions: 'forbid',
      report: false,
    });
  });

  test.each([cli, cdktf])(
    'nothing configured is what the schema says of $way',
    (where) => {
      const { properties } = configurationSchema(where);
      const configured = Object.entries(configure({}, where));
      expect(Object.fromEntries(configured)).toMatchObject(
        Object.fromEntries(
          Object.entries(properties).flatMap(([name, schema]) =>
            // A preset is not kept, but the levels that it has.
            'default' in schema && name !== 'preset'
              ? [[name, schema.default]]
              : [],
          ),
        ),
      );
    },
  );

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
      configure({ remediate: true, inCodeExemptions: 'allow' }, cdktf),
    ).toMatchObject({ remediate: true, inCodeExemptions: 'allow' });
  });

  test('a Pulumi policy: its own options beside those of every policy', () => {
    expect(
      configure({ minimumDays: 30, unknown: 'ignore' }, pulumi),
    ).toMatchObject({
      unknown: 'ignore',
      // Pulumi weighs its reports by the level that it keeps itself.
      levels: { 'Azure.ACR.Sample': 'mandatory' },
      ruleOptions: { 'Azure.ACR.Sample': { minimumDays: 30 } },
    });
  });

  test.each([0, 365])('a number at the end of its range: %d', (minimumDays) => {
    expect(
      configure({ rules: { 'Azure.ACR.Sample': { minimumDays } } }).ruleOptions,
    ).toEqual({ 'Azure.ACR.Sample': { minimumDays } });
  });

  test('an option of a rule leaves it the level of the preset', () => {
    const preset = 'strict';
    expect(
      configure({ preset, rules: { 'Azure.ACR.Sample': { minimumDays: 3 } } })
        .levels,
    ).toStrictEqual(configure({ preset }).levels);
  });

  test("a Pulumi policy leaves other policies' exemptions to them", () => {
    const forAll = { ...exemption, resource: '*::acr' };
    const forOther = { ...forAll, rules: ['Azure.ACR.Firewall'] };
    expect(
      configure({ exemptions: [forAll, forOther] }, pulumi).exemptions,
    ).toEqual([forAll]);
  });

  test('an option that is undefined in code is left out', () => {
    expect(
      configure({ unknown: undefined, exemptions: undefined }, cdktf),
    ).toMatchObject({ unknown: 'warn', exemptions: [] });
  });

  test('an object that inherits nothing is one', () => {
    const input = Object.assign(Object.create(null) as object, {
      unknown: 'error',
    });
    expect(configure(input)).toMatchObject({ unknown: 'error' });
  });

  test('a clock that a host is given, or none', () => {
    const now = () => new Date('2027-01-31');
    expect(toHostConfiguration({ now }, 'cdktf', 'options').now).toBe(now);
    expect(toHostConfiguration({}, 'cdktf', 'options')).not.toHaveProperty(
      'now',
    );
  });

  test('a later change of what was passed changes nothing', () => {
    const input = { exemptions: [{ ...exemption }] };
    const { exemptions } = configure(input, cdktf);
    input.exemptions.push({ resource: '*', reason: 'all' });
    Object.assign(input.exemptions[0] ?? {}, { resource: '*' });
    expect(exemptions).toEqual([exemption]);
  });
});

test.each([
  'enforcementLevel',
  'exemptions',
  'level',
  'remediation',
  'unknown',
])('a rule may not have an option that every policy has: %s', (name) => {
  const options = {
    [name]: { type: 'boolean', default: false, description: 'Mine.' },
  } as const;
  expect(() => defineRule({ ...acrFirewall, options })).toThrow(
    `Azure.ACR.Firewall can't have an option "${name}": every policy has one of this name.`,
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
    findingsOf(rules, resource, () => [{ registry: open }], configuration);

  test('a rule that is disabled, by itself or by configuration, is not applied', () => {
    const off = configure({ rules: { 'Azure.ACR.Firewall': 'disabled' } });
    expect(judge(configure({})).map(({ rule }) => rule)).toEqual([acrFirewall]);
    expect(judge(off)).toEqual([]);
  });

  test('a fault of a reader is a finding of the rules that are applied', () => {
    const findings = findingsOf(rules, resource, () => {
      throw new Error('broken');
    });
    expect(findings.map(({ rule }) => rule)).toEqual([acrFirewall]);
  });

  test('a level decides what a violation does', () => {
    const advisory = configure({ rules: { 'Azure.ACR.Firewall': 'advisory' } });
    expect(judge(configure({}))).toMatchObject([{ effect: 'block' }]);
    expect(judge(advisory)).toMatchObject([{ effect: 'warn' }]);
  });

  test('a rule gets its options, and the defaults of those left out', () => {
    const options = { level: 'advisory', minimumDays: 30, mode: 'tight' };
    const configuration = configure({
      rules: { 'Azure.ACR.Firewall': 'disabled', 'Azure.ACR.Sample': options },
    });
    expect(judge(configuration)[0]?.message).toContain('30  false tight');
  });
});

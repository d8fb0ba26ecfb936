import { join } from 'node:path';
import { policies } from '../../pulumi-policy/policies';
import { Analyzer, packForms, root, urnOf } from '../support/analyzer';
import type { Level } from '../support/analyzer';
import { unknownOnWire } from '../support/wire';

const registryType = 'azure-native:containerregistry:Registry';
const firewall = 'Azure.ACR.Firewall';
const premium = { sku: { name: 'Premium' } };
const reason = 'Public images, approved by the security board';

/** The resource that every program registers first. */
const stack = {
  type: 'pulumi:pulumi:Stack',
  name: 'shop-dev',
  properties: {},
};

describe.each([
  ...packForms,
  {
    form: "a company's pack",
    boot: () => Analyzer.boot(join(root, 'test/fixtures/company-pack')),
  },
])('the configuration of $form', ({ boot }) => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await boot();
  });
  afterAll(() => pack.close());

  const configure = (
    properties: Record<string, unknown>,
    level: Level = 'mandatory',
  ) => pack.configure({ [firewall]: { level, properties } });
  const report = async (properties: Record<string, unknown>, name = 'web') => {
    const { diagnostics } = await pack.analyze({
      type: registryType,
      name,
      properties,
    });
    return diagnostics.filter(({ policy }) => policy === firewall);
  };

  describe('unknown', () => {
    const notKnown = { ...premium, publicNetworkAccess: unknownOnWire };

    test('warn tells by an advisory', async () => {
      await configure({ unknown: 'warn' });
      expect(await report(notKnown)).toMatchObject([{ level: 'advisory' }]);
    });

    test('error blocks as a violation would, and says why', async () => {
      await configure({ unknown: 'error' });
      expect(await report(notKnown)).toMatchObject([
        {
          level: 'mandatory',
          message: expect.stringContaining(
            'It blocks, because the policy is configured with unknown: error.',
          ) as string,
        },
      ]);
    });

    test('ignore says nothing, and does not count as compliant', async () => {
      await configure({ unknown: 'ignore' });
      expect(await pack.analyzeRegistry(registryType, notKnown)).toEqual({
        outcome: 'notApplicable',
        messages: [expect.stringContaining("can't be checked yet")],
      });
    });
  });

  describe('an exemption', () => {
    const ofPublic = { resource: 'urn:pulumi:dev::shop::*::public', reason };

    test('exempts the registry that its glob matches, and no other', async () => {
      await configure({ exemptions: [ofPublic] });
      expect(await report(premium, 'public')).toMatchObject([
        { level: 'advisory' },
      ]);
      expect(await report(premium, 'web')).toMatchObject([
        { level: 'mandatory' },
      ]);
    });

    test('is an advisory of one line, so that the registry does not count as compliant', async () => {
      const exempt = { resource: '*::web', reason, expires: '9999-12-31' };
      await configure({ exemptions: [exempt] });
      expect(await report(premium, 'web')).toEqual([
        {
          policy: firewall,
          level: 'advisory',
          message: `Container registry "web" is exempt from ${firewall} until 9999-12-31: "${reason}".`,
        },
      ]);
    });

    test('does not count for a rule that it does not name', async () => {
      await configure({
        exemptions: [{ ...ofPublic, rules: ['Azure.ACR.AdminUser'] }],
      });
      expect(await report(premium, 'public')).toMatchObject([
        { level: 'mandatory' },
      ]);
    });

    test('that is expired says so and blocks', async () => {
      await configure({
        exemptions: [{ ...ofPublic, expires: '2020-02-29' }],
      });
      expect(await report(premium, 'public')).toMatchObject([
        {
          level: 'mandatory',
          message: expect.stringContaining(
            `Its exemption ("${reason}") expired on 2020-02-29.`,
          ) as string,
        },
      ]);
    });

    test('is not found by an alias, which the program writes', async () => {
      await configure({
        exemptions: [{ resource: urnOf(registryType, 'public'), reason }],
      });
      const { diagnostics } = await pack.analyze({
        type: registryType,
        name: 'web',
        aliases: [urnOf(registryType, 'public')],
        properties: premium,
      });
      expect(diagnostics).toContainEqual(
        expect.objectContaining({ policy: firewall, level: 'mandatory' }),
      );
    });
  });

  describe('an exemption without effect', () => {
    /** A run of a program with one registry. */
    const run = async (name: string, properties: Record<string, unknown>) => {
      const registry = { type: registryType, name, properties };
      await pack.analyze(stack);
      await pack.analyze(registry);
      const { diagnostics } = await pack.analyzeStack([stack, registry]);
      return diagnostics.filter(
        ({ policy }) => policy === 'azure-acr-unused-exemptions',
      );
    };

    test.each([
      {
        situation: 'that matches nothing is told',
        resource: '*::public',
        why: 'matches nothing that was evaluated',
      },
      {
        situation: 'whose registry complies is told',
        resource: '*::closed',
        why: 'is not needed: all resources that it matches comply',
      },
    ])('$situation', async ({ resource, why }) => {
      await configure({ exemptions: [{ resource, reason }] });
      expect(
        await run('closed', { ...premium, publicNetworkAccess: 'Disabled' }),
      ).toEqual([
        {
          policy: 'azure-acr-unused-exemptions',
          level: 'advisory',
          message: expect.stringContaining(
            `The exemption of "${resource}" ("${reason}") ${why}.`,
          ) as string,
        },
      ]);
    });

    test.each([
      { situation: 'that has one', resource: '*::public' },
      {
        situation: 'of another stack of the same list',
        resource: 'urn:pulumi:prod::shop::*::other',
      },
    ])('$situation is not told', async ({ resource }) => {
      await configure({ exemptions: [{ resource, reason }] });
      expect(await run('public', premium)).toEqual([]);
    });
  });

  test('is described to Pulumi, which checks it', async () => {
    const { policiesList } = await pack.info();
    const policy = policiesList.find(({ name }) => name === firewall);
    expect(
      policy?.configschema?.properties?.fieldsMap.map(([name]) => name),
    ).toEqual(['exemptionLimits', 'exemptions', 'remediation', 'unknown']);
  });
});

describe("the options of a company's pack", () => {
  test.each([
    {
      situation: 'an unknown option',
      options: { exemption: [] },
      message: 'policies: exemption is not known here.',
    },
    {
      situation: 'an unknown rule',
      options: { rules: { 'Azure.ACR.Firewal': 'mandatory' } },
      message: 'policies: rules["Azure.ACR.Firewal"] is not known here.',
    },
    {
      situation: 'an exemption that no URN matches',
      options: { exemptions: [{ resource: 'azurerm_registry.web', reason }] },
      message:
        'policies: exemptions[0].resource is "azurerm_registry.web". Expected a pattern that can match a Pulumi URN',
    },
  ])('are refused with $situation', ({ options, message }) => {
    expect(() => policies(options as object)).toThrow(message);
  });

  test('set levels, by a preset and one by one', () => {
    const levels = Object.fromEntries(
      policies({
        preset: 'strict',
        rules: { 'Azure.ACR.Quarantine': 'disabled' },
      }).map(({ name, enforcementLevel }) => [name, enforcementLevel]),
    );
    expect(levels).toMatchObject({
      'Azure.ACR.Firewall': 'mandatory',
      'Azure.ACR.AdminUser': 'mandatory',
      'Azure.ACR.Quarantine': 'disabled',
    });
  });

  test('hold where Pulumi configures nothing, and are the defaults that it shows', () => {
    const [policy] = policies({ unknown: 'error' });
    expect(policy?.configSchema?.properties['unknown']).toMatchObject({
      default: 'error',
    });
  });
});

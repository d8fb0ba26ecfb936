import { join } from 'node:path';
import { Analyzer, packForms, root } from '../support/analyzer';

const firewall = 'Azure.ACR.Firewall';
const reason = 'Public images, approved by the security board';

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

  describe('with an error is refused, which stops the run', () => {
    const refusalOf = async (
      configuration: Parameters<Analyzer['configure']>[0],
    ) => {
      const refusal: unknown = await pack
        .configure(configuration)
        .catch((error: unknown) => error);
      return String((refusal as { details?: string } | undefined)?.details);
    };
    const exempt = (resource: string) => ({
      [firewall]: {
        level: 'mandatory' as const,
        properties: { exemptions: [{ resource, reason }] },
      },
    });

    test.each<{
      situation: string;
      configuration: Parameters<Analyzer['configure']>[0];
      message: string;
    }>([
      {
        situation: 'an unknown property, which Pulumi lets through',
        configuration: {
          [firewall]: { level: 'advisory', properties: { unknwon: 'error' } },
        },
        message:
          'policy configuration: "Azure.ACR.Firewall".unknwon is not known here. Did you mean "unknown"?',
      },
      {
        situation: 'a property of a disabled policy',
        configuration: {
          all: { level: 'disabled' },
          [firewall]: { level: 'disabled', properties: { level: 'mandatory' } },
        },
        message:
          'policy configuration: "Azure.ACR.Firewall".level is not known here. Did you mean "enforcementLevel"?',
      },
      {
        situation: 'a wrong value',
        configuration: {
          [firewall]: { level: 'advisory', properties: { unknown: 'eror' } },
        },
        message:
          'policy configuration: "Azure.ACR.Firewall".unknown is "eror". Did you mean "error"?',
      },
      {
        situation: 'an impossible date',
        configuration: {
          [firewall]: {
            level: 'advisory',
            properties: {
              exemptions: [{ resource: '*', reason, expires: '2027-02-30' }],
            },
          },
        },
        message:
          'policy configuration: "Azure.ACR.Firewall".exemptions[0].expires is "2027-02-30". Expected a calendar date such as "2027-01-31".',
      },
      {
        situation: 'a policy that does not exist',
        configuration: { 'Azure.ACR.Firewal': { level: 'mandatory' } },
        message:
          'policy configuration: "Azure.ACR.Firewal" is not known here. Did you mean "Azure.ACR.Firewall"?',
      },
      {
        situation: 'a property for all policies, which Pulumi drops',
        configuration: {
          all: { level: 'advisory', properties: { unknown: 'error' } },
        },
        message: 'policy configuration: all.unknown is not known here.',
      },
      {
        situation: 'an exemption by a bare name, which no URN matches',
        configuration: exempt('images'),
        message:
          'policy configuration: "Azure.ACR.Firewall".exemptions[0].resource is "images". Expected a pattern that can match a Pulumi URN, such as "*::images" or "urn:pulumi:dev::shop::*::images".',
      },
    ])('$situation', async ({ configuration, message }) => {
      await pack.info();
      expect(await refusalOf(configuration)).toContain(message);
    });

    test('all errors at once, without a stack trace', async () => {
      await pack.info();
      const refusal = await refusalOf({
        ...exempt('images'),
        'Azure.ACR.Name': { level: 'disabled', properties: { prefix: 'x' } },
      });
      expect(refusal).toContain('"Azure.ACR.Firewall".exemptions[0]');
      expect(refusal).toContain('"Azure.ACR.Name".prefix');
      expect(refusal).not.toContain('    at ');
    });

    test('and takes what is right', async () => {
      const { policiesList } = await pack.info();
      await expect(
        pack.configure({
          all: { level: 'advisory' },
          ...Object.fromEntries(
            policiesList.map(({ name }) => [
              name,
              { level: 'mandatory' as const },
            ]),
          ),
          ...exempt('urn:pulumi:dev::shop::*::images'),
        }),
      ).resolves.toBeUndefined();
    });
  });
});

import { registryType, describePack, premium } from '../support/booted-pack';
import { unknownOnWire } from '../support/wire';

const firewall = 'Azure.ACR.Firewall';
const closed = { ...premium, publicNetworkAccess: 'Disabled' };
const stack = {
  type: 'pulumi:pulumi:Stack',
  name: 'shop-dev',
  properties: {},
};

describePack((pack) => {
  /** Runs a program with these registries; returns what the summary's policy reports. */
  const summaryOf = async (
    registries: Readonly<Record<string, Record<string, unknown>>>,
  ) => {
    await pack.analyzer.analyze(stack);
    const resources = Object.entries(registries).map(([name, properties]) => ({
      type: registryType,
      name,
      properties,
    }));
    for (const resource of resources) await pack.analyzer.analyze(resource);
    const { diagnostics } = await pack.analyzer.analyzeStack([
      stack,
      ...resources,
    ]);
    return diagnostics.filter(({ policy }) => policy === 'azure-acr-summary');
  };

  /** All policies are off but the firewall's and the admin user's. */
  const configure = async (properties: Record<string, unknown> = {}) => {
    const { policiesList } = await pack.analyzer.info();
    await pack.analyzer.configure({
      ...Object.fromEntries(
        policiesList.map(({ name }) => [name, { level: 'disabled' as const }]),
      ),
      'azure-acr-summary': { level: 'mandatory' },
      'Azure.ACR.AdminUser': { level: 'advisory' },
      [firewall]: { level: 'mandatory', properties },
    });
  };

  describe('the summary of a run', () => {
    test('counts open registries, advisories and unknown outcomes, and blocks nothing', async () => {
      await configure();
      expect(
        await summaryOf({
          open: premium,
          admin: { ...closed, adminUserEnabled: true },
          late: { ...premium, publicNetworkAccess: unknownOnWire },
          closed,
        }),
      ).toEqual([
        {
          policy: 'azure-acr-summary',
          level: 'advisory',
          message: '1 registry open, 1 advisory, 1 unknown.',
        },
      ]);
    });

    test('is not printed when all is well', async () => {
      await configure();
      expect(await summaryOf({ closed })).toEqual([]);
    });

    test('does not count what an earlier run found', async () => {
      await configure();
      await summaryOf({ open: premium });
      expect(await summaryOf({ closed })).toEqual([]);
    });

    test('does not count an exempt registry as open', async () => {
      await configure({
        exemptions: [{ resource: '*::open', reason: 'a test' }],
      });
      expect(await summaryOf({ open: premium })).toEqual([]);
    });
  });

  test('an advisory is one line, with the fix', async () => {
    await configure();
    const { diagnostics } = await pack.analyzer.analyze({
      type: registryType,
      name: 'web',
      properties: { ...closed, adminUserEnabled: true },
    });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toMatch(
      /^Container registry "web" .* Fix: set adminUserEnabled.*$/,
    );
  });
});

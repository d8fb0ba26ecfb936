import { join } from 'node:path';
import { Analyzer, root } from '../support/analyzer';
import { registryType } from '../support/booted-pack';
import { unknownOnWire } from '../support/wire';

const firewall = 'Azure.ACR.Firewall';
const premium = { sku: { name: 'Premium' } };
const closed = { ...premium, publicNetworkAccess: 'Disabled' };
const stack = {
  type: 'pulumi:pulumi:Stack',
  name: 'shop-dev',
  properties: {},
};

describe("the options of a company's pack", () => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await Analyzer.boot(join(root, 'test/fixtures/pack-with-options'));
  });
  afterAll(() => pack.close());
  // What a test configures is gone before the next.
  beforeEach(() => pack.configure({ [firewall]: { level: 'mandatory' } }));

  const told = async (
    properties: Record<string, unknown>,
    { name = 'web', policy = firewall } = {},
  ) => {
    const { diagnostics } = await pack.analyze({
      type: registryType,
      name,
      properties,
    });
    return diagnostics.filter((each) => each.policy === policy);
  };

  test('block an open registry as ever', async () => {
    expect(await told(premium)).toMatchObject([{ level: 'mandatory' }]);
  });

  test('say what an unknown does', async () => {
    const notKnown = { ...premium, publicNetworkAccess: unknownOnWire };
    expect(await told(notKnown)).toMatchObject([{ level: 'mandatory' }]);
  });

  test('go behind what Pulumi configures', async () => {
    await pack.configure({
      [firewall]: { level: 'mandatory', properties: { unknown: 'warn' } },
    });
    const notKnown = { ...premium, publicNetworkAccess: unknownOnWire };
    expect(await told(notKnown)).toMatchObject([{ level: 'advisory' }]);
  });

  test('exempt until the day that they name, by their clock', async () => {
    expect(await told(premium, { name: 'public' })).toMatchObject([
      {
        level: 'advisory',
        message: expect.stringContaining(' is exempt ') as string,
      },
    ]);
  });

  test('exempt no longer after it', async () => {
    expect(await told(premium, { name: 'old' })).toMatchObject([
      {
        level: 'mandatory',
        message: expect.stringContaining('expired on 2029-12-31') as string,
      },
    ]);
  });

  test('exempt from the rules alone that they name', async () => {
    const open = { ...closed, adminUserEnabled: true };
    const policy = 'Azure.ACR.AdminUser';
    expect(await told(open, { name: 'public', policy })).toHaveLength(1);
  });

  test('exempt besides what Pulumi configures', async () => {
    const exemptions = [{ resource: '*::web', reason: 'Public images' }];
    await pack.configure({
      [firewall]: { level: 'mandatory', properties: { exemptions } },
    });
    expect(await told(premium)).toMatchObject([
      {
        level: 'advisory',
        message: expect.stringContaining(' is exempt ') as string,
      },
    ]);
    expect(await told(premium, { name: 'public' })).toMatchObject([
      {
        level: 'advisory',
        message: expect.stringContaining(' is exempt ') as string,
      },
    ]);
  });

  test('leave what Pulumi configures to be checked', async () => {
    await expect(
      pack.configure({
        [firewall]: { level: 'disabled', properties: { unknown: 'eror' } },
      }),
    ).rejects.toThrow('"Azure.ACR.Firewall".unknown is "eror".');
  });

  test('set the options of a rule', async () => {
    const policy = 'Azure.ACR.Retention';
    const retention = (days: number) => ({
      ...closed,
      policies: { retentionPolicy: { status: 'enabled', days } },
    });
    expect(await told(retention(30), { policy })).toEqual([]);
    expect(await told(retention(29), { policy })).toMatchObject([
      { level: 'mandatory' },
    ]);
  });

  test('say what a repair does', async () => {
    await pack.configure({ [firewall]: { level: 'remediate' } });
    const repairs = await pack.remediate({
      type: registryType,
      name: 'web',
      properties: premium,
    });
    expect(repairs).toMatchObject([
      {
        policy: firewall,
        properties: { networkRuleSet: { defaultAction: 'Deny' } },
      },
    ]);
  });

  describe('an exemption that several policies have', () => {
    const unused = async (
      name: string,
      properties: Record<string, unknown>,
    ) => {
      const registry = { type: registryType, name, properties };
      await pack.analyze(stack);
      await pack.analyze(registry);
      const { diagnostics } = await pack.analyzeStack([stack, registry]);
      return diagnostics
        .filter(({ policy }) => policy === 'azure-acr-unused-exemptions')
        .map(({ message }) => message);
    };

    test('is told once where no registry is named so', async () => {
      expect(await unused('web', premium)).toEqual([
        '2 of 2 exemptions match nothing that was evaluated: "*::public" ("Public images"), "*::old" ("To be moved").',
      ]);
    });

    test('is not needed only where it is so for all of them', async () => {
      expect(await unused('old', closed)).toEqual([
        'The exemption of "*::public" ("Public images") matches nothing that was evaluated.',
      ]);
    });

    test('has an effect where it has one for one of them', async () => {
      expect(await unused('old', premium)).toEqual([
        'The exemption of "*::public" ("Public images") matches nothing that was evaluated.',
      ]);
    });
  });
});

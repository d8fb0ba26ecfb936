import { packForms, urnOf } from '../support/analyzer';
import type { Analyzer } from '../support/analyzer';
import { premium, registryType } from '../support/booted-pack';
import { acrPolicy, inFolder } from '../support/cli';

const rule = 'Azure.ACR.Firewall';

/** As the azure-native SDK registers it: defaults are filled in. */
const accepted = {
  registryName: 'webimages',
  resourceGroupName: 'shop',
  ...premium,
  publicNetworkAccess: 'Enabled',
  networkRuleSet: {
    defaultAction: 'Allow',
    ipRules: [
      { iPAddressOrRange: '203.0.113.0/24' },
      { iPAddressOrRange: '198.51.100.7' },
    ],
  },
  networkRuleBypassOptions: 'AzureServices',
};

/** The exemptions of `acr-policy baseline` for the exported stack. */
async function baselineOf(properties: object): Promise<unknown> {
  const state = {
    version: 3,
    deployment: {
      manifest: { time: '2026-01-01T00:00:00Z' },
      resources: [
        {
          urn: urnOf(registryType, 'web'),
          custom: true,
          type: registryType,
          inputs: properties,
        },
      ],
    },
  };
  return inFolder({ 'state.json': state }, async (cwd) => {
    const args = ['--reason', 'Open before the rollout', '--to', 'pulumi'];
    const { stdout, exitCode } = await acrPolicy(
      ['baseline', 'state.json', ...args],
      { cwd },
    );
    expect(exitCode).toBe(0);
    const policies = JSON.parse(stdout) as Record<string, object>;
    return (policies[rule] as { exemptions: unknown }).exemptions;
  });
}

describe.each(packForms)('a baseline in $form, booted', ({ boot }) => {
  let analyzer: Analyzer;
  beforeAll(async () => {
    analyzer = await boot();
    await analyzer.configure({
      [rule]: {
        level: 'mandatory',
        properties: { exemptions: await baselineOf(accepted) },
      },
    });
  });
  afterAll(() => analyzer.close());

  const reportsOf = async (properties: object, name = 'web') => {
    const { diagnostics } = await analyzer.analyze({
      type: registryType,
      name,
      properties: properties as Readonly<Record<string, unknown>>,
    });
    return diagnostics
      .filter(({ policy }) => policy === rule)
      .map(({ level, message }) => [level, message] as const);
  };

  const { publicNetworkAccess, networkRuleBypassOptions, ...withoutDefaults } =
    accepted;

  test.each<[situation: string, properties: object]>([
    ['the same registry', accepted],
    ['defaults that are left out', withoutDefaults],
    [
      'what the network does not depend on',
      { ...accepted, adminUserEnabled: true, tags: { team: 'shop' } },
    ],
    [
      'the same addresses in another order',
      {
        ...accepted,
        networkRuleSet: {
          ...accepted.networkRuleSet,
          ipRules: [...accepted.networkRuleSet.ipRules].reverse(),
        },
      },
    ],
  ])('accepts %s', async (_, properties) => {
    expect(publicNetworkAccess).toBe('Enabled');
    expect(networkRuleBypassOptions).toBe('AzureServices');
    expect(await reportsOf(properties)).toEqual([
      ['advisory', expect.stringContaining('Open before the rollout')],
    ]);
  });

  test.each<[situation: string, properties: object]>([
    [
      'another address',
      {
        ...accepted,
        networkRuleSet: {
          defaultAction: 'Allow',
          ipRules: [{ iPAddressOrRange: '192.0.2.1' }],
        },
      },
    ],
    ['another name', { ...accepted, registryName: 'other' }],
    ['another bypass', { ...accepted, networkRuleBypassOptions: 'None' }],
  ])('brings the violation back for %s', async (_, properties) => {
    expect(await reportsOf(properties)).toEqual([
      [
        'mandatory',
        expect.stringContaining(
          'Its baseline exemption ("Open before the rollout") does not count: the registry\'s name or network settings have changed since.',
        ),
      ],
    ]);
  });

  test('does not accept another resource in the same state', async () => {
    expect(await reportsOf(accepted, 'copy')).toEqual([
      ['mandatory', expect.not.stringContaining('baseline')],
    ]);
  });
});

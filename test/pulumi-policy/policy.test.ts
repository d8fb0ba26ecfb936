import { join } from 'node:path';
import { version } from '../../package.json';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import { Analyzer, root } from '../support/analyzer';
import { describePack, premium, registryType } from '../support/booted-pack';

describePack((pack) => {
  test('describes itself and its policies in full', async () => {
    const info = await pack.analyzer.info();
    expect(info).toMatchObject({
      name: 'azure-acr',
      displayname: 'Azure Container Registry',
      description: 'No Azure Container Registry with open network access.',
      provider: 'azure',
      tagsList: ['azure', 'container-registry', 'security'],
      version,
    });
    expect(info.policiesList).toContainEqual(
      expect.objectContaining({
        name: 'azure-acr-unused-exemptions',
        displayname: 'Exemptions are in use',
        description: 'Remove exemptions that have no effect.',
        enforcementlevel: 0, // advisory
        severity: 1, // low
        tagsList: ['azure', 'container-registry'],
        remediationSteps: 'Remove the exemption from the policy configuration.',
      }),
    );
    expect(info.policiesList).toContainEqual(
      expect.objectContaining({
        name: 'Azure.ACR.Firewall',
        displayname: acrFirewall.title,
        description: acrFirewall.description,
        enforcementlevel: 1, // mandatory
        severity: 3, // high
        framework: {
          name: 'Microsoft cloud security benchmark',
          version: 'v1',
          reference: 'NS-2',
          specification: acrFirewall.frameworks[0]?.url,
        },
        tagsList: [
          'azure',
          'container-registry',
          'AZR-000402',
          'Security',
          'd0793b48-0edc-4296-a390-4c75d1bdfd71',
        ],
        remediationSteps: acrFirewall.recommendation,
        url: 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/',
      }),
    );
  });

  test('reports an open registry as a mandatory violation', async () => {
    const open = { ...premium, publicNetworkAccess: 'Enabled' };
    expect(await pack.report(open, 'open')).toEqual([
      {
        policy: 'Azure.ACR.Firewall',
        level: 'mandatory',
        message: [
          'Container registry "open" accepts connections from any network: publicNetworkAccess is "Enabled" (also the SDK\'s default), and networkRuleSet.defaultAction is not set (default "Allow").',
          'Fix: set publicNetworkAccess to "Disabled", or networkRuleSet.defaultAction to "Deny".',
          `More: acr-policy explain Azure.ACR.Firewall, or ${acrFirewall.url}`,
        ].join('\n'),
      },
    ]);
  });

  test('reports at the level that the configuration sets', async () => {
    await pack.analyzer.configure({
      'Azure.ACR.Firewall': { level: 'advisory' },
    });
    expect(await pack.report(premium)).toMatchObject([{ level: 'advisory' }]);
  });

  test('is silent about a registry that is closed', async () => {
    expect(
      await pack.judge({ ...premium, publicNetworkAccess: 'disabled' }),
    ).toEqual({ outcome: 'pass', messages: [] });
  });

  test('gives the reason why a Standard registry is not evaluated', async () => {
    expect(await pack.judge({ sku: { name: 'Standard' } })).toEqual({
      outcome: 'notApplicable',
      messages: [expect.stringContaining('exists only with the Premium SKU.')],
    });
  });
});

describe('a rule that throws', () => {
  let pack: Analyzer;

  beforeAll(async () => {
    pack = await Analyzer.boot(join(root, 'test/fixtures/faulty-pack'));
  });
  afterAll(() => pack.close());

  test('blocks whatever its level, and leaves the other findings standing', async () => {
    await pack.configure({ 'Azure.ACR.Faulty': { level: 'advisory' } });
    const { diagnostics } = await pack.analyze({
      type: registryType,
      name: 'open',
      properties: premium,
    });
    expect(diagnostics.filter(({ level }) => level === 'mandatory')).toEqual([
      expect.objectContaining({ policy: 'Azure.ACR.Firewall' }),
      {
        policy: 'Azure.ACR.Faulty',
        level: 'mandatory',
        message: expect.stringContaining(
          'Azure.ACR.Faulty failed on container registry "open": TypeError: the rule is broken',
        ) as string,
      },
    ]);
  });

  test('is not asked about what is no registry', async () => {
    const { diagnostics } = await pack.analyze({
      type: 'pulumi:pulumi:Stack',
      properties: {},
    });
    expect(diagnostics).toEqual([]);
  });
});

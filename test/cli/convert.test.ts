import { packForms } from '../support/analyzer';
import type { Analyzer } from '../support/analyzer';
import { acrPolicy, inFolder } from '../support/cli';

type Policies = Readonly<
  Record<string, string | { enforcementLevel: string; exemptions?: object[] }>
>;

const toPulumi = (cwd: string, file = 'policy.yaml') =>
  acrPolicy(['config', 'convert', file, '--to', 'pulumi'], { cwd });

const convertText = (text: string) =>
  inFolder({ 'policy.yaml': text }, (cwd) => toPulumi(cwd));

/** The policies of a configuration, which Pulumi's own check accepts too. */
async function convert(text: string): Promise<Policies> {
  return inFolder({ 'policy.yaml': text }, async (cwd) => {
    const { exitCode, stdout, stderr } = await toPulumi(cwd);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    await inFolder({ 'policy.json': stdout }, async (other) => {
      const args = ['config', 'validate', '--pulumi', 'policy.json'];
      expect(await acrPolicy(args, { cwd: other })).toMatchObject({
        exitCode: 0,
      });
    });
    return JSON.parse(stdout) as Policies;
  });
}

const whole = `
$schema: ./configuration.schema.json
preset: strict
rules:
  Azure.ACR.AdminUser: advisory
  Azure.ACR.MinSku: { minimum: Standard }
  Azure.ACR.Name: disabled
exemptions:
  - resource: 'urn:pulumi:*::shop::*::public'
    rules: [Azure.ACR.Firewall, Azure.ACR.Name]
    reason: Public images
    expires: 2099-01-31
    category: waiver
    approvedBy: Security board
    ticket: SEC-1
  - resource: '*::cache'
    rules: [Azure.ACR.Firewall]
    reason: Public cache
    expires: 2099-01-31
exemptionLimits: { requireExpiry: true, rules: [Azure.ACR.Firewall, Azure.ACR.Name] }
remediation: denyByDefault
`;

describe('acr-policy config convert --to pulumi', () => {
  test('prints levels, options, exemptions and limits for each policy', async () => {
    const limits = {
      requireExpiry: true,
      rules: ['Azure.ACR.Firewall', 'Azure.ACR.Name'],
    };
    const shared = {
      resource: 'urn:pulumi:*::shop::*::public',
      reason: 'Public images',
      expires: '2099-01-31',
      category: 'waiver',
      approvedBy: 'Security board',
      ticket: 'SEC-1',
    };
    const policies = await convert(whole);
    expect(policies).toMatchObject({
      'Azure.ACR.Firewall': {
        enforcementLevel: 'mandatory',
        unknown: 'error',
        remediation: 'denyByDefault',
        exemptions: [
          shared,
          {
            resource: '*::cache',
            reason: 'Public cache',
            expires: '2099-01-31',
          },
        ],
        exemptionLimits: limits,
      },
      'Azure.ACR.MinSku': {
        enforcementLevel: 'mandatory',
        unknown: 'error',
        minimum: 'Standard',
        exemptionLimits: limits,
      },
      'Azure.ACR.Name': { enforcementLevel: 'disabled', exemptions: [shared] },
      'Azure.ACR.Quarantine': 'disabled',
    });
    // An unknown of an advisory policy only warns.
    expect(policies['Azure.ACR.AdminUser']).not.toHaveProperty('unknown');
    expect(policies['Azure.ACR.MinSku']).not.toHaveProperty('exemptions');
  });

  test('prints every level, so that a default of Pulumi does not count', async () => {
    const { stdout } = await acrPolicy(['rules']);
    const policies = await convert('{}');
    for (const name of Object.keys(policies)) expect(stdout).toContain(name);
    expect(policies).toMatchObject({
      'Azure.ACR.Firewall': 'mandatory',
      'Azure.ACR.AdminUser': 'advisory',
      'Azure.ACR.Retention': 'disabled',
    });
    expect(await convert('unknown: ignore')).toMatchObject({
      'Azure.ACR.AdminUser': {
        enforcementLevel: 'advisory',
        unknown: 'ignore',
      },
      'Azure.ACR.Retention': 'disabled',
    });
  });

  test.each(packForms)(
    'prints what $form accepts and enforces',
    async (form) => {
      const policies = await convert(
        `rules: { Azure.ACR.AdminUser: mandatory }\nexemptions: [{ resource: '*::public', rules: [Azure.ACR.Firewall], reason: Public images }]`,
      );
      const pack = await form.boot();
      try {
        await pack.configure(
          Object.fromEntries(
            Object.entries(policies).map(([name, policy]) => {
              const { enforcementLevel, ...properties } =
                typeof policy === 'string'
                  ? { enforcementLevel: policy }
                  : policy;
              return [name, { level: enforcementLevel, properties }];
            }),
          ) as Parameters<Analyzer['configure']>[0],
        );
        const blocking = async (name: string) => {
          const { diagnostics } = await pack.analyze({
            type: 'azure-native:containerregistry:Registry',
            name,
            properties: { adminUserEnabled: true, sku: { name: 'Premium' } },
          });
          return diagnostics
            .filter(({ level }) => level === 'mandatory')
            .map(({ policy }) => policy);
        };
        expect(await blocking('web')).toEqual(
          expect.arrayContaining(['Azure.ACR.Firewall', 'Azure.ACR.AdminUser']),
        );
        expect(await blocking('public')).toEqual(['Azure.ACR.AdminUser']);
      } finally {
        await pack.close();
      }
    },
  );

  test.each<[string, string, string[]]>([
    [
      'patterns that no URN can match, each with its place',
      `exemptions:\n  - { resource: shop/public*, reason: a }\n  - { resource: '*::web', reason: b }\n  - { resource: azurerm_container_registry.web, reason: c }\n`,
      [
        'policy.yaml:2:7: exemptions[0].resource is "shop/public*". Expected a pattern that can match a Pulumi URN',
        'policy.yaml:4:7: exemptions[2].resource is "azurerm_container_registry.web". Expected a pattern that can match a Pulumi URN',
      ],
    ],
    [
      'keys that are only of CDKTF',
      'remediate: true\ninCodeExemptions: allow\n',
      ['remediate is not known here', 'inCodeExemptions is not known here'],
    ],
    [
      'a file that is for Pulumi already',
      'Azure.ACR.Firewall: mandatory\n',
      ["is a configuration for Pulumi's --policy-pack-config"],
    ],
  ])('refuses %s', async (_, text, messages) => {
    const { exitCode, stdout, stderr } = await convertText(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    for (const message of messages) expect(stderr).toContain(message);
  });

  test('reads JSON, and asks for its target', async () => {
    await inFolder({ 'policy.json': { preset: 'audit' } }, async (cwd) => {
      const { stdout } = await toPulumi(cwd, 'policy.json');
      expect(JSON.parse(stdout)).toMatchObject({
        'Azure.ACR.Firewall': 'advisory',
      });
      const args = ['config', 'convert', 'policy.json'];
      expect(await acrPolicy(args, { cwd })).toMatchObject({ exitCode: 2 });
    });
  });
});

import { acrPolicy, check, inFolder } from '../support/cli';

/** A Terraform configuration with one registry. */
const terraform = (body: object) => ({
  resource: {
    azurerm_container_registry: { web: { name: 'webimages', ...body } },
  },
});
const open = terraform({ sku: 'Premium' });

const undecided = terraform({
  sku: 'Premium',
  public_network_access_enabled: '${var.open}',
});

describe('a configuration', () => {
  const exemption = {
    resource: '*.web',
    reason: 'Public images, approved by the security board',
  };

  test.each<
    [situation: string, config: unknown, exitCode: number, output: string]
  >([
    [
      'exempts',
      { exemptions: [exemption] },
      0,
      'exempt   azurerm_container_registry.web  cdk.tf.json:1:44  Azure.ACR.Firewall (high): ',
    ],
    [
      'no longer exempts',
      { exemptions: [{ ...exemption, expires: '2020-02-29' }] },
      1,
      'Its exemption ("Public images, approved by the security board") expired on 2020-02-29.',
    ],
    [
      'exempts what is not there',
      { exemptions: [{ ...exemption, resource: '*.nowhere' }] },
      1,
      'note     The exemption of "*.nowhere" ("Public images, approved by the security board") matches nothing that was evaluated.',
    ],
    [
      'turns a rule off',
      { rules: { 'Azure.ACR.Firewall': 'disabled' } },
      0,
      'ok       1 registry in 1 document: 0 violations, ',
    ],
    [
      'makes a rule mandatory',
      'rules:\n  Azure.ACR.Retention: mandatory\n',
      1,
      '2 violations, ',
    ],
  ])('%s', async (_situation, config, exitCode, output) => {
    await inFolder(
      { 'cdk.tf.json': open, 'policy.yaml': config },
      async (cwd) => {
        const ended = await acrPolicy(
          ['check', 'cdk.tf.json', '--config', 'policy.yaml'],
          { cwd },
        );
        expect(ended).toMatchObject({ exitCode, stderr: '' });
        expect(ended.stdout).toContain(output);
      },
    );
  });

  test('exempts from advice that must be taken', async () => {
    const files = {
      'cdk.tf.json': open,
      'policy.yaml': { exemptions: [exemption] },
    };
    await inFolder(files, async (cwd) => {
      const args = ['cdk.tf.json', '-c', 'policy.yaml', '--fail-on', 'low'];
      const { report, ended } = await check(args, { cwd });
      expect(ended.exitCode).toBe(0);
      expect(report.findings.map(({ blocks }) => blocks)).not.toContain(true);
    });
  });

  test('is never taken from the tree that is checked', async () => {
    await inFolder(
      {
        'cdk.tf.json': {
          ...open,
          '//': { exemptions: [exemption] },
        },
        'acr-policy.yaml': { exemptions: [exemption] },
        '.acr-policy.json': { exemptions: [exemption] },
      },
      async (cwd) => {
        const { exitCode } = await acrPolicy(['check', '.'], { cwd });
        expect(exitCode).toBe(1);
      },
    );
  });

  test('goes after the command line', async () => {
    await inFolder(
      { 'cdk.tf.json': undecided, 'policy.json': { unknown: 'error' } },
      async (cwd) => {
        const run = (...args: string[]) =>
          acrPolicy(['check', 'cdk.tf.json', '-c', 'policy.json', ...args], {
            cwd,
          });
        expect((await run()).exitCode).toBe(1);
        expect((await run('--unknown', 'warn')).exitCode).toBe(0);
      },
    );
  });

  test.each<
    [situation: string, config: object, exitCode: number, said: string]
  >([
    [
      'that is one',
      { 'Azure.ACR.Firewall': 'disabled' },
      0,
      'config.json is a valid configuration.\n',
    ],
    [
      'that is for the command',
      { rules: { 'Azure.ACR.Firewall': 'disabled' } },
      2,
      'config.json',
    ],
  ])(
    "can be checked as Pulumi's: one %s",
    async (_situation, config, exitCode, said) => {
      await inFolder({ 'config.json': config }, async (cwd) => {
        const args = ['config', 'validate', '--pulumi', 'config.json'];
        const ended = await acrPolicy(args, { cwd });
        expect(ended.exitCode).toBe(exitCode);
        expect(ended.stdout + ended.stderr).toContain(said);
      });
    },
  );

  test('can be checked on its own', async () => {
    const files = {
      'good.yaml': 'unknown: error\n',
      'bad.yaml': 'unknown: eror\nrules:\n  Azure.ACR.Firewal: mandatory\n',
    };
    await inFolder(files, async (cwd) => {
      expect(
        await acrPolicy(['config', 'validate', 'good.yaml'], { cwd }),
      ).toEqual({
        exitCode: 0,
        stdout: 'good.yaml is a valid configuration.\n',
        stderr: '',
      });
      const { exitCode, stderr } = await acrPolicy(
        ['config', 'validate', 'bad.yaml'],
        { cwd },
      );
      expect(exitCode).toBe(2);
      expect(stderr).toContain('bad.yaml:1:1: unknown is "eror"');
      expect(stderr).toContain('bad.yaml:3:3: rules["Azure.ACR.Firewal"]');
    });
  });
});

test.each(['Azure.ACR.Firewall', 'Azure.ACR.AdminUser'])(
  'an exemption from %s of a template that is not read is in use',
  async (rule) => {
    const files = {
      'main.json': {
        $schema:
          'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2022-09-01',
            name: 'linked',
            properties: {
              mode: 'Incremental',
              templateLink: { uri: 'https://contoso.example/acr.json' },
            },
          },
        ],
      },
      'policy.json': {
        exemptions: [
          { resource: 'main.json#*', rules: [rule], reason: 'Checked there' },
          { resource: 'other.json#*', rules: [rule], reason: 'Gone' },
        ],
      },
    };
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(
        ['check', 'main.json', '--config', 'policy.json'],
        { cwd },
      );
      expect(stdout).not.toContain('"Checked there") matches nothing');
      expect(stdout).not.toContain('2 of 2 exemptions');
      expect(stdout).toContain('"Gone") matches nothing');
    });
  },
);

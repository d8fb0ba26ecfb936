import { acrPolicy, check, inFolder } from '../support/cli';

const open = {
  resource: {
    azurerm_container_registry: { web: { name: 'webimages', sku: 'Premium' } },
  },
};
const exemptions = [{ resource: '*.web', reason: 'Public images' }];

describe('the base of a configuration', () => {
  const hashOf = async (cwd: string, file: string) => {
    const { report } = await check(['cdk.tf.json', '--config', file], { cwd });
    return report.run.configurationHash;
  };

  test('holds in the command, and is a part of the hash', async () => {
    const files = {
      'cdk.tf.json': open,
      'company.yaml': 'rules: { Azure.ACR.AdminUser: mandatory }\n',
      'teams/shop.yaml': { extends: '../company.yaml', exemptions },
      'teams/other.yaml': { exemptions },
      'whole.yaml': {
        rules: { 'Azure.ACR.AdminUser': 'mandatory' },
        exemptions,
      },
    };
    await inFolder(files, async (cwd) => {
      const args = ['--config', 'teams/shop.yaml'];
      const { report } = await check(['cdk.tf.json', ...args], { cwd });
      expect(report.findings).toContainEqual(
        expect.objectContaining({
          ruleId: 'Azure.ACR.Firewall',
          exemption: expect.objectContaining({ state: 'active' }) as unknown,
        }),
      );
      const joined = await hashOf(cwd, 'teams/shop.yaml');
      expect(joined).toBe(await hashOf(cwd, 'whole.yaml'));
      expect(joined).not.toBe(await hashOf(cwd, 'teams/other.yaml'));
    });
  });

  test('that is contradicted stops the check', async () => {
    const files = {
      'cdk.tf.json': open,
      'company.yaml': '{}',
      'shop.yaml':
        'extends: company.yaml\nrules: { Azure.ACR.Firewall: disabled }',
    };
    await inFolder(files, async (cwd) => {
      expect(
        await acrPolicy(['check', '.', '--config', 'shop.yaml'], { cwd }),
      ).toMatchObject({
        exitCode: 2,
        stdout: '',
        stderr:
          'acr-policy: shop.yaml:2:10: rules["Azure.ACR.Firewall"] is "disabled". company.yaml, which it extends, has "mandatory" (default). Fix: remove it, or change company.yaml.\n',
      });
    });
  });

  test('is extended by the baseline that was made with it', async () => {
    const files = {
      'cdk.tf.json': open,
      'policy/company.yaml':
        'preset: firewall\nrules: { Azure.ACR.AdminUser: disabled }\n',
    };
    await inFolder(files, async (cwd) => {
      const made = await acrPolicy(
        [
          ...['baseline', '.', '--reason', 'Open before the rollout'],
          ...['--config', 'policy/company.yaml'],
          ...['--output', 'policy/baseline.yaml'],
        ],
        { cwd },
      );
      expect(made.exitCode).toBe(0);
      const args = ['check', '.', '--config', 'policy/baseline.yaml'];
      const checked = await acrPolicy(args, { cwd });
      expect(checked).toMatchObject({ exitCode: 0 });
      expect(checked.stdout).toContain('1 exempt');
    });
  });
});

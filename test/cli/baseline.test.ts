import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, inFolder } from '../support/cli';

const registry = (body: object) => ({
  resource: {
    azurerm_container_registry: {
      web: {
        name: 'webimages',
        location: 'westeurope',
        sku: 'Premium',
        ...body,
      },
    },
  },
});

const reason = [
  '--reason',
  'Open before the rollout',
  '--expires',
  '2099-12-31',
];

const run = (cwd: string, ...args: string[]) => acrPolicy(args, { cwd });

const template = (resources: readonly object[], parameters = {}) => ({
  $schema:
    'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters,
  resources,
});

const open = {
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  name: 'webimages',
  location: 'westeurope',
  sku: { name: 'Premium' },
};

const acr = {
  ...open,
  properties: { networkRuleBypassOptions: "[parameters('bypass')]" },
};

/** Writes a baseline of a registry and checks another state of it. */
async function checkAfter(files: Record<string, unknown>, path = 'after') {
  const before = { 'before/cdk.tf.json': registry({}) };
  return inFolder({ ...before, ...files }, async (cwd) => {
    const written = await run(
      cwd,
      ...['baseline', 'before', ...reason, '--output', 'baseline.yaml'],
    );
    expect(written.exitCode).toBe(0);
    return run(cwd, 'check', path, '--config', 'baseline.yaml');
  });
}

describe('a baseline', () => {
  test.each<
    [situation: string, files: Record<string, unknown>, exitCode: number]
  >([
    ['the same registry', { 'after/cdk.tf.json': registry({}) }, 0],
    [
      'the registry in another file and on another line',
      { 'after/main.tf.json': `\n\n${JSON.stringify(registry({}), null, 4)}` },
      0,
    ],
    [
      'a default that is written out',
      {
        'after/cdk.tf.json': registry({
          public_network_access_enabled: true,
          network_rule_bypass_option: 'AzureServices',
        }),
      },
      0,
    ],
    [
      'another bypass',
      { 'after/cdk.tf.json': registry({ network_rule_bypass_option: 'None' }) },
      1,
    ],
    ['another name', { 'after/cdk.tf.json': registry({ name: 'other' }) }, 1],
  ])('accepts one state of a registry: %s', async (_, files, exitCode) => {
    expect(await checkAfter(files)).toMatchObject({ exitCode });
  });

  test('of a template follows it into another directory and another place', async () => {
    const vnet = {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2023-09-01',
      name: 'net',
    };
    const files = {
      'a/main.json': template([open]),
      'b/main.json': template([vnet, open]),
    };
    await inFolder(files, async (cwd) => {
      const { stdout, exitCode } = await run(cwd, 'baseline', 'a', ...reason);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('*main.json#*');
      await run(cwd, 'baseline', 'a', ...reason, '--output', 'b.json');
      expect(await run(cwd, 'check', 'b', '--config', 'b.json')).toMatchObject({
        exitCode: 0,
      });
    });
  });

  test.each<
    [
      input: string,
      files: Record<string, unknown>,
      options: readonly string[],
      another: readonly string[],
    ]
  >([
    [
      'a Terraform variable',
      {
        'app/main.tf.json': {
          variable: { bypass: {} },
          ...registry({ network_rule_bypass_option: '${var.bypass}' }),
        },
      },
      ['--var', 'bypass=None'],
      ['--var', 'bypass=AzureServices'],
    ],
    [
      'a template parameter',
      {
        'app/main.json': template([acr], { bypass: { type: 'string' } }),
      },
      ['--parameters', 'bypass=None'],
      ['--parameters', 'bypass=AzureServices'],
    ],
  ])(
    'holds for the value of %s that it was written with',
    async (_, files, options, another) => {
      await inFolder(files, async (cwd) => {
        const written = await run(
          cwd,
          ...['baseline', 'app', ...reason, ...options, '--output', 'b.yaml'],
        );
        expect(written.exitCode).toBe(0);
        const check = ['check', 'app', '--config', 'b.yaml'];
        expect((await run(cwd, ...check, ...options)).exitCode).toBe(0);
        expect((await run(cwd, ...check, ...another)).exitCode).toBe(1);
      });
    },
  );

  test('for Pulumi is refused for what is not of Pulumi, and is a file of its policies', async () => {
    const state = {
      version: 3,
      deployment: {
        manifest: { time: '2026-01-01T00:00:00Z' },
        resources: [
          {
            urn: 'urn:pulumi:dev::shop::azure-native:containerregistry:Registry::web',
            custom: true,
            type: 'azure-native:containerregistry:Registry',
            inputs: { registryName: 'webimages', sku: { name: 'Premium' } },
          },
        ],
      },
    };
    await inFolder(
      { 'state.json': state, 'cdk.tf.json': registry({}) },
      async (cwd) => {
        const refused = await run(
          cwd,
          ...['baseline', 'cdk.tf.json', ...reason, '--to', 'pulumi'],
        );
        expect(refused.exitCode).toBe(2);
        expect(refused.stderr).toBe(
          'acr-policy: --to pulumi needs states or previews of Pulumi, and azurerm_container_registry.web has no URN. Fix: leave --to out, or check the output of pulumi preview --json\n',
        );
        const args = ['baseline', 'state.json', ...reason, '--to', 'pulumi'];
        await run(cwd, ...args, '--output', 'policy.json');
        expect(
          await run(cwd, 'config', 'validate', '--pulumi', 'policy.json'),
        ).toMatchObject({ exitCode: 0 });
        const text = readFileSync(join(cwd, 'policy.json'), 'utf8');
        expect(JSON.parse(text)).toMatchObject({
          'Azure.ACR.Firewall': {
            exemptions: [
              {
                resource:
                  'urn:pulumi:dev::shop::azure-native:containerregistry:Registry::web',
                reason: 'Open before the rollout',
              },
            ],
          },
        });
      },
    );
  });

  test('is not written with an end that has passed', async () => {
    await inFolder({ 'cdk.tf.json': registry({}) }, async (cwd) => {
      const options = ['--reason', 'Old', '--expires', '2020-01-01'];
      const ended = await run(cwd, 'baseline', '.', ...options);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toContain('--expires 2020-01-01 has passed');
    });
  });

  test('is not written over a file, and not beyond the limits', async () => {
    const files = {
      'cdk.tf.json': registry({}),
      'limits.yaml': 'exemptionLimits: { maxDays: 90 }\n',
      'there.yaml': 'unknown: error\n',
    };
    await inFolder(files, async (cwd) => {
      const args = ['baseline', 'cdk.tf.json', ...reason];
      const over = await run(cwd, ...args, '--output', 'there.yaml');
      expect(over).toMatchObject({ exitCode: 2, stdout: '' });
      expect(over.stderr).toContain('there.yaml exists already. Fix: ');
      const late = await run(cwd, ...args, '--config', 'limits.yaml');
      expect(late.exitCode).toBe(2);
      expect(late.stderr).toContain('exemptionLimits.maxDays is 90');
    });
  });
});

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, check, inFolder } from '../support/cli';
import type { JsonReport } from '../support/cli';

const registry = { name: 'webimages', sku: 'Premium' };
const open = {
  resource: { azurerm_container_registry: { web: registry } },
};

/** What would switch the gate off if it were read. */
const harmless = {
  preset: 'audit',
  unknown: 'ignore',
  rules: { 'Azure.ACR.Firewall': 'disabled' },
  exemptions: [{ resource: '*', reason: 'Added by the tree' }],
};
const text = JSON.stringify(harmless);

/** Names that tools look for. */
const configurationNames = [
  ...['acr-policy.yaml', 'acr-policy.yml', 'acr-policy.json'],
  ...['.acr-policy', '.acr-policy.yaml', '.acr-policyrc', '.acr-policyrc.json'],
  ...['policy.yaml', 'policy/acr.yaml', 'company.yaml', 'baseline.yaml'],
  ...['.config/acr-policy.yaml', '.github/acr-policy.yaml', 'extends.yaml'],
];

/** Attempts of a tree to switch the gate off, by what they add to it. */
const attempts: readonly [
  attempt: string,
  files: Readonly<Record<string, unknown>>,
][] = [
  [
    'configurations under the names that tools look for',
    Object.fromEntries(configurationNames.map((name) => [name, text])),
  ],
  [
    'a configuration in package.json',
    {
      'package.json': {
        name: 'azure-acr-policy-pack',
        'acr-policy': harmless,
        acrPolicy: harmless,
        exports: './acr-policy.config.js',
      },
    },
  ],
  [
    'a configuration that is a program',
    {
      'acr-policy.config.js': `module.exports = ${text}; process.exit(0);`,
      '.acr-policy.js': 'process.exit(0);',
    },
  ],
  [
    'files of environment variables',
    {
      '.env': 'ACR_POLICY_CONFIG=acr-policy.yaml\nACR_POLICY_AUDIT=true\n',
      '.npmrc': 'node-options=--require ./exit.js\n',
      'exit.js': 'process.exit(0);',
      'acr-policy.yaml': text,
    },
  ],
  [
    'packages with the names of those that the command uses',
    Object.fromEntries(
      ['yaml', 'commander', 'picocolors', 'azure-acr-policy-pack'].map(
        (name) => [`node_modules/${name}/index.js`, 'process.exit(0);'],
      ),
    ),
  ],
  [
    'lists of files to ignore',
    {
      '.gitignore': '*\n',
      '.npmignore': '*\n',
      '.acrignore': '*\n',
      '.acr-policyignore': '*\n',
      '.terraformignore': '*\n',
    },
  ],
  [
    'comments and tags',
    {
      'main.tf': `# acr-policy: ignore
# checkov:skip=CKV_AZURE_139: accepted
#tfsec:ignore:*
resource "azurerm_container_registry" "other" { # nosec
  name = "otherimages"
  sku  = "Premium"
  tags = { "acr-policy" = "exempt", "azure-acr-exempt" = "true" }
}
`,
    },
  ],
  [
    'an exemption in the metadata of CDKTF',
    {
      'stacks/shop/cdk.tf.json': {
        '//': { metadata: { stackName: 'shop', 'acr-policy': harmless } },
        resource: {
          azurerm_container_registry: {
            web: {
              ...registry,
              '//': {
                metadata: { path: 'shop/web', uniqueId: 'web' },
                'acr-policy/exemptions': harmless.exemptions,
              },
            },
          },
        },
      },
    },
  ],
  [
    'an exemption in the metadata of a template',
    {
      'main.json': {
        $schema:
          'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        metadata: { 'acr-policy': harmless },
        resources: [
          {
            type: 'Microsoft.ContainerRegistry/registries',
            apiVersion: '2023-07-01',
            name: 'webimages',
            location: 'westeurope',
            sku: { name: 'Premium' },
            tags: { 'acr-policy': 'exempt' },
            metadata: { exemptions: harmless.exemptions },
          },
        ],
      },
    },
  ],
];

let clean: JsonReport;
beforeAll(async () => {
  await inFolder({ 'cdk.tf.json': open }, async (cwd) => {
    clean = (await check(['.'], { cwd })).report;
  });
});

test.each(attempts)('the gate stays on in a tree with %s', async (_, files) => {
  await inFolder({ 'cdk.tf.json': open, ...files }, async (cwd) => {
    const { report, ended } = await check(['.'], { cwd });
    expect(ended.exitCode).toBe(1);
    expect(report.summary).toMatchObject({ exempt: 0 });
    const blocked = report.findings.filter(({ blocks }) => blocks);
    expect(blocked.length).toBe(report.summary['registries']);
    // The same rules, levels and exemptions as without those files.
    expect(report.run).toEqual(clean.run);
  });
});

test('a link in the tree does not replace the configuration of the gate', async () => {
  await inFolder({ 'gate/company.yaml': '{}' }, async (base) => {
    const tree = join(base, 'tree');
    mkdirSync(tree);
    writeFileSync(join(tree, 'cdk.tf.json'), JSON.stringify(open));
    writeFileSync(join(tree, 'company.yaml'), text);
    symlinkSync(join(base, 'gate'), join(tree, 'gate'));
    const args = ['check', '.', '--config', join(base, 'gate/company.yaml')];
    expect(await acrPolicy(args, { cwd: tree })).toMatchObject({ exitCode: 1 });
  });
});

test('a link leads to the registry behind it', async () => {
  await inFolder({ 'outside/cdk.tf.json': open }, async (base) => {
    const tree = join(base, 'tree');
    mkdirSync(tree);
    symlinkSync(join(base, 'outside'), join(tree, 'stacks'));
    symlinkSync(tree, join(tree, 'loop'));
    const { report } = await check(['.'], { cwd: tree });
    expect(report.summary).toMatchObject({ registries: 1 });
  });
});

describe('a list of 40 exemptions for many stacks', () => {
  const exemptions = Array.from({ length: 40 }, (_, index) => ({
    resource: `*stack${index}/public`,
    reason: 'Public images',
  }));
  const line =
    '40 of 40 exemptions match nothing that was evaluated: "*stack0/public"';

  test('is one line of the command', async () => {
    const files = { 'cdk.tf.json': open, 'policy.json': { exemptions } };
    await inFolder(files, async (cwd) => {
      const { stdout, stderr } = await acrPolicy(
        ['check', 'cdk.tf.json', '--config', 'policy.json'],
        { cwd },
      );
      const about = `${stdout}${stderr}`
        .split('\n')
        .filter((each) => each.includes('stack'));
      expect(about).toEqual([expect.stringContaining(line)]);
    });
  });
});

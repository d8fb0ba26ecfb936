import { check, inFolder } from '../support/cli';

const registry = `variable "access" {}

resource "azurerm_container_registry" "this" {
  sku                           = "Premium"
  public_network_access_enabled = var.access
}
`;
const call = (source: string, body = '') =>
  `module "acr" {\n  source = "${source}"\n  access = false\n  ${body}\n}\n`;
const alone = 'azurerm_container_registry.this';
const called = `module.acr.${alone}`;

/** The registries of a run by address, and the directories that were skipped. */
async function run(files: Record<string, unknown>, args = ['.']) {
  return inFolder(files, async (cwd) => {
    const { report, ended } = await check(args, { cwd });
    const { parts } = report.summary as { parts: { file: string }[] };
    return {
      addresses: report.findings
        .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
        .map(({ resource }) => resource.address)
        .sort(),
      skipped: parts.map(({ file }) => file),
      report,
      ended,
    };
  });
}

test('a directory that is called as a module is not evaluated as a root module, and listed', async () => {
  const files = { 'infra/main.tf': call('../acr'), 'acr/main.tf': registry };
  const { addresses, report, ended } = await run(files);
  expect(addresses).toEqual([called]);
  expect(report.notEvaluated).toEqual([]);
  expect(report.summary).toMatchObject({
    registries: 1,
    pass: expect.any(Number) as number,
    unreadable: [],
    parts: [{ file: 'acr', of: 'infra' }],
  });
  expect(ended).toMatchObject({
    exitCode: 0,
    stderr: 'acr-policy: evaluated only as modules that others call: acr\n',
  });
});

describe('a called directory is skipped', () => {
  test.each<[situation: string, files: Record<string, unknown>]>([
    [
      'below the root module that calls it',
      { 'main.tf': call('./acr'), 'acr/main.tf': registry },
    ],
    [
      'if the call is written in JSON',
      {
        'z/main.tf.json': {
          module: { acr: { source: '../acr', access: false } },
        },
        'acr/main.tf': registry,
      },
    ],
    [
      'if the number of instances is unknown',
      {
        'z/main.tf': `variable "on" {}\n${call('../acr', 'count = var.on')}`,
        'acr/main.tf': registry,
      },
    ],
    [
      'if only a comment has a provider',
      {
        'z/main.tf': call('../acr'),
        'acr/main.tf': `/*\nprovider "azurerm" {}\n*/\n${registry}`,
      },
    ],
  ])('%s', async (_, files) => {
    const { addresses, skipped } = await run(files);
    expect(addresses.every((one) => one.startsWith('module.acr'))).toBe(true);
    expect(addresses).toHaveLength(1);
    expect(skipped).toEqual(['acr']);
  });

  test('whatever its name, if what calls it is called itself', async () => {
    const files = {
      'm/main.tf': call('../z'),
      'z/main.tf': call('../a', '') + 'variable "access" {}\n',
      'a/main.tf': registry,
    };
    const { addresses, skipped } = await run(files);
    expect(addresses).toEqual([`module.acr.${called}`]);
    expect(skipped.sort()).toEqual(['a', 'z']);
  });
});

describe('a called directory is evaluated as a root module too', () => {
  const files = { 'infra/main.tf': call('../acr'), 'acr/main.tf': registry };

  test.each<[situation: string, more: Record<string, unknown>, args: string[]]>(
    [
      ['if it is named', {}, ['.', 'acr']],
      ['if one of its files is named', {}, ['.', 'acr/main.tf']],
      [
        'with a provider configuration',
        { 'acr/p.tf': 'provider "azurerm" {\n  features {}\n}\n' },
        ['.'],
      ],
      [
        'with a provider configuration in JSON',
        { 'acr/p.tf.json': { provider: { azurerm: { features: {} } } } },
        ['.'],
      ],
      [
        'with a backend',
        { 'acr/b.tf': 'terraform {\n  backend "azurerm" {}\n}\n' },
        ['.'],
      ],
      [
        'with a workspace of HCP Terraform',
        { 'acr/b.tf': 'terraform {\n  cloud {}\n}\n' },
        ['.'],
      ],
      [
        'with a variable file',
        { 'acr/prod.tfvars': 'access = false\n' },
        ['.'],
      ],
      [
        'if the call has no instance',
        { 'infra/main.tf': call('../acr', 'count = 0') },
        ['.'],
      ],
      [
        'if the call is for each of nothing',
        { 'infra/main.tf': call('../acr', 'for_each = toset([])') },
        ['.'],
      ],
      ['if the module that calls it is not checked', {}, ['acr']],
    ],
  )('%s', async (_, more, args) => {
    const { addresses, skipped } = await run({ ...files, ...more }, args);
    expect(addresses).toContain(alone);
    expect(skipped).toEqual([]);
  });

  test('in the files that the caller does not read', async () => {
    const { report } = await run({
      ...files,
      'acr/extra.tofu':
        'resource "azurerm_container_registry" "extra" {\n  sku = "Premium"\n}\n',
    });
    expect(
      report.findings.some(
        ({ resource, outcome }) =>
          resource.address === 'azurerm_container_registry.extra' &&
          outcome === 'fail',
      ),
    ).toBe(true);
  });

  test('if only what calls it in a circle is there', async () => {
    const { addresses } = await run({
      'a/main.tf': call('../b') + registry,
      'b/main.tf': call('../a') + registry,
    });
    expect(addresses).toContain(alone);
  });
});

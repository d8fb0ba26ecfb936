import { acrPolicy, check, inFolder } from '../support/cli';

const json = {
  resource: { azurerm_container_registry: { this: { sku: 'Premium' } } },
};
const hcl = `variable "open" {}

resource "azurerm_container_registry" "this" {
  sku = "Premium"
}
`;

describe('a registry in a module that is called', () => {
  test.each<[syntax: string, file: string, content: unknown, line: number]>([
    ['JSON', 'acr/main.tf.json', JSON.stringify(json, null, 1), 4],
    ['HCL', 'acr/main.tf', hcl, 3],
  ])(
    'is reported in the file of the module, in %s',
    async (_, file, content, line) => {
      const root = { module: { reg: { source: './acr', open: true } } };
      const files = { 'main.tf.json': root, [file]: content };
      await inFolder(files, async (cwd) => {
        const { report, ended } = await check(['main.tf.json'], { cwd });
        expect(ended.exitCode).toBe(1);
        expect(
          report.findings.filter(({ outcome }) => outcome === 'fail')[0],
        ).toMatchObject({
          resource: {
            address: 'module.reg.azurerm_container_registry.this',
          },
          file: 'main.tf.json',
          source: file,
          line,
        });
      });
    },
  );

  test('is exempt by its address', async () => {
    const files = {
      'main.tf.json': { module: { reg: { source: './acr' } } },
      'acr/main.tf.json': json,
      'policy.json': {
        exemptions: [{ resource: 'module.reg.*', reason: 'agreed' }],
      },
    };
    await inFolder(files, async (cwd) => {
      const args = ['main.tf.json', '--config', 'policy.json'];
      expect((await check(args, { cwd })).ended.exitCode).toBe(0);
    });
  });

  test('is not read, and the sources of all such modules are in one entry', async () => {
    const root = {
      module: {
        one: { source: 'claranet/acr/azurerm' },
        two: { source: './missing' },
        three: { source: 'git::https://example.com/acr.git' },
      },
    };
    await inFolder({ 'main.tf.json': root }, async (cwd) => {
      const args = ['main.tf.json', '--unknown', 'error'];
      const { report, ended } = await check(args, { cwd });
      expect(ended.exitCode).toBe(1);
      expect(report.notEvaluated).toHaveLength(1);
      const [entry] = report.notEvaluated;
      expect(entry?.address).toBe('module.one, module.two, module.three');
      for (const { source } of Object.values(root.module)) {
        expect(entry?.reason).toContain(`"${source}"`);
      }
      expect(entry?.reason).toContain('terraform get');
    });
  });

  test.each<[listed: string[], reported: string[]]>([
    [[], ['module.network', 'module.tags', 'module.deep']],
    [['contoso/network/azurerm'], ['module.tags', 'module.deep']],
    [['contoso/*'], ['module.tags']],
    [['git::https://example.com/*'], ['module.network', 'module.deep']],
    [
      ['Contoso/*', 'network'],
      ['module.network', 'module.tags', 'module.deep'],
    ],
    [['*'], []],
  ])(
    'and not reported if the configuration lists its source: %j',
    async (listed, reported) => {
      const files = {
        'main.tf.json': {
          module: {
            network: { source: 'contoso/network/azurerm' },
            tags: { source: 'git::https://example.com/tags.git?ref=v1' },
            near: { source: './near' },
          },
        },
        'near/main.tf.json': {
          module: { deep: { source: 'contoso/network/azurerm//deep' } },
          ...json,
        },
        'policy.yaml': { modulesWithoutRegistries: listed },
      };
      await inFolder(files, async (cwd) => {
        const args = ['main.tf.json', '--config', 'policy.yaml'];
        const { report } = await check(args, { cwd });
        const addresses = report.notEvaluated.flatMap(({ address }) =>
          address.split(', '),
        );
        expect(
          addresses.map((one) => one.replace('module.near.', '')).sort(),
        ).toEqual([...reported].sort());
        // What is in reach is evaluated, whatever is listed.
        expect(report.summary).toMatchObject({ registries: 1 });
      });
    },
  );
});

test('more instances than can be evaluated are reported, and end', async () => {
  const each = '${toset([for i in range(500) : tostring(i)])}';
  const registry = {
    for_each: each,
    sku: 'Premium',
    public_network_access_enabled: false,
  };
  const files = {
    'main.tf.json': { module: { reg: { source: './acr', for_each: each } } },
    'acr/main.tf.json': {
      resource: { azurerm_container_registry: { this: registry } },
    },
  };
  await inFolder(files, async (cwd) => {
    const { stdout, exitCode } = await acrPolicy(
      ['check', 'main.tf.json', '--quiet', '--unknown', 'error'],
      { cwd },
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('module.reg');
    expect(stdout).toContain('too large to evaluate');
  });
});

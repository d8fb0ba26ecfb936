import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

const open = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};
const web = 'azurerm_container_registry.web';
const type = 'Microsoft.ContainerRegistry/registries';

test('a file that a search passed by is checked if it is named', async () => {
  await inFolder({ plan: open }, async (cwd) => {
    for (const paths of [
      ['.', 'plan'],
      ['plan', '.'],
    ]) {
      const { report } = await check(paths, { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
    }
  });
});

test('a named file that holds nothing is an error, also after a search', async () => {
  await inFolder({ 'a.json': { a: 1 } }, async (cwd) => {
    const { exitCode } = await acrPolicy(['check', '.', 'a.json'], { cwd });
    expect(exitCode).toBe(2);
  });
});

test.each([
  ['a path', ['']],
  ['a path', ['.', ' ']],
  ['--config', ['.', '--config', '']],
  ['--output', ['.', '--output', '']],
  ['--parameters', ['.', '--parameters', '']],
])('%s that is empty is wrong usage', async (name, args) => {
  await inFolder({ 'main.tf.json': open }, async (cwd) => {
    const { exitCode, stdout, stderr } = await acrPolicy(['check', ...args], {
      cwd,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`acr-policy: ${name} is empty`);
  });
});

const text = JSON.stringify(open);
/** Each character as four bytes. */
const utf32 = Buffer.concat(
  Array.from(text, (character) =>
    Buffer.from([character.charCodeAt(0), 0, 0, 0]),
  ),
);

test.each<[encoding: string, content: Buffer | string]>([
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
  [
    'UTF-16 without a mark, the other way round',
    Buffer.from(text, 'utf16le').swap16(),
  ],
  ['UTF-32', utf32],
  [
    'UTF-32 with a mark',
    Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), utf32]),
  ],
  ['a NUL character', `${text}\0`],
])('a search does not pass by a file in %s', async (_encoding, content) => {
  await inFolder({ 'main.json': content }, async (cwd) => {
    const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('NUL character');
  });
});

test.each<[what: string, document: unknown]>([
  ['a list of registries', [{ type, sku: { name: 'Premium' } }]],
  ['a registry', { type: type.toLowerCase(), sku: { name: 'Premium' } }],
  ['rows of a query', { data: [{ name: 'web', type }] }],
  [
    'a state file',
    {
      version: 4,
      lineage: 'a',
      resources: [{ type: 'azurerm_container_registry' }],
    },
  ],
  ['rendered Terragrunt', { inputs: {}, terraform: { source: './modules/a' } }],
  ['an update plan of Pulumi', { resourcePlans: {} }],
  [
    'a token of Pulumi',
    { a: [{ type: 'azure-native:containerregistry:Registry' }] },
  ],
  ['a block in an envelope', { data: open }],
])('a search reports %s as not evaluated', async (_what, document) => {
  await inFolder({ 'document.json': document }, async (cwd) => {
    const { report, ended } = await check(['.'], { cwd });
    expect(ended.exitCode).toBe(0);
    expect(report.notEvaluated).toEqual([
      expect.objectContaining({ file: 'document.json' }),
    ]);
  });
});

test.each<[what: string, document: unknown]>([
  [
    'the condition of a policy',
    { properties: { policyRule: { if: { field: 'type', equals: type } } } },
  ],
  ['an alias of a policy', { field: `${type}/publicNetworkAccess` }],
  [
    'the schemas of providers',
    { provider_schemas: { a: { azurerm_container_registry: {} } } },
  ],
  ['a child of a registry', { type: `${type}/webhooks` }],
  ['settings of TypeScript', '{ "compilerOptions": { "module": "es6", }, }'],
  ['a package', { name: 'shop', module: 'index.mjs' }],
])('a search passes by %s', async (_what, document) => {
  await inFolder({ 'document.json': document }, async (cwd) => {
    const { report, ended } = await check(['.'], { cwd });
    expect(report.notEvaluated).toEqual([]);
    expect(ended.exitCode).toBe(0);
  });
});

test.each<[what: string, text: string]>([
  ['a broken list', '[{"type":"Microsoft.ContainerRegistry/registries"'],
  ['a broken module', '{"module":{"a":{"source":"b"'],
  ['a broken template', '{"resources":[{"type":'],
  [
    'several plans',
    '{"format_version":"1.2","planned_values":{}}\n{"format_version":"1.2"}',
  ],
])('a search does not pass by %s', async (_what, broken) => {
  await inFolder({ 'document.json': broken }, async (cwd) => {
    const { exitCode } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
  });
});

test.each<[what: string, document: object]>([
  [
    'a template without a schema',
    {
      resources: [
        {
          type,
          apiVersion: '2023-07-01',
          name: 'web12',
          sku: { name: 'Premium' },
          properties: {},
        },
      ],
    },
  ],
  ['a configuration in any file', open],
])('a search evaluates %s', async (_what, document) => {
  await inFolder({ 'document.json': document }, async (cwd) => {
    const { report } = await check(['.'], { cwd });
    expect(Object.values(outcomesOf(report))).toEqual(['fail']);
  });
});

test('a document of two kinds is refused', async () => {
  const document = { ...open, format_version: '1.2', values: {} };
  for (const name of ['document.json', 'main.tf.json']) {
    await inFolder({ [name]: document }, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`${name} looks like a Terraform plan, and`);
    });
  }
});

test('a block type that is not known is not evaluated', async () => {
  const files = { 'main.tf.json': { policy: open } };
  await inFolder(files, async (cwd) => {
    const { report } = await check(['.'], { cwd });
    expect(report.notEvaluated).toEqual([
      expect.objectContaining({ address: 'policy', line: 1 }),
    ]);
  });
});

describe('a manifest of CDKTF', () => {
  const manifest = (path: string) => ({
    version: '0.21.0',
    stacks: { shop: { name: 'shop', synthesizedStackPath: path } },
  });

  test.each([['.'], ['manifest.json']])(
    'may name HCL: check %s',
    async (path) => {
      const files = {
        'manifest.json': manifest('stacks/shop/cdk.tf'),
        'stacks/shop/cdk.tf':
          'resource "azurerm_container_registry" "web" { sku = "Premium" }',
      };
      await inFolder(files, async (cwd) => {
        const { report } = await check([path], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      });
    },
  );

  test.each([['.'], ['manifest.json']])(
    'that names a file that is not there is an error: check %s',
    async (path) => {
      const files = { 'manifest.json': manifest('stacks/shop/cdk.tf.json') };
      await inFolder(files, async (cwd) => {
        const { exitCode, stderr } = await acrPolicy(['check', path], { cwd });
        expect(exitCode).toBe(2);
        expect(stderr.match(/shop\/cdk\.tf\.json can't be read/g)).toHaveLength(
          1,
        );
      });
    },
  );

  test.each([['.'], ['manifest.json']])(
    'has everything in the directory of a stack checked: check %s',
    async (path) => {
      const files = {
        'manifest.json': manifest('stacks/shop/cdk.tf.json'),
        'stacks/shop/cdk.tf.json': { terraform: {} },
        'stacks/shop/more.tf.json': open,
      };
      await inFolder(files, async (cwd) => {
        const { report } = await check([path], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      });
    },
  );
});

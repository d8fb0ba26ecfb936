import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

const schema = (kind: string) =>
  `https://schema.management.azure.com/schemas/2019-04-01/${kind}.json#`;

const registry = (access: string) => ({
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  name: 'web',
  sku: { name: 'Premium' },
  properties: { publicNetworkAccess: access },
});

const template = (resources: unknown, parts: object = {}) => ({
  $schema: schema('deploymentTemplate'),
  contentVersion: '1.0.0.0',
  ...parts,
  resources,
});

const parameterized = template([registry("[parameters('access')]")], {
  parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
});

const parametersOf = (access: string) => ({
  $schema: schema('deploymentParameters'),
  contentVersion: '1.0.0.0',
  parameters: { access: { value: access } },
});

const linking = (properties: object) => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: { mode: 'Incremental', ...properties },
});

const to = (relativePath: string, around: object = {}) =>
  template([linking({ templateLink: { relativePath }, ...around })]);

const open = { parameters: { access: { value: 'Enabled' } } };

describe('a linked template in a searched directory', () => {
  const files = {
    'main.json': to('nested/acr.json', open),
    'nested/acr.json': parameterized,
  };
  const part = { file: 'nested/acr.json', of: 'main.json' };

  test.each<[string, Readonly<Record<string, unknown>>, string[], object]>([
    [
      'is evaluated as a part only',
      files,
      ['.'],
      { documents: 1, registries: 1, parts: [part] },
    ],
    [
      'is evaluated on its own if it was named',
      files,
      ['.', 'nested/acr.json'],
      { documents: 2, registries: 2, parts: [] },
    ],
    [
      'is evaluated on its own with its parameter file',
      { ...files, 'nested/acr.parameters.json': parametersOf('Disabled') },
      ['.'],
      { documents: 2, registries: 2, parts: [] },
    ],
    [
      'is evaluated on its own if parameters are given',
      files,
      ['.', '--parameters', 'access=Disabled'],
      { documents: 2, registries: 2, parts: [] },
    ],
    [
      'is evaluated on its own if the deployment is not made',
      {
        ...files,
        'main.json': template([
          {
            ...linking({ templateLink: { relativePath: 'nested/acr.json' } }),
            condition: false,
          },
        ]),
      },
      ['.'],
      { documents: 2, registries: 1, parts: [] },
    ],
  ])('%s', async (_situation, tree, args, summary) => {
    await inFolder(tree, async (cwd) => {
      const { report } = await check(args, { cwd });
      expect(report.summary).toMatchObject(summary);
    });
  });
});

describe('a template that is linked by relativePath', () => {
  const outcomeOf = async (
    files: Readonly<Record<string, unknown>>,
    args: readonly string[] = ['main.json'],
    prepare: (folder: string) => void = () => undefined,
  ) =>
    inFolder(files, async (cwd) => {
      prepare(cwd);
      const { report } = await check(args, { cwd });
      return Object.values(outcomesOf(report));
    });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'with the parameters of the deployment',
      {
        'main.json': to('nested/acr.json', open),
        'nested/acr.json': parameterized,
      },
      'fail',
    ],
    [
      'with the defaults of its own',
      { 'main.json': to('nested/acr.json'), 'nested/acr.json': parameterized },
      'pass',
    ],
    [
      'with parameters that are linked too',
      {
        'main.json': to('acr.json', {
          parametersLink: { relativePath: 'values/acr.json' },
        }),
        'acr.json': parameterized,
        'values/acr.json': parametersOf('Enabled'),
      },
      'fail',
    ],
    [
      'that links another one from where it is',
      {
        'main.json': to('nested/next.json'),
        'nested/next.json': to('deep\\acr.json', open),
        'nested/deep/acr.json': parameterized,
      },
      'fail',
    ],
    [
      'by an expression',
      {
        'main.json': to("[concat('nested/', 'acr.json')]", open),
        'nested/acr.json': parameterized,
      },
      'fail',
    ],
    [
      'with comments in it',
      {
        'main.json': to('acr.json', open),
        'acr.json': `// a comment\n${JSON.stringify(parameterized)}`,
      },
      'fail',
    ],
    ['that is not there', { 'main.json': to('none.json') }, 'unknown'],
    [
      'that is damaged',
      { 'main.json': to('acr.json'), 'acr.json': template('x') },
      'unknown',
    ],
    [
      'that is not JSON',
      { 'main.json': to('acr.json'), 'acr.json': '{' },
      'unknown',
    ],
    [
      'that links itself',
      { 'main.json': to('a.json'), 'a.json': to('a.json') },
      'unknown',
    ],
    [
      'that links the template it is linked by',
      { 'main.json': to('a.json'), 'a.json': to('main.json') },
      'unknown',
    ],
    ['by an absolute path', { 'main.json': to('/etc/hostname') }, 'unknown'],
  ])('%s', async (_, files, outcome) => {
    expect(await outcomeOf(files)).toEqual([outcome]);
  });

  test('outside of the directory that is checked', async () => {
    await inFolder(
      { 'acr.json': parameterized, 'tree/main.json': to('../acr.json') },
      async (cwd) => {
        const inner = { cwd: join(cwd, 'tree') };
        const { report } = await check(['main.json'], inner);
        expect(Object.values(outcomesOf(report))).toEqual(['unknown']);
        expect(report.findings[0]?.message).toContain(
          '"../acr.json"), and that is outside of the directory that is checked',
        );
        const outer = await check(['tree/main.json'], { cwd });
        expect(Object.values(outcomesOf(outer.report))).toEqual(['pass']);
      },
    );
  });

  test('through a symbolic link that leads out', async () => {
    await inFolder(
      { 'acr.json': parameterized, 'tree/main.json': to('acr.json') },
      async (cwd) => {
        symlinkSync(join(cwd, 'acr.json'), join(cwd, 'tree', 'acr.json'));
        const { report } = await check(['main.json'], {
          cwd: join(cwd, 'tree'),
        });
        expect(Object.values(outcomesOf(report))).toEqual(['unknown']);
      },
    );
  });

  test('in a template from standard input, which has no directory', async () => {
    await inFolder({ 'acr.json': parameterized }, async (cwd) => {
      const { report } = await check(['-'], {
        cwd,
        stdin: JSON.stringify(to('acr.json')),
      });
      expect(Object.values(outcomesOf(report))).toEqual(['unknown']);
    });
  });

  test('many times over ends', async () => {
    const files: Record<string, unknown> = { 'main.json': to('0.json') };
    for (let index = 0; index < 60; index++) {
      const next = linking({
        templateLink: { relativePath: `${index + 1}.json` },
      });
      files[`${index}.json`] = template([next, next]);
    }
    files['60.json'] = parameterized;
    const outcomes = await outcomeOf(files);
    expect(outcomes).toContain('unknown');
  });
});

describe('a parameter file that no template takes', () => {
  const files = {
    'template.json': parameterized,
    'parameters.json': parametersOf('Enabled'),
  };

  test('is named with the command to run', async () => {
    await inFolder(files, async (cwd) => {
      const { report, ended } = await check(['.'], { cwd });
      expect(report.notEvaluated).toEqual([
        expect.objectContaining({
          file: 'parameters.json',
          reason: expect.stringContaining(
            'acr-policy check TEMPLATE --parameters parameters.json',
          ) as string,
        }),
      ]);
      expect(ended.exitCode).toBe(0);
      const strict = await check(['.', '--unknown', 'error'], { cwd });
      expect(strict.ended.exitCode).toBe(1);
    });
  });

  test.each([
    [['.', '-p', 'parameters.json'], 'fail'],
    [['template.json'], 'pass'],
  ])('is not named by check %j', async (args, outcome) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check(args, { cwd });
      expect(report.notEvaluated).toEqual([]);
      expect(Object.values(outcomesOf(report))).toEqual([outcome]);
    });
  });

  test('is not named if a template is called like it', async () => {
    await inFolder(
      {
        'main.json': parameterized,
        'main.parameters.json': parametersOf('Enabled'),
      },
      async (cwd) => {
        const { report } = await check(['.'], { cwd });
        expect(report.notEvaluated).toEqual([]);
        const alone = join(cwd, 'alone', 'main.parameters.json');
        mkdirSync(dirname(alone));
        writeFileSync(alone, JSON.stringify(parametersOf('Enabled')));
        const again = await check(['.'], { cwd });
        expect(again.report.notEvaluated).toHaveLength(1);
      },
    );
  });
});

test('a parameter called contentVersion leaves the others as they are', async () => {
  await inFolder({ 'main.json': parameterized }, async (cwd) => {
    const args = [
      'main.json',
      '-p',
      'contentVersion=2',
      '-p',
      'ACCESS=Enabled',
    ];
    const { report } = await check(args, { cwd });
    expect(Object.values(outcomesOf(report))).toEqual(['fail']);
  });
});

test.each<[string, object, string]>([
  [
    'resources',
    template('x'),
    '/resources is a string, expected an array or an object',
  ],
  ['null for resources', template(null), '/resources is null'],
  [
    'a resource',
    template(['x']),
    '/resources/0 is a string, expected an object',
  ],
  ['a resource of a name', template({ a: [] }), '/resources/a is an array'],
  ['parameters', template([], { parameters: 3 }), '/parameters is a number'],
  ['variables', template([], { variables: [] }), '/variables is an array'],
  [
    'the properties of a registry',
    template([{ ...registry('Enabled'), properties: 'x' }]),
    '/resources/0/properties is a string, expected an object',
  ],
  [
    'the properties of a deployment',
    template([{ ...linking({}), properties: [] }]),
    '/resources/0/properties is an array',
  ],
  [
    'the children of a resource',
    template([{ type: 'A/b', resources: 3 }]),
    '/resources/0/resources is a number',
  ],
  ['a type', template([{ type: 3 }]), '/resources/0/type is a number'],
])(
  'a template with %s of a wrong type is damaged',
  async (_, main, message) => {
    await inFolder({ 'main.json': main }, async (cwd) => {
      const { exitCode, stderr, stdout } = await acrPolicy(['check', '.'], {
        cwd,
      });
      expect(exitCode).toBe(2);
      expect(stdout + stderr).toContain(
        `main.json is a damaged ARM template: ${message}`,
      );
    });
  },
);

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { BicepCompiler } from '../../cli/bicep/compile';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';
import { standInOn, writeStandIn } from '../support/stand-in-bicep';
import type { StandIn } from '../support/stand-in-bicep';

const type = 'Microsoft.ContainerRegistry/registries';
const source = `// A registry.
param access string = 'Enabled'

resource group 'Microsoft.Network/virtualNetworks@2023-04-01' existing = {
  name: 'net'
}

resource web '${type}@2023-07-01' = {
  name: 'web12'
}
`;

function templateOf(resources: unknown): string {
  return JSON.stringify({
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
    resources,
  });
}

const web = {
  type,
  apiVersion: '2023-07-01',
  name: 'web12',
  sku: { name: 'Premium' },
  properties: { publicNetworkAccess: "[parameters('access')]" },
};
const template = templateOf([web]);
const compiles: StandIn = { stdout: template };

/** Files to check, beside a directory that is the PATH. */
function withPath<T>(
  files: Readonly<Record<string, unknown>>,
  use: (cwd: string, searchPath: string) => Promise<T>,
): Promise<T> {
  return inFolder(files, (cwd) =>
    inFolder({}, (searchPath) => use(cwd, searchPath)),
  );
}

const address = 'main.bicep#/resources/0';

describe('Bicep', () => {
  test.each([
    ['that is named', 'main.bicep'],
    ['that a search comes by', '.'],
  ])('%s is evaluated as it is compiled', async (_situation, path) => {
    await withPath({ 'main.bicep': source }, async (cwd, PATH) => {
      const starts = standInOn(PATH, compiles);
      const { report, ended } = await check([path], { cwd, env: { PATH } });
      expect(outcomesOf(report)).toEqual({ [address]: 'fail' });
      expect(ended.exitCode).toBe(1);
      expect(starts().map(({ args }) => args)).toEqual([
        ['build', join(cwd, 'main.bicep'), '--stdout', '--no-restore'],
      ]);
    });
  });

  test.each([
    ['an array', [web], 8],
    ['an object with symbolic names', { web }, 8],
    ['a resource that is not in the file', { other: web }, 1],
  ])(
    'findings point to its lines, the compiled resources being %s',
    async (_situation, resources, line) => {
      await withPath({ 'main.bicep': source }, async (cwd, PATH) => {
        standInOn(PATH, { stdout: templateOf(resources) });
        const { stdout } = await acrPolicy(
          ['check', '.', '--format', 'github'],
          { cwd, env: { PATH } },
        );
        expect(stdout).toContain(`file=main.bicep,line=${line},`);
      });
    },
  );

  test('is compiled by the Azure CLI where there is no bicep', async () => {
    await withPath({ 'main.bicep': source }, async (cwd, PATH) => {
      const starts = standInOn(PATH, compiles, 'az');
      const { report } = await check(['.'], { cwd, env: { PATH } });
      expect(outcomesOf(report)).toEqual({ [address]: 'fail' });
      expect(starts().map(({ args }) => args)).toEqual([
        [
          ...['bicep', 'build', '--file', join(cwd, 'main.bicep')],
          ...['--stdout', '--no-restore'],
        ],
      ]);
    });
  });

  test.each([
    ['parameters of the command line', ['-p', 'access=Disabled'], {}],
    [
      'a parameter file of its name',
      [],
      { 'main.parameters.json': { access: { value: 'Disabled' } } },
    ],
  ])('takes %s', async (_situation, args, files) => {
    await withPath({ 'main.bicep': source, ...files }, async (cwd, PATH) => {
      standInOn(PATH, compiles);
      const { report } = await check(['.', ...args], { cwd, env: { PATH } });
      expect(Object.values(outcomesOf(report))).toEqual(['pass']);
      expect(report.notEvaluated).toEqual([]);
    });
  });
});

describe('Bicep parameters', () => {
  const built = (access: string, more: object = {}) => ({
    parametersJson: JSON.stringify({
      parameters: { access: { value: access } },
    }),
    templateJson: template,
    templateSpecId: null,
    ...more,
  });
  const files = {
    'main.bicep': source,
    'dev.bicepparam': "using './main.bicep'\nparam access = 'Disabled'\n",
  };

  test('are evaluated with the template that they use, which is not evaluated with its defaults', async () => {
    await withPath(files, async (cwd, PATH) => {
      const starts = standInOn(PATH, {
        stdout: JSON.stringify(built('Disabled')),
      });
      const { report, ended } = await check(['.'], { cwd, env: { PATH } });
      expect(outcomesOf(report)).toEqual({
        'dev.bicepparam#/resources/0': 'pass',
      });
      expect(ended.stderr).toBe(
        'acr-policy: main.bicep is evaluated as a part of dev.bicepparam\n',
      );
      expect(starts().map(({ args }) => args)).toEqual([
        [
          'build-params',
          join(cwd, 'dev.bicepparam'),
          '--stdout',
          '--no-restore',
        ],
      ]);
    });
  });

  test('come after those of the command line', async () => {
    await withPath(files, async (cwd, PATH) => {
      standInOn(PATH, { stdout: JSON.stringify(built('Disabled')) });
      const args = ['dev.bicepparam', '-p', 'access=Enabled'];
      const { report } = await check(args, { cwd, env: { PATH } });
      expect(Object.values(outcomesOf(report))).toEqual(['fail']);
    });
  });

  test('are read from what the compiler printed, too', async () => {
    await inFolder({ 'dev.json': built('Enabled') }, async (cwd) => {
      const { report } = await check(['dev.json'], { cwd });
      expect(outcomesOf(report)).toEqual({ 'dev.json#/resources/0': 'fail' });
    });
  });

  test('of a template spec are not evaluated', async () => {
    const spec = { templateJson: null, templateSpecId: '/subscriptions/a' };
    await inFolder({ 'dev.json': built('Enabled', spec) }, async (cwd) => {
      const { report } = await check(['dev.json'], { cwd });
      expect(report.notEvaluated).toEqual([
        expect.objectContaining({
          reason: expect.stringContaining('/subscriptions/a') as string,
        }),
      ]);
    });
  });

  test.each([
    [
      'parameters of a wrong type',
      { parametersJson: '{"contentVersion":"1.0.0.0","parameters":[]}' },
    ],
    ['parameters that are no JSON', { parametersJson: '{' }],
    ['a template that is no JSON', { templateJson: '[' }],
  ])('with %s are damaged', async (_situation, more) => {
    await inFolder({ 'dev.json': built('Enabled', more) }, async (cwd) => {
      const { exitCode } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
    });
  });
});

describe('a module of Bicep', () => {
  test('is evaluated where it is deployed, and on its own if it is named', async () => {
    const files = {
      'main.bicep': "module web 'modules/web.bicep' = {\n}\n",
      'modules/web.bicep': source,
    };
    await withPath(files, async (cwd, PATH) => {
      const starts = standInOn(PATH, compiles);
      const compiled = () => starts().map(({ args }) => args[1]);
      await check(['.'], { cwd, env: { PATH } });
      expect(compiled()).toEqual([join(cwd, 'main.bicep')]);
      await check(['.', 'modules/web.bicep'], { cwd, env: { PATH } });
      expect(compiled()).toHaveLength(3);
    });
  });

  test('is not left out if modules deploy each other in a cycle', async () => {
    const files = {
      'a.bicep': "module b 'b.bicep' = {\n}\n",
      'b.bicep': "module a 'a.bicep' = {\n}\n",
    };
    await withPath(files, async (cwd, PATH) => {
      const starts = standInOn(PATH, {
        stderr: `${cwd}/a.bicep(1,8) : Error BCP095: The file is involved in a cycle\n`,
        exitCode: 1,
      });
      const { exitCode } = await acrPolicy(['check', '.'], {
        cwd,
        env: { PATH },
      });
      expect(exitCode).toBe(2);
      expect(starts()).toHaveLength(2);
    });
  });
});

describe('the compiler', () => {
  const files = { 'main.bicep': source };

  test.each<[string, (cwd: string, PATH: string) => string]>([
    ['there is none', (_cwd, PATH) => PATH],
    ['the PATH leads to it by a relative entry', () => 'tools'],
    ['the PATH leads to the working directory by an empty entry', () => ':'],
    ['it lies in the checked directory', (cwd) => join(cwd, 'tools')],
    [
      'a link leads into the checked directory',
      (cwd, PATH) => {
        symlinkSync(join(cwd, 'tools/bicep'), join(PATH, 'bicep'));
        return PATH;
      },
    ],
    [
      'it is a package that is installed',
      (_cwd, PATH) => {
        writeStandIn(join(PATH, 'node_modules/.bin/bicep'), compiles);
        return join(PATH, 'node_modules/.bin');
      },
    ],
  ])('is not started if %s', async (_situation, pathOf) => {
    await withPath(files, async (cwd, searchPath) => {
      const starts = [
        writeStandIn(join(cwd, 'tools/bicep'), compiles),
        writeStandIn(join(cwd, 'bicep'), compiles),
      ];
      const env = { PATH: pathOf(cwd, searchPath) };
      const { report, ended } = await check(['.'], { cwd, env });
      expect(ended.exitCode).toBe(0);
      expect(report.notEvaluated).toEqual([
        expect.objectContaining({
          file: 'main.bicep',
          reason: expect.stringContaining('az bicep install') as string,
        }),
      ]);
      const named = await acrPolicy(['check', 'main.bicep'], { cwd, env });
      expect(named).toMatchObject({ exitCode: 2 });
      expect(named.stderr).toContain('az bicep install');
      expect(starts.map((all) => all().length)).toEqual([0, 0]);
    });
  });

  test('is not started from another directory of the repository', async () => {
    const repository = { '.git/HEAD': '', 'infra/main.bicep': source };
    await inFolder(repository, async (root) => {
      const starts = writeStandIn(join(root, 'bin/bicep'), compiles);
      const env = { PATH: join(root, 'bin') };
      await check(['.'], { cwd: join(root, 'infra'), env });
      await check([join(root, 'infra')], { cwd: '/usr', env });
      expect(starts()).toEqual([]);
    });
  });

  test('is not started in the checked directory', async () => {
    await withPath(files, async (cwd, PATH) => {
      const starts = standInOn(PATH, compiles);
      await check(['.'], { cwd, env: { PATH } });
      expect(starts().map((start) => start.cwd)).toEqual([PATH]);
    });
  });

  test('is switched off by --no-bicep', async () => {
    await withPath(files, async (cwd, PATH) => {
      const starts = standInOn(PATH, compiles);
      const { report } = await check(['.', '--no-bicep'], {
        cwd,
        env: { PATH },
      });
      expect(report.notEvaluated).toMatchObject([{ file: 'main.bicep' }]);
      expect(starts()).toEqual([]);
    });
  });

  test('may warn', async () => {
    await withPath(files, async (cwd, PATH) => {
      standInOn(PATH, {
        ...compiles,
        stderr: `${cwd}/main.bicep(2,7) : Warning no-unused-params: unused\n`,
      });
      const { report, ended } = await check(['.'], { cwd, env: { PATH } });
      expect(outcomesOf(report)).toEqual({ [address]: 'fail' });
      expect(ended.stderr).toBe('');
    });
  });

  test.each<[string, (file: string) => StandIn, string]>([
    [
      'finds an error',
      (file) => ({
        exitCode: 1,
        stderr: `${file}(1,2) : Warning a: b\n${file}(3,5) : Error BCP018: Expected "=".\n`,
      }),
      'line 3, column 5: BCP018: Expected "=".',
    ],
    [
      'finds an error, and is the Azure CLI',
      (file) => ({
        exitCode: 1,
        stderr: `ERROR: ${file}(3,5) : Error BCP018: Expected "=".\n`,
      }),
      'line 3, column 5: BCP018: Expected "=".',
    ],
    [
      'lacks a module of a registry',
      (file) => ({
        exitCode: 1,
        stderr: `${file}(3,5) : Error BCP190: The artifact with reference "br:a/b:1" has not been restored.\n`,
      }),
      'has not been restored. Fix: bicep restore ',
    ],
    ['fails without a word', () => ({ exitCode: 3 }), 'ended with code 3'],
    ['prints no JSON', () => ({ stdout: 'hello' }), 'printed no template'],
    ['prints something else', () => ({ stdout: '{}' }), 'printed no template'],
  ])('that %s is an error', async (_situation, standIn, message) => {
    await withPath(files, async (cwd, PATH) => {
      standInOn(PATH, standIn(join(cwd, 'main.bicep')));
      const { exitCode, stderr } = await acrPolicy(['check', '.'], {
        cwd,
        env: { PATH },
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain("acr-policy: main.bicep can't be compiled: ");
      expect(stderr).toContain(message);
    });
  });

  test('that hangs is ended', async () => {
    await withPath(files, (cwd, PATH) => {
      standInOn(PATH, { hangs: true });
      const compiler = new BicepCompiler({
        terminal: { cwd, env: { PATH } },
        trees: [cwd],
        isEnabled: true,
        timeout: 500,
      });
      expect(() => compiler.compile(join(cwd, 'main.bicep'))).toThrow(
        'did not end within 0.5 s',
      );
      return Promise.resolve();
    });
  });
});

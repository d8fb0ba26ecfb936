import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, check, inFolder } from '../support/cli';
import type { JsonReport } from '../support/cli';

const open = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};
const template = {
  contentVersion: '1.0.0.0',
  parameters: { sku: { type: 'string', defaultValue: 'Premium' } },
  resources: [
    {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: 'web',
      sku: { name: "[parameters('sku')]" },
    },
  ],
};

describe('several reports in one run', () => {
  test('each format has a file, and standard output the summary', async () => {
    await inFolder({ 'a.tf.json': open }, async (cwd) => {
      const { exitCode, stdout, stderr } = await acrPolicy(
        [
          ...['check', 'a.tf.json', '--output', 'sarif=a.sarif'],
          ...['--output=junit=b.xml', '--output', 'json=c.json'],
        ],
        { cwd },
      );
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
      expect(stdout).toMatch(/^failed {3}1 registry in 1 document: [^\n]+\n$/);
      const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
      expect(JSON.parse(read('a.sarif'))).toHaveProperty('runs');
      expect(read('b.xml')).toMatch(/^<\?xml/);
      expect(JSON.parse(read('c.json'))).toHaveProperty('findings');
    });
  });

  test('a format without a file goes to standard output', async () => {
    await inFolder({ 'a.tf.json': open }, async (cwd) => {
      const args = ['-f', 'json', '-f', 'sarif', '-o', 'sarif=a.sarif'];
      const ended = await acrPolicy(['check', 'a.tf.json', ...args], { cwd });
      expect(JSON.parse(ended.stdout)).toHaveProperty('findings');
      expect(ended.stderr).toMatch(/^failed {3}1 registry/);
      expect(existsSync(join(cwd, 'a.sarif'))).toBe(true);
    });
  });

  test.each<[situation: string, args: string[], message: string]>([
    [
      'two formats on standard output',
      ['-f', 'json', '-f', 'sarif'],
      'Two reports, json and sarif, would go to standard output',
    ],
    [
      'a file for one of two formats, without its name',
      ['-f', 'json,sarif', '-o', 'out'],
      'does not name the format',
    ],
    [
      'two reports in one file',
      ['-o', 'json=out', '-o', 'sarif=./out'],
      'would go to one file: ./out',
    ],
    [
      'two files for one format',
      ['-o', 'json=a', '-o', 'json=b'],
      'names two files for json',
    ],
    [
      'a format that does not exist',
      ['-o', 'sarf=a.sarif'],
      'Did you mean "sarif"?',
    ],
    ['no file', ['-o', 'sarif='], 'names no file'],
  ])('%s is wrong usage', async (_situation, args, message) => {
    await inFolder({ 'a.tf.json': open }, async (cwd) => {
      const ended = await acrPolicy(['check', '.', ...args], { cwd });
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toContain(message);
    });
  });
});

describe('a report over a file that is read is refused', () => {
  const args: readonly string[][] = [
    ['a.tf.json', '-o', 'sarif=./a.tf.json'],
    ['.', '-o', 'sarif=a.tf.json'],
    ['a.tf.json', '-c', 'acr.yaml', '-o', 'json=acr.yaml'],
  ];
  test.each(args)('%j', async (...options) => {
    const files = { 'a.tf.json': open, 'acr.yaml': 'preset: audit' };
    await inFolder(files, async (cwd) => {
      const ended = await acrPolicy(['check', ...options], { cwd });
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr).toContain('would overwrite');
      const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
      expect(JSON.parse(read('a.tf.json'))).toEqual(open);
      expect(read('acr.yaml')).toBe('preset: audit');
    });
  });

  test('a report of an earlier run in a searched directory is replaced', async () => {
    await inFolder({ 'a.tf.json': open }, async (cwd) => {
      const run = () => acrPolicy(['check', '.', '-o', 'json=r.json'], { cwd });
      expect((await run()).exitCode).toBe(1);
      expect((await run()).exitCode).toBe(1);
    });
  });
});

describe('--audit', () => {
  test('reports violations and unknowns in full and exits with 0', async () => {
    await inFolder({ 'a.tf.json': open }, async (cwd) => {
      const args = ['check', '.', '-f', 'json', '--audit'];
      const ended = await acrPolicy(args, { cwd });
      expect(ended.exitCode).toBe(0);
      const { findings } = JSON.parse(ended.stdout) as JsonReport;
      expect(findings.some(({ blocks }) => blocks)).toBe(true);
      expect(ended.stderr).toContain('audit: exit code 0');
    });
  });

  test('input that can not be read stays an error', async () => {
    await inFolder({ 'a.json': '{' }, async (cwd) => {
      const ended = await acrPolicy(['check', 'a.json', '--audit'], { cwd });
      expect(ended.exitCode).toBe(2);
      expect(ended.stdout).toMatch(/, audit\)\n$/);
    });
  });
});

describe('an option that holds one value', () => {
  test.each([
    [['--config', 'a.yaml', '--config', 'b.yaml'], '--config'],
    [['-c', 'a.yaml', '--config=b.yaml'], '--config'],
    [['--unknown', 'error', '--unknown=ignore'], '--unknown'],
    [['--fail-on=low', '--fail-on=low'], '--fail-on'],
  ])('is wrong usage if repeated: %j', async (args, name) => {
    const ended = await acrPolicy(['check', '.', ...args]);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`${name}.* is given twice`));
  });
});

describe('a parameter that no template declares', () => {
  test('is an error that names the nearest', async () => {
    await inFolder({ 'main.json': template }, async (cwd) => {
      const ended = await acrPolicy(
        ['check', 'main.json', '-p', 'skuu=Basic'],
        { cwd },
      );
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toContain(
        'sets the parameter "skuu", which no template of this run declares. Did you mean "sku"?',
      );
      expect(ended.stdout).toContain('; 1 value for nothing that is declared');
    });
  });

  test('in a file is an error that names the file', async () => {
    const files = {
      'main.json': template,
      'values.json': { parameters: { location: { value: 'westeurope' } } },
    };
    await inFolder(files, async (cwd) => {
      const args = ['check', 'main.json', '-p', 'values.json'];
      const ended = await acrPolicy(args, { cwd });
      expect(ended.exitCode).toBe(2);
      expect(ended.stderr).toContain(
        'values.json sets the parameter "location"',
      );
    });
  });

  test('is not one that a template declares, in any case', async () => {
    await inFolder({ 'main.json': template }, async (cwd) => {
      const args = ['check', 'main.json', '-p', 'SKU=Basic'];
      expect(await acrPolicy(args, { cwd })).toMatchObject({
        exitCode: 0,
        stderr: '',
      });
    });
  });
});

test('merge, which version 1 had, names what replaces it', async () => {
  const ended = await acrPolicy(['merge', 'a.sarif', '-o', 'b.sarif']);
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr).toContain('"acr-policy merge" was removed');
  expect(ended.stderr).toContain('Fix: ');
});

test('the hash of the configuration is that of its meaning', async () => {
  const files = {
    'a.tf.json': open,
    'same.yaml': 'unknown: warn\nrules: {}\n',
    'other.yaml': 'unknown: error\n',
  };
  await inFolder(files, async (cwd) => {
    const hash = async (...args: string[]) => {
      const { report } = await check(['.', ...args], { cwd });
      return report.run.configurationHash;
    };
    const plain = await hash();
    expect(await hash('-c', 'same.yaml')).toBe(plain);
    expect(await hash('-c', 'other.yaml')).not.toBe(plain);
    expect(await hash('--unknown', 'error')).toBe(
      await hash('-c', 'other.yaml'),
    );
  });
});

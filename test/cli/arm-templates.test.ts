import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  acrPolicy,
  check,
  fixtures,
  inFolder,
  judgeWithCli,
  outcomesOf,
} from '../support/cli';
import type { Outcome } from '../support/neutral';

describe('a template is open once its restriction is removed', () => {
  /** The text of a fixture without the lines of a property that restricts. */
  const without = (fixture: string, restriction: RegExp): string => {
    const text = readFileSync(join(fixtures, fixture), 'utf8');
    expect(text).toMatch(restriction);
    return text.replace(restriction, '');
  };

  test.each<[what: string, fixture: string, restriction: RegExp]>([
    [
      'an ARM template without its public network access',
      'arm-template.json',
      / *"publicNetworkAccess": "\[parameters.*\n/,
    ],
    [
      'compiled Bicep without its default action',
      'bicep-compiled.json',
      / *"defaultAction": "Deny",\n/,
    ],
  ])('%s', async (_what, fixture, restriction) => {
    const outcomes = await judgeWithCli({
      'main.json': without(fixture, restriction),
    });
    expect(Object.values(outcomes)).toEqual(['fail']);
  });
});

describe('parameters of an ARM template', () => {
  const parameters = (publicNetworkAccess: string) => ({
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: { publicNetworkAccess: { value: publicNetworkAccess } },
  });
  const files = {
    'main.json': jsonOf('arm-template.json'),
    'main.parameters.json': parameters('Disabled'),
    'main.parameters.dev.json': parameters('Enabled'),
  };

  test('are those of each parameter file beside it', async () => {
    expect(await judgeWithCli(files)).toEqual({
      'main.json+main.parameters.json#/resources/1': 'pass',
      'main.json+main.parameters.dev.json#/resources/1': 'fail',
    });
  });

  test.each<[what: string, args: string[], outcome: Outcome]>([
    ['a file', ['-p', 'main.parameters.dev.json'], 'fail'],
    ['a file as Azure names it', ['-p', '@main.parameters.dev.json'], 'fail'],
    ['a value', ['-p', 'publicNetworkAccess=Enabled'], 'fail'],
    [
      'a file and a value that goes before it',
      ['-p', 'main.parameters.dev.json', '-p', 'publicNetworkAccess=Disabled'],
      'pass',
    ],
  ])('are those of the command line: %s', async (_what, args, outcome) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check(['main.json', ...args], { cwd });
      expect(outcomesOf(report)).toEqual({ 'main.json#/resources/1': outcome });
    });
  });

  test('a parameter file is no template', async () => {
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(
        ['check', 'main.parameters.json'],
        { cwd },
      );
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        'main.parameters.json is a parameter file. Check its template',
      );
    });
  });
});

test("Azure's JSON may have comments, and strings over several lines", async () => {
  const template = `{
    // for the shop
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0", /* the first */
    "resources": [
      {
        "type": "Microsoft.ContainerRegistry/registries",
        "apiVersion": "2023-07-01",
        "name": "web",
        "sku": { "name": "Premium" },
        "tags": { "note": "a \\"quoted\\" word,
          and more: https://example.com /* no comment */" },
        "properties": { "publicNetworkAccess": "[if(true(),
          'Enabled',
          'Disabled')]" }
      }
    ]
  }`;
  await inFolder({ 'main.json': template }, async (cwd) => {
    const { exitCode, stdout } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('main.json#/resources/0  main.json:6:7');
  });
});

test('a string over several lines keeps its ends of lines', async () => {
  const template = `{
    "contentVersion": "1.0.0.0",
    "resources": [{
      "type": "Microsoft.ContainerRegistry/registries",
      "name": "we
b", "sku": { "name": "Premium" } }]
  }`;
  await inFolder({ 'main.json': template }, async (cwd) => {
    const { report } = await check(['main.json'], { cwd });
    expect(report.findings[0]?.resource.name).toBe('we\nb');
  });
});

function jsonOf(fixture: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON
  return require(join(fixtures, fixture));
}

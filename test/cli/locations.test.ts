import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { acrPolicy, fixtures, inFolder } from '../support/cli';

describe('where a finding points to', () => {
  const stackTrace = [
    7,
    'Error',
    'new TerraformElement (/app/node_modules/cdktf/lib/terraform-element.js:25:19)',
    'new Shop (main.ts:12:5)',
    'node:internal/modules/cjs/loader:1554:14',
  ];
  const documentOf = (stackTrace: unknown) => ({
    resource: {
      azurerm_container_registry: {
        web: {
          '//': { metadata: { path: 'shop/web', stackTrace } },
          sku: 'Premium',
        },
      },
    },
  });
  const document = documentOf(stackTrace);

  test('is the declaration of the construct, where the program is at hand', async () => {
    await inFolder(
      { 'out/cdk.tf.json': document, 'main.ts': '' },
      async (cwd) => {
        const { stdout } = await acrPolicy(['check', 'out', '-f', 'sarif'], {
          cwd,
        });
        const [result] = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
        expect(result?.locations?.[0]?.physicalLocation).toEqual({
          artifactLocation: { uri: 'main.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 5 },
        });
        expect(result?.relatedLocations).toMatchObject([
          {
            physicalLocation: { artifactLocation: { uri: 'out/cdk.tf.json' } },
          },
        ]);
      },
    );
  });

  test.each([['..data'], ['data..']])(
    'is a document in the working folder: %s',
    async (folder) => {
      await inFolder({ [`${folder}/a.json`]: document }, async (cwd) => {
        const { stdout } = await acrPolicy(['check', folder], { cwd });
        expect(stdout.split('\n')[0]).toContain(`.web  ${folder}/a.json:1:`);
      });
    },
  );

  test('is the document, where it is not', async () => {
    await inFolder({ 'out/cdk.tf.json': document }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'out'], { cwd });
      expect(stdout).toContain(
        'azurerm_container_registry.web  out/cdk.tf.json:1:',
      );
    });
  });

  test.each<[what: string, trace: unknown, place: string]>([
    ['a frame as V8 writes it', ['    at Shop (main.ts:3:14)'], 'main.ts:3:14'],
    ['a module of ECMAScript', ['  at file://main.ts:3:14'], 'main.ts:3:14'],
    [
      'a folder that is called as Node calls its own',
      ['at src/node:my/main.ts:3:14'],
      'src/node:my/main.ts:3:14',
    ],
    [
      'a program outside of the tree',
      [`at ${__filename}:1:1`],
      'cdk.tf.json:1:44',
    ],
    ['a folder', ['at .:1:1'], 'cdk.tf.json:1:44'],
    ['the folder above', ['at ..:1:1'], 'cdk.tf.json:1:44'],
    ['no frame', ['nothing'], 'cdk.tf.json:1:44'],
    [
      'a place with something before it',
      ['(a)main.ts:3:14'],
      'cdk.tf.json:1:44',
    ],
    [
      'a place with something behind it',
      ['main.ts:3:14 a'],
      'cdk.tf.json:1:44',
    ],
    ['no trace', 'main.ts:3:14', 'cdk.tf.json:1:44'],
  ])('is told by a stack trace: %s', async (_what, trace, place) => {
    const files = {
      'cdk.tf.json': documentOf(trace),
      'main.ts': '',
      'src/node:my/main.ts': '',
    };
    await inFolder(files, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'cdk.tf.json'], { cwd });
      expect(stdout).toContain(`azurerm_container_registry.web  ${place}\n`);
    });
  });

  test.each<[what: string, position: unknown, place: string]>([
    ['a place', 'project:///index.js#12,34', 'index.js:12:34'],
    ['something before it', 'the project:///index.js#12,34', 'stack.json:1:29'],
    ['something behind it', 'project:///index.js#12,34-40', 'stack.json:1:29'],
    ['a plugin', 'plugin:///index.js#12,34', 'stack.json:1:29'],
    ['no text', 12, 'stack.json:1:29'],
  ])(
    'is told by the position in a Pulumi program: %s',
    async (_what, sourcePosition, place) => {
      const type = 'azure-native:containerregistry:Registry';
      const urn = `urn:pulumi:dev::shop::${type}::web`;
      const inputs = { sku: { name: 'Premium' } };
      const resources = [{ urn, type, inputs, sourcePosition }];
      const files = {
        'stack.json': { deployment: { resources } },
        'index.js': '',
      };
      await inFolder(files, async (cwd) => {
        const { stdout } = await acrPolicy(['check', 'stack.json'], { cwd });
        expect(stdout).toContain(`::web  ${place}\n`);
      });
    },
  );

  test('is the line where a Pulumi program registers the resource', async () => {
    const preview = readFileSync(join(fixtures, 'pulumi-preview.json'));
    await inFolder({ 'preview.json': preview, 'index.js': '' }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'preview.json'], { cwd });
      expect(stdout).toContain('Registry::open  index.js:5:');
    });
  });
});

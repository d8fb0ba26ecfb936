import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { acrPolicy, fixtures, inFolder } from './support/cli';

describe('where a finding points to', () => {
  const stackTrace = [
    'new TerraformElement (/app/node_modules/cdktf/lib/terraform-element.js:25:19)',
    'new Shop (main.ts:12:5)',
    'node:internal/modules/cjs/loader:1554:14',
  ];
  const document = {
    resource: {
      azurerm_container_registry: {
        web: {
          '//': { metadata: { path: 'shop/web', stackTrace } },
          sku: 'Premium',
        },
      },
    },
  };

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

  test('is the document, where it is not', async () => {
    await inFolder({ 'out/cdk.tf.json': document }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'out'], { cwd });
      expect(stdout).toContain('azurerm_container_registry.web  1:');
    });
  });

  test('is the line where a Pulumi program registers the resource', async () => {
    const preview = readFileSync(join(fixtures, 'pulumi-preview.json'));
    await inFolder({ 'preview.json': preview, 'index.js': '' }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'preview.json'], { cwd });
      expect(stdout).toContain('Registry::open  index.js:5:');
    });
  });
});

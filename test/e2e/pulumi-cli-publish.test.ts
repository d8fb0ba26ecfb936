import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { name, version } from '../../package.json';
import { extractPackage, packPackage } from '../support/packed-package';
import { PulumiCli } from '../support/pulumi-cli';
import { PulumiService } from '../support/pulumi-service';
import { describeWith, nodeHost, pulumi } from '../support/tools';

describeWith([pulumi, nodeHost], 'pulumi policy publish', () => {
  const directory = mkdtempSync(join(tmpdir(), 'acr-publish-'));
  let cli: PulumiCli;
  let service: PulumiService;

  beforeAll(async () => {
    service = await PulumiService.start();
    cli = await PulumiCli.open();
  });
  afterAll(() => {
    cli.close();
    service.close();
    rmSync(directory, { recursive: true });
  });

  test('publishes the pack from where its package was extracted', async () => {
    const unpacked = extractPackage(packPackage(directory), directory);
    const { status, output } = await cli.runWith(
      { PULUMI_BACKEND_URL: service.url, PULUMI_ACCESS_TOKEN: 'not a secret' },
      unpacked,
      'policy',
      'publish',
      'my-org',
    );
    expect(output).toContain('Permalink:');
    expect(status).toBe(0);
    const { pack, tarball = Buffer.of(), isComplete } = service.published;
    expect(pack).toMatchObject({ name: 'azure-acr', versionTag: version });
    expect(isComplete).toBe(true);
    const published = join(directory, `${name}-published.tgz`);
    writeFileSync(published, tarball);
    expect(
      execFileSync('tar', ['-tzf', published], { encoding: 'utf8' }).split(
        '\n',
      ),
    ).toEqual(
      expect.arrayContaining([
        'package/PulumiPolicy.yaml',
        'package/dist/pulumi-policy/index.js',
        'package/package.json',
      ]),
    );
  });
});

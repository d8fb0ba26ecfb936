import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { version } from '../../package.json';
import { Analyzer, root } from '../support/analyzer';
import { extractPackage, packPackage } from '../support/packed-package';

/**
 * The package as `pulumi policy publish` delivers it: what `npm pack` writes,
 * extracted, beside production dependencies and nothing else.
 */
describe('the packed package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acr-package-'));
  const unpacked = join(folder, 'package');
  let tarball: string;
  let files: readonly string[];

  beforeAll(() => {
    tarball = packPackage(folder);
    files = run('tar', '-tzf', tarball).trim().split('\n');
    extractPackage(tarball, folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('holds what users need and nothing else', () => {
    const outside = files.filter(
      (file) =>
        !/^package\/(dist|docs\/rules|presets|schema)\//.test(file) &&
        !/^package\/(CHANGELOG\.md|LICENSE|PulumiPolicy\.yaml|README\.md|package\.json|scripts\/prepare\.js)$/.test(
          file,
        ),
    );
    expect(outside).toEqual([]);
    expect(files).toContain('package/dist/pulumi-policy/index.js');
  });

  test('describes itself as Node and bundlers expect it', () => {
    const publint = join(root, 'node_modules/publint/src/cli.js');
    expect(() =>
      run('node', publint, unpacked, '--pack', 'false', '--strict'),
    ).not.toThrow();
  });

  test('has types under every way that TypeScript resolves modules', () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const { analysis, problems = {} } = JSON.parse(
      run('node', attw, tarball, '--format', 'json'),
    ) as { analysis: { entrypoints: object }; problems?: object };
    expect(problems).toEqual({});
    expect(Object.keys(analysis.entrypoints)).toEqual(
      expect.arrayContaining([
        '.',
        './pulumi',
        './cdktf',
        './cdktn',
        './testing',
      ]),
    );
  });

  test('installs in place: its script needs no sources', () => {
    expect(() =>
      run('node', join(unpacked, 'scripts/prepare.js')),
    ).not.toThrow();
  });

  test.each([
    { place: 'where it was extracted', directory: unpacked },
    { place: 'in a clone', directory: root },
  ])('is packed again $place as Pulumi does it', ({ directory }) => {
    const name = execFileSync(
      'npm',
      ['pack', '--loglevel=error', '--pack-destination', folder],
      { cwd: directory, encoding: 'utf8', stdio: 'pipe' },
    );
    expect(name.trim()).toBe(basename(tarball));
  });

  test('boots as a pack and evaluates', async () => {
    const pack = await Analyzer.boot(unpacked);
    const { outcome } = await pack.analyzeRegistry(
      'azure-native:containerregistry:Registry',
      { sku: { name: 'Premium' } },
    );
    await pack.close();
    expect(outcome).toBe('fail');
  });

  test('has a command that evaluates', () => {
    const program = join(unpacked, 'dist/cli/main.js');
    const input = JSON.stringify({
      resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
    });
    expect(() =>
      execFileSync(process.execPath, [program, 'check', '-'], {
        input,
        stdio: 'pipe',
      }),
    ).toThrow(expect.objectContaining({ status: 1 }) as Error);
  });

  test.each(['', '/pulumi', '/cdktf', '/cdktn', '/package.json'])(
    'is found as azure-acr-policy-pack%s',
    (name) => {
      const resolved = execFileSync(
        process.execPath,
        ['-p', `require.resolve('azure-acr-policy-pack${name}')`],
        { cwd: unpacked, encoding: 'utf8' },
      );
      expect(resolved.trim().startsWith(unpacked)).toBe(true);
    },
  );
});

test.each([
  ['CHANGELOG.md', `## ${version}`],
  ['README.md', `azure-acr@v${version}`],
])('%s is of this version', (file, text) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(text);
});

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

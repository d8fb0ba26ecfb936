import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

/** An open registry in Terraform's JSON. */
const open = {
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
};
const web = 'azurerm_container_registry.web';

/** Text that starts like a plan, so that a search does not leave it alone. */
const truncated = '{ "format_version": "1.2", "resource_changes": [{ "a": ';

describe('a folder', () => {
  test('is searched for what can declare registries, and the rest left alone', async () => {
    await inFolder(
      {
        'package.json': { name: 'shop', module: 'index.mjs' },
        'tsconfig.json': '{ "compilerOptions": { "strict": true, }, }',
        'list.json': '[{}, 2]',
        'deep/er/plan.json': open,
        'node_modules/a/cdk.tf.json': open,
        '.git/cdk.tf.json': open,
        '.terraform/modules/a/main.tf.json': open,
        '.pulumi/backups/dev.json': { deployment: {} },
        'cdk.tf.json.txt': JSON.stringify(open),
      },
      async (cwd) => {
        const { report, ended } = await check(['.'], { cwd });
        expect(report.findings.map(({ file }) => file)).toEqual(
          report.findings.map(() => 'deep/er/plan.json'),
        );
        expect(report.summary).toMatchObject({ documents: 1, registries: 1 });
        expect(ended.stderr).toBe('');
      },
    );
  });

  test('names the sources in it that it does not evaluate', async () => {
    await inFolder(
      { 'cdk.tf.json': open, 'terragrunt.hcl': '', 'a.bicep': '' },
      async (cwd) => {
        const { exitCode, stdout } = await acrPolicy(['check', '.'], { cwd });
        expect(exitCode).toBe(1);
        expect(stdout).toContain(
          'a.bicep was not evaluated: it is Bicep, and there is no bicep',
        );
        expect(stdout).toContain(
          'terragrunt.hcl was not evaluated: it is Terragrunt.',
        );
        expect(stdout).toContain('; 2 places not evaluated.');
      },
    );
  });

  test('names the files of Terraform Stacks in it', async () => {
    const component = { component: { acr: { source: './acr' } } };
    await inFolder(
      {
        'main.tfcomponent.hcl': 'component "acr" {\n source = "./acr"\n}',
        'old.tfstack.hcl': '',
        'prod.tfdeploy.hcl': '',
        'more.tfcomponent.json': component,
      },
      async (cwd) => {
        const { report, ended } = await check(['.', '--unknown', 'error'], {
          cwd,
        });
        expect(ended.exitCode).toBe(1);
        expect(report.notEvaluated.map(({ file }) => file)).toEqual([
          'main.tfcomponent.hcl',
          'more.tfcomponent.json',
          'old.tfstack.hcl',
          'prod.tfdeploy.hcl',
        ]);
      },
    );
  });

  test('names Pulumi programs in YAML that declare a registry', async () => {
    const program = (type: string) =>
      `name: shop\nruntime: yaml\nresources:\n  acr:\n    type: ${type}\n`;
    await inFolder(
      {
        'a/Pulumi.yaml': program('azure-native:containerregistry:Registry'),
        'b/Pulumi.yml': program(
          '"azure-native:containerregistry/v20230701:Registry"',
        ),
        'c/Pulumi.yaml': program('azure:containerservice/registry:Registry'),
        'd/Pulumi.yaml': program('azure-native:storage:StorageAccount'),
        'e/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
      },
      async (cwd) => {
        const { report } = await check(['.'], { cwd });
        expect(report.notEvaluated.map(({ file }) => file)).toEqual([
          'a/Pulumi.yaml',
          'b/Pulumi.yml',
          'c/Pulumi.yaml',
        ]);
        expect(report.notEvaluated[0]?.reason).toContain('pulumi preview');
      },
    );
  });

  test('does not hide a document that is broken', async () => {
    await inFolder(
      {
        'plan.json': truncated,
        'empty.json': '',
        'blank.json': ' \n',
        'list.json': [1, open],
      },
      async (cwd) => {
        const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
        expect(exitCode).toBe(2);
        expect(stderr.split('\n')).toEqual([
          'acr-policy: blank.json is empty',
          'acr-policy: empty.json is empty',
          'acr-policy: list.json holds an array, expected a JSON object',
          expect.stringContaining('plan.json is not JSON'),
          '',
        ]);
      },
    );
  });

  test('may have symbolic links that form a loop, and several ways to a file', async () => {
    await inFolder({ 'a/cdk.tf.json': open }, async (cwd) => {
      symlinkSync('..', join(cwd, 'a/up'));
      symlinkSync('a', join(cwd, 'b'));
      symlinkSync('self', join(cwd, 'self'));
      symlinkSync('cdk.tf.json', join(cwd, 'a/link.json'));
      const { report, ended } = await check(['.', 'a', 'a/cdk.tf.json'], {
        cwd,
      });
      expect(report.summary).toMatchObject({ documents: 1, registries: 1 });
      expect(ended.exitCode).toBe(1);
      expect(ended.stderr).toBe('');
    });
  });

  test('may have links that lead nowhere; those to documents are errors', async () => {
    await inFolder({ 'open.json': open }, async (cwd) => {
      symlinkSync('nowhere.json', join(cwd, 'dangling.json'));
      symlinkSync('nowhere', join(cwd, 'dangling'));
      const { report, ended } = await check(['.', 'missing'], { cwd });
      expect(ended.exitCode).toBe(2);
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(ended.stderr.split('\n')).toEqual([
        "acr-policy: dangling.json can't be read: no such file or directory",
        "acr-policy: missing can't be read: no such file or directory",
        '',
      ]);
    });
  });

  test('may hold what is neither a file nor a folder', async () => {
    await inFolder({ 'open.json': open }, async (cwd) => {
      const server = createServer().listen(join(cwd, 'socket.json'));
      await once(server, 'listening');
      try {
        const { report, ended } = await check(['.'], { cwd });
        expect(report.summary).toMatchObject({ documents: 1 });
        expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
      } finally {
        server.close();
      }
    });
  });

  test('that a manifest of CDKTF lists is followed to the stacks that it names', async () => {
    const files = {
      'manifest.json': {
        stacks: {
          shop: { synthesizedStackPath: 'stacks/shop/cdk.tf.json' },
        },
      },
      'stacks/shop/cdk.tf.json': open,
      'stacks/gone/cdk.tf.json': open,
    };
    await inFolder(files, async (cwd) => {
      const { report, ended } = await check(['manifest.json'], { cwd });
      expect(report.summary).toMatchObject({ documents: 1, registries: 1 });
      expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
    });
  });

  test('is an error where it, or a file in it, can not be read', async () => {
    await inFolder({ 'open.json': open }, async (cwd) => {
      mkdirSync(join(cwd, 'closed'));
      writeFileSync(join(cwd, 'secret.json'), JSON.stringify(open));
      symlinkSync('nowhere.json', join(cwd, 'dangling.json'));
      chmodSync(join(cwd, 'closed'), 0o000);
      chmodSync(join(cwd, 'secret.json'), 0o000);
      chmodSync(cwd, 0o755);
      // Root reads everything: somebody else has to try.
      const isRoot = process.getuid?.() === 0;
      const { report, ended } = await check(['.', 'missing.json'], {
        cwd,
        ...(isRoot ? { uid: 65534 } : {}),
      });
      chmodSync(join(cwd, 'closed'), 0o755);
      expect(ended.exitCode).toBe(2);
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(ended.stderr.split('\n').sort()).toEqual([
        '',
        "acr-policy: closed can't be read: permission denied",
        "acr-policy: dangling.json can't be read: no such file or directory",
        "acr-policy: missing.json can't be read: no such file or directory",
        "acr-policy: secret.json can't be read: permission denied",
      ]);
    });
  });
});

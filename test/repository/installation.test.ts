import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analyzer, root } from '../support/analyzer';
import {
  measure,
  newDirectory,
  runIn,
  succeedIn,
} from '../support/installations';
import type { Ended } from '../support/installations';
import { packPackage } from '../support/packed-package';
import { describeWith, packageRegistry, pnpm } from '../support/tools';

const lean = ['--omit=optional', '--ignore-scripts'];
const document = JSON.stringify({
  resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
});
const commands = ['acr-policy', 'azure-acr-policy-pack'];
const isNode20 = process.version.startsWith('v20.');
const forms = [
  {
    form: 'the directory',
    boot: (prefix: string) =>
      Analyzer.boot(join(prefix, 'node_modules/azure-acr-policy-pack')),
  },
  {
    form: 'the executable',
    // Pulumi starts it with the program for its working directory.
    boot: (prefix: string) =>
      Analyzer.boot(tmpdir(), {
        executable: join(prefix, 'node_modules/.bin/azure-acr-policies'),
      }),
  },
] as const;
const howToInstall =
  /needs @pulumi\/policy and @pulumi\/pulumi, and at least one is not installed: .+\.\nFix: install azure-acr-policy-pack again, without --omit=optional/;

/** The packed package as users install it. These tests need the network, or npm's cache. */
describeWith([packageRegistry], 'the package, installed', () => {
  const directory = newDirectory();
  let tarball: string;

  beforeAll(() => {
    tarball = packPackage(directory);
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  /** Installs the tarball with npm. Returns the directory of the installation. */
  function install(...options: string[]): string {
    const prefix = newDirectory(directory);
    succeedIn(
      directory,
      'npm',
      'install',
      '--prefix',
      prefix,
      '--prefer-offline',
      ...options,
      tarball,
    );
    return prefix;
  }

  describe('with npm install', () => {
    let prefix: string;
    beforeAll(() => {
      prefix = install();
    });

    test.each(forms)('boots as a pack, $form', async ({ boot }) => {
      expect(await outcomeOf(() => boot(prefix))).toBe('fail');
    });
    test.each(commands)('has the command %s', (command) => {
      expect(check(prefix, command)).toMatchObject({ status: 1 });
    });
  });

  describe('without optional dependencies', () => {
    let prefix: string;
    beforeAll(() => {
      prefix = install(...lean);
    });

    test('is less than 15 packages and 10 MB', () => {
      const { packages, bytes } = measure(join(prefix, 'node_modules'));
      expect(packages).toBeGreaterThan(5);
      expect(packages).toBeLessThan(15);
      expect(bytes).toBeGreaterThan(1e6);
      expect(bytes).toBeLessThan(10e6);
    });
    test.each(commands)('has the command %s', (command) => {
      expect(check(prefix, command)).toMatchObject({ status: 1 });
    });
    test.each(['cdktf', 'cdktn'])('stops a synthesis of %s', (library) => {
      const { status, output } = synthesize(prefix, library);
      expect(output).toContain('Azure.ACR.Firewall');
      expect(status).toBe(1);
    });
    test.each(forms)('does not boot as a pack, $form', async ({ boot }) => {
      await expect(boot(prefix)).rejects.toThrow(howToInstall);
    });
    test('boots as a pack after npm install without the option', async () => {
      succeedIn(directory, 'npm', 'install', '--prefix', prefix);
      const [{ boot }] = forms;
      expect(await outcomeOf(() => boot(prefix))).toBe('fail');
    });
  });

  test('does not boot as a pack after npm could not install what is optional', async () => {
    // Nothing listens there. npm ends with 0 nevertheless, and prints nothing of it.
    const prefix = install(
      '--@pulumi:registry=http://127.0.0.1:9',
      '--fetch-retries=0',
      `--cache=${newDirectory(directory)}`,
    );
    for (const { boot } of forms) {
      await expect(boot(prefix)).rejects.toThrow(howToInstall);
    }
  });

  test('is found by npx under its own name', () => {
    writeFileSync(join(directory, 'main.tf.json'), document);
    const { status, stdout } = runIn(
      directory,
      'npx',
      '--yes',
      ...lean,
      '--prefer-offline',
      `file:${tarball}`,
      'check',
      'main.tf.json',
    );
    expect(stdout).toContain('azurerm_container_registry.web');
    expect(status).toBe(1);
  });

  describeWith([pnpm], 'with pnpm', () => {
    let prefix: string;
    beforeAll(() => {
      prefix = newDirectory(directory);
      writeFileSync(join(prefix, 'package.json'), '{"private":true}');
      succeedIn(
        prefix,
        'npx',
        '--yes',
        'pnpm@10',
        'add',
        '--prefer-offline',
        tarball,
      );
    });

    test.each(commands)('has the command %s', (command) => {
      expect(check(prefix, command)).toMatchObject({ status: 1 });
    });
    // npm chooses a version of @pulumi/pulumi that admits Node 20. pnpm chooses
    // the newest, which does not, and so leaves it out.
    test.each(forms)(
      isNode20 ? 'does not boot as a pack, $form' : 'boots as a pack, $form',
      async ({ boot }) => {
        const outcome = outcomeOf(() => boot(prefix));
        if (isNode20) await expect(outcome).rejects.toThrow(howToInstall);
        else expect(await outcome).toBe('fail');
      },
    );
  });
});

async function outcomeOf(boot: () => Promise<Analyzer>): Promise<string> {
  const pack = await boot();
  const { outcome } = await pack.analyzeRegistry(
    'azure-native:containerregistry:Registry',
    { sku: { name: 'Premium' } },
  );
  await pack.close();
  return outcome;
}

function check(prefix: string, command: string): Ended {
  writeFileSync(join(prefix, 'main.tf.json'), document);
  const program = join(prefix, 'node_modules/.bin', command);
  return runIn(prefix, program, 'check', 'main.tf.json');
}

/** Runs a program of a library, which is the repository's: it is large. */
function synthesize(prefix: string, library: string): Ended {
  const linked = join(prefix, 'node_modules', library);
  symlinkSync(join(root, 'node_modules', library), linked);
  const file = join(prefix, `${library}.js`);
  writeFileSync(
    file,
    `const { App, TerraformResource, TerraformStack } = require('${library}');
     const { enforceAcrPolicy } = require('azure-acr-policy-pack/${library}');
     const app = new App();
     enforceAcrPolicy(app);
     new TerraformResource(new TerraformStack(app, 'shop'), 'web', {
       terraformResourceType: 'azurerm_container_registry',
     }).addOverride('sku', 'Premium');
     app.synth();`,
  );
  return runIn(prefix, process.execPath, file);
}

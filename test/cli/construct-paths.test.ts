import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';
import {
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';

const firewall = ['Azure.ACR.Firewall'];
const exempting = (...resources: string[]) => ({
  exemptions: resources.map((resource) => ({
    resource,
    rules: firewall,
    reason: 'approved',
  })),
});
const args = ['.', '--config', 'policy.json'];

/** A stack with one open registry, as a program may write it by hand. */
const claiming = (label: string, path: string, stackName = 'bank') => ({
  '//': { metadata: { stackName } },
  resource: {
    azurerm_container_registry: {
      [label]: { '//': { metadata: { path } }, sku: 'Premium' },
    },
  },
});

describe.each(libraryNames)('a path of a construct on %s', (name) => {
  const tools = toolkit(name);

  /** Synthesizes an app, and gives the exit code of a check with exemptions. */
  const exitCodeWith = async (
    build: (stack: Construct) => void,
    resource: string,
  ) =>
    inFolder({ 'policy.json': exempting(resource) }, async (cwd) => {
      const app = newApp(tools);
      build(newStack(tools, app, 'shop'));
      app.synth();
      cpSync(app.outdir, join(cwd, 'out'), { recursive: true });
      const { report, ended } = await check(args, { cwd });
      expect(Object.values(outcomesOf(report))).toEqual(['fail']);
      return ended.exitCode;
    });

  test.each([
    ['at the top of a stack', ['web']],
    ['in another construct', ['public', 'web']],
    ['with characters that no label has', ['öffentlich (1)', 'web.eu']],
    ['whose name repeats', ['web', 'web', 'eu-web']],
    ['with hidden names', ['public', 'Default', 'Resource']],
    ['with a long name', ['a'.repeat(200), 'b'.repeat(200)]],
  ])('names the registry %s', async (_where, ids) => {
    const [last = '', ...scopes] = [...ids].reverse();
    const exitCode = await exitCodeWith(
      (stack) => {
        const scope = scopes
          .reverse()
          .reduce((outer, id) => new Construct(outer, id), stack);
        newRegistry(tools, scope, last);
      },
      `shop/${ids.join('/')}`,
    );
    expect(exitCode).toBe(0);
  });

  test('does not name a registry whose label is overridden', async () => {
    const exitCode = await exitCodeWith((stack) => {
      newRegistry(tools, stack, 'web').overrideLogicalId('other');
    }, 'shop/web');
    expect(exitCode).toBe(1);
  });

  test('that an override claims names nothing', async () => {
    const exitCode = await exitCodeWith((stack) => {
      newRegistry(tools, stack, 'web').addOverride(
        '//.metadata.path',
        'shop/public',
      );
    }, 'shop/public');
    expect(exitCode).toBe(1);
  });
});

test.each<[claim: string, document: object, exempt: string]>([
  ['the path of another stack', claiming('public', 'shop/public'), 'shop/*'],
  [
    'the name of another stack',
    claiming('public', 'shop/public', 'shop'),
    'shop/*',
  ],
  ['a path in its own stack', claiming('evil', 'bank/public'), 'bank/public'],
  [
    'the hash of another label',
    claiming('public_web_00000000', 'bank/public/web'),
    'bank/public/web',
  ],
])('a document that claims %s is not exempt', async (_claim, stack, exempt) => {
  const files = {
    'stacks/bank/cdk.tf.json': stack,
    'policy.json': exempting(exempt),
  };
  await inFolder(files, async (cwd) => {
    const { exitCode } = await acrPolicy(['check', ...args], { cwd });
    expect(exitCode).toBe(1);
  });
});

test('an exemption that names two constructs by one path is an error', async () => {
  const document = claiming('public', 'bank/public');
  const files = {
    'a/stacks/bank/cdk.tf.json': document,
    'b/stacks/bank/cdk.tf.json': document,
    'policy.json': exempting('bank/public'),
  };
  await inFolder(files, async (cwd) => {
    const { exitCode, stderr } = await acrPolicy(['check', ...args], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('second construct "bank/public"');
    // By their addresses both are meant.
    const byAddress = exempting('bank/azurerm_container_registry.public');
    writeFileSync(join(cwd, 'policy.json'), JSON.stringify(byAddress));
    expect((await acrPolicy(['check', ...args], { cwd })).exitCode).toBe(0);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packExecutable, root } from './support/analyzer';
import { PulumiCli, pulumiVersion } from './support/pulumi-cli';
import type { Run } from './support/pulumi-cli';

const version = pulumiVersion();
const firewall = 'Azure.ACR.Firewall';
const reason = 'Public images, approved by the security board';

/** A program in YAML with one registry. */
const registry = (name: string, properties = '') => ({
  'Pulumi.yaml': `name: shop
runtime: yaml
resources:
  ${name}:
    type: azure-native:containerregistry:Registry
    properties: { resourceGroupName: rg, sku: { name: Premium }, ${properties} }
`,
});

/** A program on the SDK. */
const javascript = (text: string) => ({
  'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
  'package.json': '{ "main": "index.js" }',
  'index.js': `
const pulumi = require('@pulumi/pulumi');
const { Provider } = require('@pulumi/azure-native');
const { Registry } = require('@pulumi/azure-native/containerregistry');
const { PublicIPAddress } = require('@pulumi/azure-native/network');
const open = { resourceGroupName: 'rg', sku: { name: 'Premium' } };
const closed = { ...open, publicNetworkAccess: 'Disabled' };
${text}`,
});

/** A program on the SDK, which makes all of a rule set unknown for one address in it. */
const firewallOfAddress = (defaultAction: string) =>
  javascript(`
const address = new PublicIPAddress('address', { resourceGroupName: 'rg' });
const ipRules = [{ iPAddressOrRange: address.ipAddress }];
new Registry('late', {
  ...open,
  networkRuleSet: { defaultAction: '${defaultAction}', ipRules },
});
`);

/** The firewall's violations in Pulumi's output: `[mandatory] open`. */
function violationsIn({ output }: Run): string[] {
  const line = /- \[(\w+)\].*Azure\.ACR\.Firewall +\((.*): ([\w-]+)\)/g;
  return [...output.matchAll(line)].map(
    ([, level, , name]) => `[${level}] ${name}`,
  );
}

// Says aloud that it was skipped: the CLI is the user's, not an npm package.
const [describeCli, title] =
  version === undefined
    ? [describe.skip, 'the real Pulumi, SKIPPED: there is none on the PATH']
    : [describe, `the real Pulumi ${version}`];

describeCli(title, () => {
  let pulumi: PulumiCli;

  beforeAll(async () => {
    pulumi = await PulumiCli.open();
  });
  afterAll(() => {
    pulumi.close();
  });

  /** Runs a command with the pack, of whose policies only the firewall's is on. */
  function run(
    folder: string,
    command: readonly string[],
    configuration: object | string = 'mandatory',
    pack: string = root,
  ): Promise<Run> {
    const file = configurationFile(folder, configuration);
    return pulumi.run(
      folder,
      ...command,
      '--policy-pack',
      pack,
      '--policy-pack-config',
      file,
    );
  }

  function configurationFile(
    folder: string,
    configuration: object | string,
  ): string {
    const file = join(folder, 'policy-configuration.json');
    writeFileSync(
      file,
      JSON.stringify({
        all: 'disabled',
        'azure-acr-unused-exemptions': 'advisory',
        [firewall]: configuration,
      }),
    );
    return file;
  }

  test.each(['pulumi-typescript', 'pulumi-yaml'])(
    'stops the preview of examples/%s for the open registry alone',
    async (example) => {
      const folder = await pulumi.add(join(root, 'examples', example));
      const preview = await pulumi.run(
        folder,
        'preview',
        '--policy-pack',
        root,
      );
      expect(violationsIn(preview)).toEqual(['[mandatory] open']);
      expect(preview.output).toContain(
        'Fix: set publicNetworkAccess: "Disabled", or networkRuleSet: { defaultAction: "Deny" }.',
      );
      expect(preview.status).not.toBe(0);
    },
  );

  test('starts the executable form of the pack directly', async () => {
    const folder = await pulumi.add(registry('open'));
    const preview = await run(folder, ['preview'], 'mandatory', packExecutable);
    expect(violationsIn(preview)).toEqual(['[mandatory] open']);
    expect(preview.status).not.toBe(0);
  });

  test('lets a closed registry pass', async () => {
    const folder = await pulumi.add(
      registry('closed', 'publicNetworkAccess: Disabled'),
    );
    const preview = await run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual([]);
    expect(preview.status).toBe(0);
  });

  test('knows a Deny beside an address that YAML does not know yet', async () => {
    const folder = await pulumi.add({
      'Pulumi.yaml': `name: shop
runtime: yaml
resources:
  address:
    type: azure-native:network:PublicIPAddress
    properties: { resourceGroupName: rg }
  closed:
    type: azure-native:containerregistry:Registry
    properties:
      resourceGroupName: rg
      sku: { name: Premium }
      networkRuleSet:
        defaultAction: Deny
        ipRules: [{ iPAddressOrRange: "\${address.ipAddress}" }]
`,
    });
    const preview = await run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual([]);
    expect(preview.status).toBe(0);
  });

  describe('a firewall that is not known at the preview', () => {
    test('is told, and created when it turns out to deny', async () => {
      const folder = await pulumi.add(firewallOfAddress('Deny'));
      const preview = await run(folder, ['preview']);
      expect(violationsIn(preview)).toEqual(['[advisory] late']);
      expect(preview.output).toContain(
        'networkRuleSet.defaultAction is not known yet (networkRuleSet waits for another resource)',
      );
      expect(preview.status).toBe(0);
      const up = await run(folder, ['up', '--yes', '--skip-preview']);
      expect(violationsIn(up)).toEqual([]);
      expect(up.status).toBe(0);
      expect([...pulumi.created.keys()]).toContain('late');
    });

    test('is stopped before the registry is created when it turns out to allow', async () => {
      pulumi.created.clear();
      const folder = await pulumi.add(firewallOfAddress('Allow'));
      const up = await run(folder, ['up', '--yes', '--skip-preview']);
      expect(violationsIn(up)).toEqual(['[mandatory] late']);
      expect(up.status).not.toBe(0);
      expect([...pulumi.created.keys()]).toEqual(['address']);
    });
  });

  test('sees through whatever a program does with its registries', async () => {
    const folder = await pulumi.add(
      javascript(`
class Platform extends pulumi.ComponentResource {
  constructor(name) {
    super('company:index:Platform', name);
    new Registry('in-component', open, { parent: this });
  }
}
new Platform('platform');
const provider = new Provider('explicit', {});
new Registry('of-explicit-provider', open, { provider });
new Registry('aliased', open, { aliases: [{ name: 'public' }] });
new Registry('protected', open, { protect: true });
new Registry('opened-by-transform', closed, {
  transforms: [({ props, opts }) => ({ props: { ...props, ...open, publicNetworkAccess: 'Enabled' }, opts })],
});
new Registry('closed-by-transform', open, {
  transforms: [({ props, opts }) => ({ props: { ...props, ...closed }, opts })],
});
new Registry('secretly-open', { ...open, publicNetworkAccess: pulumi.secret('Enabled') });
new Registry('secretly-closed', { ...open, publicNetworkAccess: pulumi.secret('Disabled') });
`),
    );
    const preview = await run(folder, ['preview'], {
      enforcementLevel: 'mandatory',
      exemptions: [{ resource: '*::public', reason }],
    });
    expect(violationsIn(preview).sort()).toEqual([
      '[mandatory] aliased',
      '[mandatory] in-component',
      '[mandatory] of-explicit-provider',
      '[mandatory] opened-by-transform',
      '[mandatory] protected',
      '[mandatory] secretly-open',
    ]);
  });

  test('judges what ignoreChanges keeps, not what the program says', async () => {
    const program = (properties: string) =>
      javascript(`
new Registry('kept', ${properties}, { ignoreChanges: ['publicNetworkAccess'] });
`);
    const folder = await pulumi.add(program('open'));
    const up = await pulumi.run(folder, 'up', '--yes', '--skip-preview');
    expect(up.status).toBe(0);
    writeFileSync(join(folder, 'index.js'), program('closed')['index.js']);
    const preview = await run(folder, ['preview']);
    expect(violationsIn(preview)).toEqual(['[mandatory] kept']);
  });

  describe('takes from its configuration', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await pulumi.add(registry('open'));
    });

    test('the level', async () => {
      const preview = await run(folder, ['preview'], 'advisory');
      expect(violationsIn(preview)).toEqual(['[advisory] open']);
      expect(preview.status).toBe(0);
    });

    test('an exemption, and tells of one that matches nothing', async () => {
      const preview = await run(folder, ['preview'], {
        enforcementLevel: 'mandatory',
        exemptions: [
          { resource: 'urn:pulumi:dev::shop::*::open', reason },
          { resource: '*::gone', reason },
        ],
      });
      expect(violationsIn(preview)).toEqual([]);
      expect(preview.output).toContain(
        `The exemption of "*::gone" ("${reason}") matches nothing that was judged.`,
      );
      expect(preview.status).toBe(0);
    });

    test('no property that it does not know: a violation on the stack', async () => {
      const preview = await run(folder, ['preview'], {
        enforcementLevel: 'advisory',
        unknwon: 'error',
      });
      expect(violationsIn(preview)).toEqual([
        '[mandatory] shop-dev',
        '[advisory] open',
      ]);
      expect(preview.output).toContain(
        'unknwon is not known here. Did you mean "unknown"? Expected "unknown", "exemptions" or "remediation".',
      );
      expect(preview.status).not.toBe(0);
    });

    test('no wrong value: Pulumi itself stops', async () => {
      const preview = await run(folder, ['preview'], {
        unknown: 'eror',
        exemptions: [{ resource: '*', reason: ' ', expires: '2027-02-30' }],
      });
      expect(preview.output).toContain(
        `${firewall}: unknown: unknown must be one of the following: "warn", "error", "ignore"`,
      );
      expect(preview.output).toContain('exemptions.0.reason: Does not match');
      expect(preview.output).toContain('exemptions.0.expires: Does not match');
      expect(preview.status).not.toBe(0);
    });

    test('that it repairs: what is created is closed', async () => {
      pulumi.created.clear();
      const up = await run(folder, ['up', '--yes', '--skip-preview'], {
        enforcementLevel: 'remediate',
        remediation: 'denyByDefault',
      });
      expect(up.output).toContain(`[remediate]  ${firewall}  (1 resource)`);
      expect(up.status).toBe(0);
      expect(pulumi.created.get('open')).toMatchObject({
        networkRuleSet: { defaultAction: 'Deny' },
      });
    });
  });

  test('analyzes a state with a read registry and a secret that it can not read', async () => {
    const folder = await pulumi.add(
      javascript(`
Registry.get('external', 'some-id');
new Registry('open', open);
new Registry('secret', {
  ...open,
  networkRuleSet: pulumi.secret({ defaultAction: 'Deny' }),
});
`),
    );
    const up = await pulumi.run(folder, 'up', '--yes', '--skip-preview');
    expect(up.status).toBe(0);
    const state = join(folder, 'state.json');
    await pulumi.run(folder, 'stack', 'export', '--file', state);
    const analysis = await pulumi.runWithoutPassphrase(
      folder,
      'policy',
      'analyze',
      '--file',
      state,
      '--policy-pack',
      root,
      '--policy-pack-config',
      configurationFile(folder, 'mandatory'),
    );
    expect(violationsIn(analysis)).toEqual([
      '[mandatory] open',
      '[advisory] secret',
    ]);
    expect(analysis.output).toContain("is a secret that can't be read");
    expect(analysis.status).not.toBe(0);
  });
});

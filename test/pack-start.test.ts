import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rules } from '../shared/rules';
import { root } from './support/analyzer';
import type { Analyzer } from './support/analyzer';
import { modulesLoadedBy, packageOf, valuesReadBy } from './support/recording';

const open = {
  type: 'azure-native:containerregistry:Registry',
  properties: { sku: { name: 'Premium' } },
};

/** A text asset, as the engine writes it (`MarshalAsset` of the Go SDK's resource/plugin/rpc.go). */
const asset = {
  '4dabf18193072939515e22adb298388d': 'c44067f5952c0a294b673a41bacd8c17',
  text: 'hello',
};

/** Counts do not jitter as times do: they keep the pack's start short. */
describe('the start of the pack', () => {
  let booted: string[];
  let used: string[];
  let runner: string[];

  beforeAll(async () => {
    booted = await modulesLoadedBy(root);
    used = await modulesLoadedBy(root, (pack) => pack.analyze(open));
    runner = await modulesLoadedBy(join(root, 'test/fixtures/idle-pack'));
  });

  test('loads the pack', () => {
    expect(booted).toContain(join(root, 'dist/pulumi-policy/index.js'));
  });

  test('loads of its dependencies the policy SDK and its protocol', () => {
    const added = booted.filter((file) => !runner.includes(file));
    const packages = added.map(packageOf).filter((name) => name !== 'own');
    expect(new Set(packages)).toEqual(
      new Set(['@pulumi/policy', '@pulumi/pulumi']),
    );
    expect(packages.length).toBeLessThanOrEqual(12);
  });

  test('leaves nothing to load for the first registry', () => {
    expect(used.filter((file) => !booted.includes(file))).toEqual([]);
  });

  test('loads nothing of the provider that it judges', () => {
    expect(used.map(packageOf)).not.toContain('@pulumi/azure-native');
  });

  test('leaves nothing to load for an asset', async () => {
    let found: unknown;
    const loaded = await modulesLoadedBy(root, async (pack) => {
      const properties = { ...open.properties, asset };
      found = (await pack.analyze({ ...open, properties })).diagnostics;
    });
    expect(loaded.filter((file) => !booted.includes(file))).toEqual([]);
    expect(found).toContainEqual(
      expect.objectContaining({ policy: 'Azure.ACR.Firewall' }),
    );
  });
});

/** How many values of resources the SDK makes JavaScript of: counted, as above. */
describe('the work on a resource', () => {
  const other = {
    type: 'azure-native:storage:StorageAccount',
    properties: { sku: { name: 'Premium' }, tags: { team: 'shop' } },
  };

  test.each([
    {
      situation: 'is none on what declares no registry',
      use: async (pack: Analyzer) => {
        await pack.remediate(other);
        await pack.analyze(other);
      },
      values: 0,
    },
    {
      situation: 'is none on what declares no registry when the stack is done',
      use: (pack: Analyzer) => pack.analyzeStack([other]),
      values: 0,
    },
  ])('$situation', async ({ use, values }) => {
    expect(await valuesReadBy(root, use)).toBe(values);
  });

  test('is done for each policy on a registry', async () => {
    const values = await valuesReadBy(root, async (pack) => {
      await pack.enforceAll();
      await pack.analyze(open);
    });
    // The SKU and its name.
    expect(values).toBe(2 * rules.length);
  });
});

/** The SDK's import of an index, answered by the stand-in or as it would be anyway. */
describe('a policy SDK that uses the index in another way', () => {
  const wholeIndex = {
    'node_modules/@pulumi/pulumi/index.js': `
      Object.defineProperty(exports, '__esModule', { value: true });
      exports.ComponentResource = class { isWhole = true };
      exports.asset = { isWhole: true };
      exports.Output = class { static isWhole = true };`,
  };

  test.each([
    {
      situation: 'extends a class of it while it loads',
      files: wholeIndex,
      sdk: `class Own extends pulumi.ComponentResource {}
        exports.seen = new Own().isWhole;`,
      seen: true,
    },
    {
      situation: 'copies it, as a re-export does',
      files: wholeIndex,
      sdk: `const copy = {};
        for (const name in pulumi) copy[name] = pulumi[name];
        exports.seen = Object.keys(copy);`,
      seen: ['ComponentResource', 'asset', 'Output'],
    },
    {
      situation: 'spreads it',
      files: wholeIndex,
      sdk: `exports.seen = Object.keys({ ...pulumi });`,
      seen: ['ComponentResource', 'asset', 'Output'],
    },
    {
      situation: 'asks whether it has something',
      files: wholeIndex,
      sdk: `exports.seen = ['ComponentResource' in pulumi, 'other' in pulumi];`,
      seen: [true, false],
    },
    {
      situation: 'finds the classes of assets in the index alone',
      files: wholeIndex,
      sdk: `exports.seen = [pulumi.asset.isWhole, pulumi.Output.isWhole];`,
      seen: [true, true],
    },
    {
      situation: 'finds the classes of assets where they are now',
      files: {
        'node_modules/@pulumi/pulumi/index.js': `throw new Error('loaded');`,
        'node_modules/@pulumi/pulumi/asset/index.js': `exports.isPart = true;`,
        'node_modules/@pulumi/pulumi/output.js': `exports.Output = { isPart: true };`,
      },
      sdk: `exports.seen = [pulumi.asset.isPart, pulumi.Output.isPart];`,
      seen: [true, true],
    },
    {
      situation: 'asks for it again when it has loaded',
      files: wholeIndex,
      sdk: `exports.later = () => require('@pulumi/pulumi').asset;`,
      seen: { isWhole: true },
    },
    {
      situation: 'keeps it until it is needed',
      files: wholeIndex,
      sdk: `exports.later = () => new pulumi.ComponentResource().isWhole;`,
      seen: true,
    },
  ])('$situation', ({ files, sdk, seen }) => {
    expect(
      load({
        ...files,
        'node_modules/@pulumi/policy/index.js': `
          const pulumi = require('@pulumi/pulumi');
          ${sdk}`,
      }),
    ).toEqual(seen);
  });

  test('does without it', () => {
    expect(
      load({ 'node_modules/@pulumi/policy/index.js': 'exports.seen = true;' }),
    ).toBe(true);
  });
});

/** Loads a policy SDK of the files that are given. Returns what it saw. */
function load(files: Readonly<Record<string, string>>): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'policy-sdk-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    cpSync(
      join(root, 'dist/pulumi-policy/load-sdk.js'),
      join(folder, 'load-sdk.js'),
    );
    const program = `
      const { seen, later } = require('./load-sdk').loadPolicySdk();
      process.stdout.write(JSON.stringify(later ? later() : seen));`;
    const output = execFileSync(process.execPath, ['-e', program], {
      cwd: folder,
      encoding: 'utf8',
    });
    return JSON.parse(output) as unknown;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

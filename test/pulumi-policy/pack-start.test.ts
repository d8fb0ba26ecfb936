import { join } from 'node:path';
import { rules } from '../../shared/rules';
import { root } from '../support/analyzer';
import type { Analyzer } from '../support/analyzer';
import { modulesLoadedBy, packageOf, valuesReadBy } from '../support/recording';

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

  test('loads nothing of the provider that it evaluates', () => {
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

/** Number of resource values that the SDK converts, counted as above. */
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
    // The SKU and its name, for each rule and for the summary of the run.
    expect(values).toBe(2 * (rules.length + 1));
  });
});

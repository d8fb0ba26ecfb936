import { Analyzer, packForms, root } from '../support/analyzer';
import type { Analysis, Resource } from '../support/analyzer';
import { requestsReadBy } from '../support/recording';

const storage = (name: string): Resource => ({
  type: 'azure-native:storage:StorageAccount',
  name,
  properties: { accountName: name, sku: { name: 'Standard_LRS' } },
});

const registry: Resource = {
  type: 'azure-native:containerregistry:Registry',
  name: 'open',
  properties: { sku: { name: 'Premium' } },
};

const firewall = 'Azure.ACR.Firewall';
const violations = ({ diagnostics }: Analysis) =>
  diagnostics.filter(({ level }) => level === 'mandatory');

describe('resources that cannot declare a registry', () => {
  test('reach the policies once', async () => {
    const analyze = (count: number) =>
      requestsReadBy(root, async (pack) => {
        for (let index = 0; index < count; index++)
          await pack.analyze(storage(`storage${index}`));
      });
    const once = await analyze(1);
    // The pack itself reads it of each request, to remember secrets.
    expect(once).toBeGreaterThan(2);
    expect(await analyze(5)).toBe(once + 4);
  });

  test('are all not applicable, and registries between them are still evaluated', async () => {
    const analyzer = await Analyzer.boot();
    try {
      const first = await analyzer.analyze(storage('a'));
      expect(first.notApplicable.get(firewall)).toMatch(
        /no container registry/,
      );
      expect(violations(await analyzer.analyze(registry))).not.toEqual([]);
      expect(await analyzer.analyze(storage('b'))).toEqual(first);
      expect(await analyzer.remediate(storage('c'))).toEqual([]);
      expect(violations(await analyzer.analyze(registry))).not.toEqual([]);
    } finally {
      await analyzer.close();
    }
  });

  test('name the policies of the configuration that holds', async () => {
    const analyzer = await Analyzer.boot();
    try {
      await analyzer.analyze(storage('a'));
      await analyzer.configure({ [firewall]: { level: 'disabled' } });
      const { notApplicable } = await analyzer.analyze(storage('b'));
      expect(notApplicable.size).toBeGreaterThan(0);
      expect(notApplicable.has(firewall)).toBe(false);
    } finally {
      await analyzer.close();
    }
  });
});

describe.each(packForms)('$form', ({ boot }) => {
  test('repairs a registry after other resources', async () => {
    const analyzer = await boot();
    try {
      await analyzer.configure({ [firewall]: { level: 'remediate' } });
      expect(await analyzer.remediate(storage('a'))).toEqual([]);
      expect(await analyzer.remediate(registry)).toMatchObject([
        { policy: firewall },
      ]);
    } finally {
      await analyzer.close();
    }
  });
});

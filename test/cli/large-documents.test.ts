import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

const web = 'azurerm_container_registry.web';

describe('a large document', () => {
  /** A plan of a size, with one open registry at its end. */
  function writePlan(file: string, size: number): void {
    const machine = JSON.stringify({
      address: 'azurerm_linux_virtual_machine.web',
      mode: 'managed',
      type: 'azurerm_linux_virtual_machine',
      name: 'web',
      change: {
        actions: ['create'],
        before: null,
        after: {
          name: 'web',
          tags: { team: 'shop' },
          custom_data: 'x'.repeat(900),
        },
        after_unknown: { id: true },
      },
    });
    const registry = JSON.stringify({
      address: web,
      mode: 'managed',
      type: 'azurerm_container_registry',
      name: 'web',
      change: { actions: ['create'], before: null, after: { sku: 'Premium' } },
    });
    const descriptor = openSync(file, 'w');
    writeSync(descriptor, '{"format_version":"1.2","resource_changes":[');
    const batch = `${machine},`.repeat(1000);
    for (let length = 0; length < size; length += batch.length) {
      writeSync(descriptor, batch);
    }
    writeSync(descriptor, `${registry}]}`);
    closeSync(descriptor);
  }

  test('a plan of 200 MB is judged, in a heap of 1 GiB', async () => {
    await inFolder({}, async (cwd) => {
      writePlan(join(cwd, 'plan.json'), 200_000_000);
      const { report, ended } = await check(['plan.json'], {
        cwd,
        nodeFlags: ['--max-old-space-size=1024'],
      });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(ended.exitCode).toBe(1);
    });
  });

  test('what would take more memory than Node has is refused', async () => {
    await inFolder(
      { document: `{"resource":[${'{},'.repeat(20_000_000)}{}]}` },
      async (cwd) => {
        const { exitCode, stderr } = await acrPolicy(['check', 'document'], {
          cwd,
          nodeFlags: ['--max-old-space-size=512'],
        });
        expect(exitCode).toBe(2);
        expect(stderr).toMatch(
          /document needs about \d+ MiB of memory to be parsed, and Node may use \d+ MiB\. Split it, or run with NODE_OPTIONS=--max-old-space-size=\d+/,
        );
      },
    );
  });

  test('what is longer than a text can be is refused, and not read', async () => {
    await inFolder({ document: '{}' }, async (cwd) => {
      // A hole: it takes no room on the disk.
      truncateSync(join(cwd, 'document'), 600 * 2 ** 20);
      const { exitCode, stderr } = await acrPolicy(['check', 'document'], {
        cwd,
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        'document is 600 MiB large, and at most 511 MiB can be read: split it',
      );
    });
  });
});

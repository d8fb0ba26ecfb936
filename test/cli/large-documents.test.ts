import { constants } from 'node:buffer';
import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { assertReadable } from '../../cli/documents/text';
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

  test('a plan of 200 MB is checked in a heap of 512 MiB', async () => {
    await inFolder({}, async (cwd) => {
      writePlan(join(cwd, 'plan.json'), 200_000_000);
      const { report, ended } = await check(['plan.json'], {
        cwd,
        nodeFlags: ['--max-old-space-size=512'],
      });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(ended.exitCode).toBe(1);
    });
  });

  test('a text as long as Node can hold is read', () => {
    expect(() => {
      assertReadable(constants.MAX_STRING_LENGTH);
    }).not.toThrow();
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

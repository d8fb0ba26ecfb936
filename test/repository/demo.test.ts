import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const demo = join(__dirname, '../../scripts/demo.js');

test('the demo stops the open registries and lets the closed ones pass', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [demo], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^error {4}azurerm_container_registry\.open /m);
  expect(stdout).toMatch(/Registry "open" accepts connections from any/i);
  expect(stdout).toMatch(/Declared at main\.ts:\d+ as shop\/open/);
  expect(stdout).not.toMatch(/registry "closed" accepts connections/i);
});

'use strict';
// The command's part of the demo.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '../..');

/**
 * Checks the Terraform example and prints the report.
 *
 * @returns whether the open registry was reported and the closed one was not
 */
function demoCommand() {
  console.log('\n=== The command, on Terraform source ===\n');
  console.log('$ acr-policy check examples/terraform\n');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist/cli/main.js'), 'check', 'examples/terraform'],
    { cwd: root, encoding: 'utf8' },
  );
  console.log(stdout + stderr);
  return (
    status === 1 &&
    stdout.includes('azurerm_container_registry.open') &&
    !stdout.includes('azurerm_container_registry.closed')
  );
}

module.exports = { demoCommand };

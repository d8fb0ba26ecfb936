'use strict';
// The package as its users have it: what is published, without the sources and
// their tsconfig.json, which Pulumi's runner would read. Its dependencies are
// those of the checkout.
const {
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const { files } = require('../../package.json');

/** Installs the compiled package into a folder that is gone when the process is. */
function install() {
  if (!existsSync(join(root, 'dist'))) require('../../scripts/build.js');
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  for (const file of ['package.json', ...files]) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

module.exports = { install, root };

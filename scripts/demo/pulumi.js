'use strict';
// Pulumi's part of the demo.
require('../support/typescript');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { Analyzer, root } = require('../../test/support/analyzer');
const { PulumiCli, pulumiVersion } = require('../../test/support/pulumi-cli');

const program = join(root, 'examples/pulumi-typescript');
const shownProgram = 'examples/pulumi-typescript';
const policy = 'Azure.ACR.Firewall';

/**
 * Checks the Pulumi example and prints what its author would see.
 *
 * @returns whether the open registry was stopped and the closed one was not
 */
async function demoPulumi() {
  console.log('\n=== Pulumi ===\n');
  const version = pulumiVersion();
  return version === undefined ? checkByProtocol() : checkByCli(version);
}

/** The real thing: no account is needed, the provider is stood in for. */
async function checkByCli(version) {
  console.log(
    `Preview of ${shownProgram} with pulumi ${version} and a stand-in for the\n` +
      `azure-native provider.\n`,
  );
  const pulumi = await PulumiCli.open();
  try {
    const folder = await pulumi.add(program);
    console.log('$ pulumi preview --policy-pack .\n');
    const { status, output } = await pulumi.run(
      folder,
      'preview',
      '--policy-pack',
      root,
    );
    console.log(output);
    if (!output.includes('Policies:')) {
      console.log('This pulumi could not make the preview.\n');
      return await checkByProtocol();
    }
    const [blocked, ...others] = output.match(
      new RegExp(String.raw`\[mandatory\].*${policy}.*`, 'g'),
    ) ?? [''];
    return (
      status !== 0 && others.length === 0 && blocked.endsWith('Registry: open)')
    );
  } finally {
    pulumi.close();
  }
}

/** Without a CLI: what the engine would send to the pack, sent to the pack. */
async function checkByProtocol() {
  console.log(
    `pulumi is not on the PATH: ${shownProgram} runs against Pulumi's mock\n` +
      `monitor, and its resources go to the pack over the engine's protocol.\n`,
  );
  const pack = await Analyzer.boot();
  try {
    const results = [];
    for (const resource of registeredBy(program)) {
      const { diagnostics } = await pack.analyze(resource);
      const isBlocked = diagnostics.some(({ level }) => level === 'mandatory');
      results.push({ resource, diagnostics, isBlocked });
    }
    // Violations first, as the CLI prints them.
    results.sort((a, b) => Number(b.isBlocked) - Number(a.isBlocked));
    for (const { resource, diagnostics, isBlocked } of results) {
      console.log(
        ` ${isBlocked ? '❌' : '✅'} ${resource.type} ${resource.name}`,
      );
      for (const diagnostic of diagnostics) print(diagnostic);
    }
    const blocked = results.filter(({ isBlocked }) => isBlocked);
    return blocked.map(({ resource }) => resource.name).join() === 'open';
  } finally {
    await pack.close();
  }
}

function registeredBy(folder) {
  const recorder = join(__dirname, 'record-program.js');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [recorder, folder],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The example does not run: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function print({ level, policy, message }) {
  const [first, ...rest] = message.split('\n');
  console.log(`    - [${level}]  ${policy}`);
  for (const line of [first, ...rest]) console.log(`      ${line}`);
}

module.exports = { demoPulumi };

'use strict';
// What the policy costs in a synthesis: the time of app.synth() with it and
// without, for stacks of registries that comply, made with the generated
// provider. Every sample is a process of its own, and the ways take turns.
// Measured is the main thread's time on the CPU, where the system tells it: what
// the user waits for, whatever else the machine does.
//
//   node bench/synth.js [rounds] [size ...]
const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
const libraries = ['cdktf', 'cdktn'];
const ways = ['without', 'enforceAcrPolicy', 'AcrPolicyAspect'];

/** In milliseconds since the process started. */
function mainThreadTime() {
  try {
    const stat = readFileSync(
      `/proc/self/task/${process.pid}/schedstat`,
      'utf8',
    );
    return Number(stat.split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** Builds a program, synthesizes it and prints the time of that in milliseconds. */
function sample(library, size, way) {
  // The provider is generated for cdktf; cdktn's is the same but for the import.
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) =>
    resolve.call(Module, request === 'cdktf' ? library : request, ...rest);
  const azurerm = '@cdktf/provider-azurerm/lib';
  const { AzurermProvider } = require(`${azurerm}/provider`);
  const { ResourceGroup } = require(`${azurerm}/resource-group`);
  const { ContainerRegistry } = require(`${azurerm}/container-registry`);
  const { App, Aspects, TerraformStack } = require(library);
  const policy = require(join(root, 'dist/cdktf-aspect', library));

  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  const group = new ResourceGroup(stack, 'group', {
    name: 'group',
    location: 'westeurope',
  });
  for (let index = 0; index < size; index++) {
    new ContainerRegistry(stack, `registry${index}`, {
      name: `registry${index}`,
      resourceGroupName: group.name,
      location: 'westeurope',
      sku: 'Premium',
      publicNetworkAccessEnabled: false,
      exportPolicyEnabled: false,
      quarantinePolicyEnabled: true,
      retentionPolicyInDays: 7,
      georeplications: [{ location: 'northeurope' }],
      tags: { team: group.getStringAttribute('managed_by') },
    });
  }
  if (way === 'enforceAcrPolicy') policy.enforceAcrPolicy(app);
  if (way === 'AcrPolicyAspect') {
    Aspects.of(stack).add(new policy.AcrPolicyAspect());
  }
  const before = mainThreadTime();
  app.synth();
  const time = mainThreadTime() - before;
  rmSync(outdir, { recursive: true });
  const said = stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type.startsWith('@cdktf/'));
  if (said.length > 0) throw new Error(`not compliant: ${said[0].data}`);
  console.log(time);
}

function measure(library, size, way) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [__filename, '--sample', library, size, way],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${library} ${size} ${way}:\n${stderr}`);
  return Number(stdout);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function main(rounds, sizes) {
  if (!existsSync(join(root, 'dist'))) require('../scripts/build.js');
  for (const library of libraries) {
    for (const size of sizes) {
      const times = ways.map(() => []);
      for (let round = 0; round < rounds; round++) {
        ways.forEach((way, index) => {
          times[index].push(measure(library, size, way));
        });
      }
      const without = median(times[0]);
      ways.forEach((way, index) => {
        const time = median(times[index]);
        console.log(
          `${library} ${String(size).padStart(6)} registries  ${way.padEnd(16)} ` +
            `${time.toFixed(0).padStart(6)} ms  x ${(time / without).toFixed(3)}`,
        );
      });
    }
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--sample') sample(rest[0], Number(rest[1]), rest[2]);
else main(Number(first ?? 7), rest.length > 0 ? rest : [100, 1000, 10_000]);

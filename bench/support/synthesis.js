'use strict';
// A process of its own for one synthesis: builds a program of registries that
// comply, made with the generated provider, synthesizes it and prints the time of
// that. Measured is the main thread's time on the CPU, where the system tells it:
// what the user waits for, whatever else the machine does.
//
//   node bench/support/synthesis.js cdktf|cdktn SIZE without|enforceAcrPolicy|AcrPolicyAspect
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { root } = require('./installed');

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

function synthesize(library, size, way) {
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
  console.log(JSON.stringify({ cpu: time }));
}

const [library, size, way] = process.argv.slice(2);
synthesize(library, Number(size), way);

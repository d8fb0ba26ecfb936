'use strict';
// A process of its own for one synthesis: builds a program of registries that
// comply, synthesizes it and prints the time of that. Measured is the main
// thread's time on the CPU, where the system tells it: what the user waits for,
// whatever else the machine does.
//
//   node bench/support/synthesis.js cdktf|cdktn mixed|registries SIZE without|enforceAcrPolicy|AcrPolicyAspect
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { root } = require('./installed');
const { load, makeApp } = require('./terraform-stack');

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

function synthesize(library, content, size, way) {
  const tools = load(library);
  const policy = require(join(root, 'dist/cdktf-aspect', library));

  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const { app, stack } = makeApp(tools, content, size, outdir);
  if (way === 'enforceAcrPolicy') policy.enforceAcrPolicy(app);
  if (way === 'AcrPolicyAspect') {
    tools.Aspects.of(stack).add(new policy.AcrPolicyAspect());
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

const [library, content, size, way] = process.argv.slice(2);
synthesize(library, content, Number(size), way);

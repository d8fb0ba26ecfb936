'use strict';
// `app.synth()` of 5,000 resources with enforceAcrPolicy against the same without
// it: processor time of the main thread, each in its own process.
const { join } = require('node:path');
const { compare } = require('./measure');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { execFileSync } = require('node:child_process');
const { tmpdir } = require('node:os');
const { cdktfApp } = require('./workloads');

const size = 5_000;

/** Processor time of the main thread in milliseconds; where the system does not say it, wall time. */
function mainThreadTime() {
  try {
    const file = `/proc/self/task/${process.pid}/schedstat`;
    return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

function synthesize(library, share, isEnforced) {
  const { enforceAcrPolicy } = require(`../dist/cdktf-aspect/${library}`);
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  const app = cdktfApp(library, size, Number(share), outdir);
  if (isEnforced === 'true') enforceAcrPolicy(app);
  const before = mainThreadTime();
  app.synth();
  console.log(mainThreadTime() - before);
  rmSync(outdir, { recursive: true });
}

const synthesizing = (library, share, isEnforced, goals) => ({
  goals,
  measure: async () => ({
    cpu: Number(
      execFileSync(process.execPath, [__filename, library, share, isEnforced]),
    ),
  }),
});

if (require.main === module) synthesize(...process.argv.slice(2));

module.exports = async (rounds) => {
  for (const library of ['cdktf', 'cdktn']) {
    for (const [share, cpu] of [
      [0.01, 1.03],
      [0.1, 1.08],
    ]) {
      const title = `Synth of ${size} resources on ${library}, ${share * 100} % registries`;
      await compare(title, rounds, {
        without: synthesizing(library, share, false),
        enforceAcrPolicy: synthesizing(library, share, true, { cpu }),
      });
    }
  }
};

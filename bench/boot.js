'use strict';
// How long the pack takes to boot (spawn to port printed), beside an empty
// compiled pack that only loads the policy SDK. Runs of both take turns, so that
// what else the machine does falls on both; what counts is the ratio of the
// medians. Usage: node bench/boot.js [runs, 15 if left out]
const { spawn } = require('node:child_process');
const { join } = require('node:path');

const root = join(__dirname, '..');
const runs = Number(process.argv[2] ?? 15);
const limit = 1.1;

const runPolicyPack = require.resolve('@pulumi/pulumi/cmd/run-policy-pack');
const packs = {
  empty: join(root, 'test/fixtures/empty-pack'),
  'azure-acr': root,
};

/** Boots a pack as the Pulumi engine does. Returns milliseconds. */
function boot(directory) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(
      process.execPath,
      [runPolicyPack, '127.0.0.1:9', directory],
      { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let milliseconds;
    child.stdout.once('data', () => {
      milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
      child.kill();
    });
    child.once('exit', () =>
      milliseconds === undefined
        ? reject(new Error(`${directory} did not boot`))
        : resolve(milliseconds),
    );
  });
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function main() {
  const times = Object.fromEntries(
    Object.keys(packs).map((name) => [name, []]),
  );
  // The first boot of each fills the disk's cache and does not count.
  for (const directory of Object.values(packs)) await boot(directory);
  for (let run = 0; run < runs; run++) {
    for (const [name, directory] of Object.entries(packs)) {
      times[name].push(await boot(directory));
    }
  }
  for (const [name, each] of Object.entries(times)) {
    console.log(
      `${name.padEnd(10)} ${median(each).toFixed(0)} ms (median of ${runs}, ` +
        `${Math.min(...each).toFixed(0)} to ${Math.max(...each).toFixed(0)})`,
    );
  }
  const ratio = median(times['azure-acr']) / median(times.empty);
  console.log(`ratio      ${ratio.toFixed(3)} (limit ${limit})`);
  process.exitCode = ratio <= limit ? 0 : 1;
}

void main();

'use strict';
// Runs what needs the real tools, as far as they are there, and names the parts
// that are skipped because a tool is not.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
require('./support/typescript');

const root = join(__dirname, '..');
const { endToEnd } = require(join(root, 'test/support/end-to-end.ts'));
const { missing } = require(join(root, 'test/support/tools.ts'));

const report = join(mkdtempSync(join(tmpdir(), 'e2e-')), 'report.json');

/** Runs tests, and tells how many passed: none if one failed. */
function passedOf(tests) {
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/jest/bin/jest.js'),
      ...['--json', '--outputFile', report, '--runInBand'],
      ...tests,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) return 0;
  return JSON.parse(readFileSync(report, 'utf8')).numPassedTests;
}

const { status } = spawnSync(process.execPath, [join(__dirname, 'build.js')], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);

const tally = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const { name, tools, tests } of endToEnd) {
  const absent = missing(tools);
  console.log(`\n> ${name}`);
  if (absent.length > 0) {
    tally.skipped++;
    lines.push(`SKIPPED ${name}: there is no ${absent.join(', ')}`);
    continue;
  }
  const passed = passedOf(tests);
  // A part none of whose tests ran has tested nothing.
  tally[passed > 0 ? 'passed' : 'failed']++;
  lines.push(
    passed > 0 ? `passed  ${name}: ${passed} tests` : `FAILED  ${name}`,
  );
}
rmSync(join(report, '..'), { recursive: true });

console.log(`\n${lines.join('\n')}`);
console.log(
  `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`,
);
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;

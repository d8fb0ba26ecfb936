'use strict';
// How long a large compiled template takes to judge, beside the time that
// JSON.parse takes for it (the reference): the computing time of fresh processes,
// each with the loading of the evaluator.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { runDirectly } = require('./support/bench');
const { largeTemplate } = require('./support/template');

const megabytes = 30;

const program = `
  const [file, core, part] = process.argv.slice(1);
  const text = require('node:fs').readFileSync(file, 'utf8');
  const { acrFirewall, evaluate } = require(core);
  const { readTemplate } = require(core + '/arm');
  const clock = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let start = clock();
  const template = JSON.parse(text);
  const parse = clock() - start;
  start = clock();
  const findings = evaluate(
    [acrFirewall],
    { type: 'template', address: 'main.json', name: 'main' },
    () => readTemplate(template),
  );
  const judge = clock() - start;
  if (findings.length !== 10) throw new Error('not all registries were found');
  console.log(JSON.stringify({ cpu: part === 'parse' ? parse : judge }));
`;

module.exports = [
  {
    name: `ARM template of ${megabytes} MB`,
    rounds: 9,
    reference: 'JSON.parse',
    units: { cpu: 'ms' },
    limits: { 'judging it': { cpu: 2 } },
    subjects: () => {
      const folder = mkdtempSync(join(tmpdir(), 'bench-arm-'));
      process.once('exit', () => rmSync(folder, { recursive: true }));
      const file = join(folder, 'main.json');
      writeFileSync(file, JSON.stringify(largeTemplate(megabytes)));
      return {
        'JSON.parse': { measure: () => timeOf('parse', file) },
        'judging it': { measure: () => timeOf('judge', file) },
      };
    },
  },
];

function timeOf(part, file) {
  const args = ['-e', program, file, join(__dirname, '../dist/shared'), part];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

void runDirectly(module);

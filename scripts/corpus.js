'use strict';

/*
 * Judges every ARM template below a folder by the firewall rule, each without
 * parameters, and prints the registries with their outcomes and each unknown
 * with its reason: npm run corpus -- FOLDER
 */

const { readFileSync, readdirSync } = require('node:fs');
const { join, relative } = require('node:path');
const { performance } = require('node:perf_hooks');
const { readTemplate } = require('../dist/shared/arm');
const { parseJsonText } = require('../dist/shared/arm/json-text');
const { acrFirewall, evaluate } = require('../dist/shared');

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run corpus -- FOLDER');
  process.exit(2);
}

const tally = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 };
const reasons = new Map();
let templates = 0;
let bytes = 0;
let milliseconds = 0;

for (const file of jsonFilesBelow(folder)) {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('deploymentTemplate.json#')) continue;
  let template;
  try {
    template = parseJsonText(text);
  } catch (error) {
    console.error(`${file} is left out: ${error.message}`);
    continue;
  }
  const name = relative(folder, file);
  const cost = { evaluations: 0, steps: 0 };
  const start = performance.now();
  const findings = evaluate(
    [acrFirewall],
    { type: 'template', address: name, name },
    () => readTemplate(template, undefined, { cost }),
  );
  milliseconds += performance.now() - start;
  templates++;
  bytes += text.length;
  if (findings.length === 0) continue;
  console.log(`${name} (${cost.evaluations} evaluations)`);
  for (const { outcome, resource, unknowns, fault, message } of findings) {
    if (fault) throw new Error(message);
    tally[outcome]++;
    console.log(`  ${outcome} ${resource.address.slice(name.length)}`);
    for (const { reason } of unknowns) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      console.log(`    because ${reason}`);
    }
  }
}

console.log(
  `\n${templates} templates, ${(bytes / 1e6).toFixed(1)} MB, ` +
    `judged in ${Math.round(milliseconds)} ms once parsed`,
);
for (const [outcome, count] of Object.entries(tally)) {
  console.log(`${String(count).padStart(6)} ${outcome}`);
}
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1])) {
  console.log(`${String(count).padStart(6)} × ${reason}`);
}

/** The JSON files below a folder, in the order of their names. */
function jsonFilesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

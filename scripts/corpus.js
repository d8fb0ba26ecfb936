'use strict';

// Evaluates every ARM template below a directory by the firewall rule, each
// without parameters, and prints the registries with their outcomes and the
// reason of each unknown: npm run corpus -- DIRECTORY
const { readFileSync, readdirSync } = require('node:fs');
const { join, relative } = require('node:path');
const { performance } = require('node:perf_hooks');
const { readTemplate } = require('../dist/shared/arm');
const { parseJsonText } = require('../dist/shared/json/parse-leniently');
const { acrFirewall, evaluate } = require('../dist/shared');

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run corpus -- DIRECTORY');
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
  templates++;
  bytes += text.length;
  const start = performance.now();
  const print = evaluateTemplate(template, relative(folder, file));
  milliseconds += performance.now() - start;
  print();
}

console.log(
  `\n${templates} templates, ${(bytes / 1e6).toFixed(1)} MB, ` +
    `evaluated in ${Math.round(milliseconds)} ms once parsed`,
);
for (const [outcome, count] of Object.entries(tally)) {
  console.log(`${String(count).padStart(6)} ${outcome}`);
}
for (const [reason, { count, example }] of [...reasons].sort(
  (a, b) => b[1].count - a[1].count,
)) {
  console.log(`${String(count).padStart(6)} × ${reason} (as in ${example})`);
}

/** Evaluates a template; returns a function that prints its findings. */
function evaluateTemplate(template, name) {
  const cost = { evaluations: 0, steps: 0 };
  const findings = evaluate(
    [acrFirewall],
    { type: 'template', address: name, name },
    () => readTemplate(template, undefined, { cost }),
  ).flatMap((group) => group.findings);
  return () => {
    if (findings.length === 0) return;
    console.log(`${name} (${cost.evaluations} evaluations)`);
    for (const {
      outcome,
      resource,
      unknowns,
      isInternalError,
      message,
    } of findings) {
      if (isInternalError) throw new Error(message);
      tally[outcome]++;
      console.log(`  ${outcome} ${resource.address.slice(name.length)}`);
      for (const { reason } of unknowns) {
        note(reason, resource.address);
        console.log(`    because ${reason}`);
      }
    }
  };
}

function note(reason, example) {
  const noted = reasons.get(reason) ?? { count: 0, example };
  noted.count++;
  reasons.set(reason, noted);
}

/** The JSON files below a folder, in the order of their names. */
function jsonFilesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

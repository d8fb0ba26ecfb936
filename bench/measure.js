'use strict';
// Compares processes on a machine that does other things too. Subjects take
// turns, so that other load falls on all of them, and every round gives a ratio
// of its own.
const { spawn } = require('node:child_process');
const { cpSync, mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { bin, files } = require('../package.json');

const root = join(__dirname, '..');
const usage = join(__dirname, 'usage.js');
const units = { time: 'ms', cpu: 'ms', memory: 'MB' };

/**
 * Measures subjects in turns and prints a table.
 *
 * @param {string} title
 * @param {number} rounds after one that only warms caches up
 * @param {Record<string, { measure: () => Promise<object>, goals?: object }>} subjects
 *   by name, the reference first; `measure` returns quantities that are named in
 *   `units`, `goals` are the highest ratios that are wanted
 */
async function compare(title, rounds, subjects) {
  const samples = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, { measure }] of Object.entries(subjects)) {
      const sample = await measure();
      if (round > 0) (samples[name] ??= []).push(sample);
    }
  }
  const [reference] = Object.values(samples);
  print(
    title,
    Object.entries(samples).flatMap(([name, taken]) =>
      Object.keys(taken[0]).map((quantity) => {
        const numbers = taken.map((sample) => sample[quantity]);
        const ratios = numbers.map(
          (number, round) => number / reference[round][quantity],
        );
        const goal = subjects[name].goals?.[quantity];
        return {
          subject: name,
          quantity,
          median: `${quartile(numbers, 2).toFixed(0)} ${units[quantity]}`,
          ratio: quartile(ratios, 2).toFixed(2),
          quartiles: [1, 3]
            .map((n) => quartile(ratios, n).toFixed(2))
            .join('–'),
          goal: goal === undefined ? '' : String(goal),
        };
      }),
    ),
  );
}

/** Prints rows as a Markdown table. */
function print(title, rows) {
  console.log(`\n### ${title}\n`);
  const columns = Object.keys(rows[0]);
  const lines = [columns, columns.map(() => '---'), ...rows.map(Object.values)];
  for (const line of lines) console.log(`| ${line.join(' | ')} |`);
}

function quartile(numbers, n) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = ((sorted.length - 1) * n) / 4;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

/** Runs Node to its end: time, processor time and memory. */
const node = (...args) => run(process.execPath, args, {}, true);

/** Runs any program to its end: time. */
const program = (command, args, options) => run(command, args, options, false);

function run(command, args, options, isNode) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      ...options,
      env: {
        ...process.env,
        ...options?.env,
        ...(isNode ? { NODE_OPTIONS: `--require ${usage}` } : {}),
      },
    });
    let errors = '';
    let used = '';
    child.stderr.on('data', (text) => (errors += text));
    child.stdio[3].on('data', (text) => (used += text));
    child.on('error', reject);
    child.on('close', (code) => {
      const time = performance.now() - start;
      // 1 says that something violates a policy.
      if (code !== 0 && code !== 1) {
        reject(new Error(`${command} ${args.join(' ')}: ${errors}`));
      } else resolve({ time, ...(isNode ? JSON.parse(used) : {}) });
    });
  });
}

/** A directory that is removed when the process ends, and a way to write into it. */
function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const write = (name, content) => {
    const file = join(directory, name);
    mkdirSync(join(file, '..'), { recursive: true });
    const isText = typeof content === 'string';
    writeFileSync(file, isText ? content : JSON.stringify(content, null, 2));
    return file;
  };
  return { directory, write };
}

/**
 * Installs the package as users have it: without its sources and their
 * tsconfig.json, which Pulumi's runner would read.
 */
function install() {
  const { directory } = temporaryDirectory();
  for (const file of ['package.json', ...files]) {
    cpSync(join(root, file), join(directory, file), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const binary = (name) => join(directory, bin[name]);
  return {
    directory,
    acrPolicy: binary('acr-policy'),
    executable: binary('azure-acr-policies'),
  };
}

module.exports = {
  compare,
  install,
  node,
  print,
  program,
  root,
  temporaryDirectory,
  usage,
};

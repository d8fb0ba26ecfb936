'use strict';
const { alternate, figures } = require('./measure');
const { printTable } = require('./table');

/**
 * @typedef {object} Bench
 * @property {string} name
 * @property {number} rounds how often each subject is measured
 * @property {string} reference the subject that is 1
 * @property {Record<string, string>} units of the quantities
 * @property {() => string | undefined} [needs] why it can't be measured here
 * @property {() => object | Promise<object>} subjects what is measured, by name:
 *   functions that return quantities
 * @property {Record<string, Record<string, number>>} [limits] the most that a
 *   ratio should be, by subject and quantity
 */

/** Measures a bench and prints what it measured. */
async function run(bench, rounds = bench.rounds) {
  const { name, reference, units, limits, needs, subjects } = bench;
  const missing = needs?.();
  if (missing !== undefined) {
    console.log(`\n${name} is skipped: ${missing}.`);
    return { name, skipped: missing };
  }
  const samples = await alternate(await subjects(), rounds);
  const result = {
    name,
    rounds,
    reference,
    units,
    limits,
    figures: figures(samples, reference),
  };
  printTable(result);
  return result;
}

/**
 * Measures the benches of a file that is started directly:
 * `node bench/boot.js [rounds]`.
 *
 * @param {NodeModule} module of the file, which exports a list of benches
 */
async function runDirectly(module) {
  if (require.main !== module) return;
  const [rounds] = process.argv.slice(2).map(Number);
  for (const bench of module.exports) await run(bench, rounds);
}

module.exports = { run, runDirectly };

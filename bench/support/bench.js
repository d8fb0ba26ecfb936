'use strict';
const { alternate, figures } = require('./measure');
const { printTable } = require('./table');

/**
 * One bench: exported, and run where its file is started directly:
 * `node bench/boot.js [rounds]`.
 *
 * @param {NodeModule} module of the bench's file
 * @param {object} definition
 * @param {string} definition.name
 * @param {number} definition.rounds how often each subject is measured
 * @param {string} definition.reference the subject that is 1
 * @param {Record<string, string>} definition.units of the quantities
 * @param {() => object | Promise<object>} definition.subjects what is measured,
 *   by name: functions that return quantities
 */
function bench(module, definition) {
  module.exports = {
    name: definition.name,
    run: (rounds) => run(definition, rounds),
  };
  if (require.main === module) {
    void module.exports.run(Number(process.argv[2] ?? definition.rounds));
  }
}

async function run({ name, rounds, reference, units, subjects }, given) {
  const result = {
    bench: name,
    rounds: given ?? rounds,
    reference,
    units,
    figures: figures(
      await alternate(await subjects(), given ?? rounds),
      reference,
    ),
  };
  printTable(result);
  return result;
}

module.exports = { bench };

'use strict';
// Parts of the core inside of one process, warm: what to look at while making
// the general path faster.
const { print } = require('./measure');
const { armTemplate } = require('./workloads');

module.exports = async (rounds) => {
  const { Bench } = await import('tinybench');
  const { evaluate, rules } = require('../dist/shared');
  const { readTemplate } = require('../dist/shared/arm');

  const bench = new Bench({ iterations: rounds, time: 500 });
  const resource = { type: 'template', address: 'main.json', name: 'main' };
  const evaluateAll = (template) =>
    evaluate(rules, resource, () => readTemplate(template));

  const template = armTemplate(2_000, 10);
  const text = JSON.stringify(template);
  const one = armTemplate(0, 1);
  const megabytes = (text.length / 1e6).toFixed(1);
  bench
    .add(`JSON.parse of an ARM template of ${megabytes} MB`, () => {
      JSON.parse(text);
    })
    .add('all rules on its ten registries', () => {
      evaluateAll(template);
    })
    .add('all rules on a template of one registry', () => {
      evaluateAll(one);
    });
  await bench.run();
  print(
    'Inside of one process',
    bench.tasks.map(({ name, result }) => {
      if (result.state !== 'completed') throw result.error;
      const { p50, rme, samplesCount } = result.latency;
      return {
        part: name,
        median: `${p50.toFixed(3)} ms`,
        error: `± ${rme.toFixed(1)} %`,
        samples: samplesCount,
      };
    }),
  );
};

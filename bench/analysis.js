'use strict';
// What it costs to judge a stack of 10,000 resources, 1 % of them registries:
// what the engine asks of a pack for each resource, one after the other, and
// then once for the whole stack. Beside it an empty pack (the reference), and
// this pack with one policy.
const { join } = require('node:path');
const proto = require('@pulumi/pulumi/proto/analyzer_pb');
const { runDirectly } = require('./support/bench');
const { install } = require('./support/installed');
const { Pack } = require('./support/pack');
const { stack } = require('./support/stack');

const count = Number(process.env.BENCH_RESOURCES ?? 10_000);

/** A booted pack that judges the stack, as a subject. */
function judging(form, policies = Infinity) {
  return {
    measure: async () => {
      const pack = await Pack.boot(form);
      await pack.keepOnly(policies);
      // Code that has been used a little is not measured while it warms up.
      await judge(pack, requests.slice(0, 500));
      const before = await pack.usage();
      const start = process.hrtime.bigint();
      await judge(pack, requests);
      const time = Number(process.hrtime.bigint() - start) / 1e6;
      const { cpu, memory } = await pack.stop();
      return { time, cpu: cpu - before.cpu, memory };
    },
  };
}

/** As the engine's step generator: it repairs, then judges, resource by resource. */
async function judge(pack, resources) {
  for (const resource of resources) {
    await pack.call('remediate', resource);
    await pack.call('analyze', resource);
  }
}

let requests;

module.exports = [
  {
    name: 'analysis',
    rounds: 5,
    reference: 'empty pack',
    units: { time: 'ms', cpu: 'ms', memory: 'MB' },
    limits: { 'this pack': { cpu: 1.05 } },
    subjects: () => {
      const directory = install();
      requests = stack(count, proto.AnalyzeRequest);
      return {
        'empty pack': judging({ directory: join(__dirname, 'packs/empty') }),
        'this pack': judging({ directory }),
        'this pack, one policy': judging({ directory }, 1),
      };
    },
  },
];

void runDirectly(module);

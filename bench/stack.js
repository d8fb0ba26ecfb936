'use strict';
// What it costs when a deployment is over and the engine sends the whole stack
// at once: this pack beside an empty one, in stacks of 1,000 and 20,000
// resources.
const { join } = require('node:path');
const proto = require('@pulumi/pulumi/proto/analyzer_pb');
const { runDirectly } = require('./support/bench');
const { install } = require('./support/installed');
const { Pack } = require('./support/pack');
const { stack } = require('./support/stack');

function judging(form, count) {
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(stack(count, proto.AnalyzerResource));
  return {
    measure: async () => {
      const pack = await Pack.boot(form);
      const before = await pack.usage();
      const start = process.hrtime.bigint();
      await pack.call('analyzeStack', request);
      const time = Number(process.hrtime.bigint() - start) / 1e6;
      const { cpu, memory } = await pack.stop();
      return { time, cpu: cpu - before.cpu, memory };
    },
  };
}

module.exports = [1_000, 20_000].map((count) => ({
  name: `stack of ${count}`,
  rounds: 7,
  reference: 'empty pack',
  units: { time: 'ms', cpu: 'ms', memory: 'MB' },
  subjects: () => ({
    'empty pack': judging({ directory: join(__dirname, 'packs/empty') }, count),
    'this pack': judging({ directory: install() }, count),
  }),
}));

void runDirectly(module);

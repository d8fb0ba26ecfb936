'use strict';
// Preloaded into a pack (node --require): writes down how often a policy server
// has read which resource a request is for, which it does once for each policy.
const { writeFileSync } = require('node:fs');
const { AnalyzeRequest } = require('@pulumi/pulumi/proto/analyzer_pb');

let count = 0;
const { getUrn } = AnalyzeRequest.prototype;
AnalyzeRequest.prototype.getUrn = function () {
  count++;
  return getUrn.call(this);
};

process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  writeFileSync(process.env.RECORD, JSON.stringify(count));
});

'use strict';
// Preloaded into a process (node --require): writes down how many values of
// resources it has made JavaScript of.
const { writeFileSync } = require('node:fs');
const { Value } = require('google-protobuf/google/protobuf/struct_pb');

let count = 0;
const { toJavaScript } = Value.prototype;
Value.prototype.toJavaScript = function () {
  count++;
  return toJavaScript.call(this);
};

process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  writeFileSync(process.env.RECORD, JSON.stringify(count));
});

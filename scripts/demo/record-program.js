'use strict';
// Runs a Pulumi program in TypeScript as a preview would, against Pulumi's own
// in-process mock monitor, and prints every resource that it registers: a JSON
// line each, with the properties as they go over the wire.
// Usage: node record-program.js <folder of the program>
require('../support/typescript');
const { join, resolve } = require('node:path');
const pulumi = require('@pulumi/pulumi');
const { MockMonitor } = require('@pulumi/pulumi/runtime/mocks');

const folder = resolve(process.argv[2]);

const { registerResource } = MockMonitor.prototype;
MockMonitor.prototype.registerResource = function (request, done) {
  const resource = {
    type: request.getType(),
    name: request.getName(),
    properties: request.getObject().toJavaScript(),
  };
  console.log(JSON.stringify(resource));
  return registerResource.call(this, request, done);
};

async function main() {
  const preview = true;
  await pulumi.runtime.setMocks(
    {
      // What only Azure knows is not known at a preview.
      newResource: ({ name }) => ({ id: name, state: {} }),
      call: ({ inputs }) => inputs,
    },
    'shop',
    'dev',
    preview,
  );
  await pulumi.runtime.runInPulumiStack(() =>
    require(join(folder, 'index.ts')),
  );
  await pulumi.runtime.disconnect();
}

void main();

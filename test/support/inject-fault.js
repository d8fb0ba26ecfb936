'use strict';
// Loaded before a host (`node --require`), it breaks one part of the compiled
// package: what a bug there would do. FAULT names the part.
const { join } = require('node:path');
const { promises } = require('node:fs');

const dist = (module) => require(join(__dirname, '../../dist', module));

function broken() {
  throw new TypeError('broken on purpose');
}

const die = () => process.kill(process.pid, 'SIGKILL');

const faults = {
  rule: () => {
    const { acrFirewall } = dist('shared/rules/Azure.ACR.Firewall');
    acrFirewall.evaluate = broken;
  },
  reader: () => {
    dist('shared/dialects/dialect').readRegistry = broken;
  },
  message: () => {
    dist('shared/messages/finding').textOf = broken;
  },
  properties: () => {
    dist('pulumi-policy/properties').toValue = broken;
  },
  ledger: () => {
    dist('pulumi-policy/exemption-usage').ExemptionUsage.prototype.see = broken;
  },
  policies: () => {
    dist('pulumi-policy/policies').policies = broken;
  },
  killed: () => {
    const { acrFirewall } = dist('shared/rules/Azure.ACR.Firewall');
    acrFirewall.evaluate = die;
  },
  'killed at the stack': () => {
    dist('pulumi-policy/exemption-usage').ExemptionUsage.prototype.unused = die;
  },
  view: () => {
    dist('shared/terraform/configuration').readConfiguration = broken;
  },
  annotations: () => {
    dist('cdktf-aspect/annotations').Annotations.prototype.retract = broken;
  },
  output: () => {
    dist('cdktf-aspect/stack-policy').StackPolicy.prototype.evaluateOutput =
      broken;
  },
  kinds: () => {
    dist('cli/documents/document-types').detectDocumentType = broken;
  },
  format: () => {
    dist('cli/formats/pretty').createPretty = broken;
  },
  'report without end': () => {
    promises.open = () => new Promise(() => undefined);
  },
};

faults[process.env.FAULT]?.();

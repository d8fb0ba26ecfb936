'use strict';
// How long a large compiled template takes to judge, beside the time that
// JSON.parse takes for it: at most twice as long, and 50 ms. The template is
// made here: modules of 20 resources that no registry needs, and one registry
// in each of ten deployments. What counts is the median of fresh processes, each
// with the loading of the evaluator, in time that the process computes: what
// else the machine does is left out. Usage: node bench/arm.js [runs, 9 if left out]
const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const runs = Number(process.argv[2] ?? 9);
const megabytes = 3;
const limit = { times: 2, milliseconds: 50 };

const oneRun = `
  const text = require('node:fs').readFileSync(process.argv[1], 'utf8');
  const { acrFirewall, evaluate } = require(process.argv[2]);
  const { readTemplate } = require(process.argv[2] + '/arm');
  const clock = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let start = clock();
  const template = JSON.parse(text);
  const parse = clock() - start;
  start = clock();
  const findings = evaluate(
    [acrFirewall],
    { type: 'template', address: 'main.json', name: 'main' },
    () => readTemplate(template),
  );
  const judge = clock() - start;
  if (findings.length !== 10) throw new Error('not all registries were found');
  console.log(JSON.stringify({ parse, judge }));
`;

const folder = mkdtempSync(join(tmpdir(), 'bench-arm-'));
const file = join(folder, 'main.json');
const text = JSON.stringify(largeTemplate());
writeFileSync(file, text);

const times = Array.from({ length: runs }, () => {
  const args = ['-e', oneRun, file, join(__dirname, '../dist/shared')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
});
rmSync(folder, { recursive: true });

const parse = median(times.map((time) => time.parse));
const judge = median(times.map((time) => time.judge));
const most = limit.times * parse + limit.milliseconds;
console.log(
  `${(text.length / 1e6).toFixed(1)} MB: parsed in ${parse.toFixed(1)} ms, ` +
    `judged in ${judge.toFixed(1)} ms, allowed are ${most.toFixed(1)} ms`,
);
if (judge > most) process.exitCode = 1;

function largeTemplate() {
  const deployments = [];
  const size = () => JSON.stringify(deployments).length / 1e6;
  do deployments.push(...Array.from({ length: 10 }, () => deploymentOf(20)));
  while (size() < megabytes);
  for (const deployment of deployments.slice(0, 10)) {
    deployment.properties.template.resources.registry = {
      type: 'Microsoft.ContainerRegistry/registries',
      name: "[format('acr{0}', parameters('name'))]",
      sku: { name: "[coalesce(parameters('sku'), 'Premium')]" },
      properties: {
        publicNetworkAccess:
          "[if(empty(parameters('tags')), 'Disabled', 'Enabled')]",
      },
    };
  }
  return { languageVersion: '2.0', resources: { ...deployments } };
}

/** A compiled module whose resources are of no interest here. */
function deploymentOf(resources) {
  const storage = (index) => ({
    type: 'Microsoft.Storage/storageAccounts',
    name: `[format('{0}{1}', parameters('name'), '${index}')]`,
    condition: "[not(empty(coalesce(parameters('tags'), createObject())))]",
    location: "[coalesce(parameters('location'), resourceGroup().location)]",
    tags: "[union(parameters('tags'), createObject('index', 'one'))]",
    properties: {
      minimumTlsVersion: "[if(true(), 'TLS1_2', 'TLS1_0')]",
      allowBlobPublicAccess: false,
    },
  });
  const nullable = { type: 'string', nullable: true };
  return {
    type: 'Microsoft.Resources/deployments',
    name: "[format('m-{0}', uniqueString(deployment().name))]",
    properties: {
      expressionEvaluationOptions: { scope: 'inner' },
      mode: 'Incremental',
      parameters: { name: { value: 'web' } },
      template: {
        languageVersion: '2.0',
        parameters: {
          name: { type: 'string' },
          sku: nullable,
          location: nullable,
          tags: { type: 'object', nullable: true },
        },
        resources: Object.fromEntries(
          Array.from({ length: resources }, (_, index) => [
            `storage${index}`,
            storage(index),
          ]),
        ),
      },
    },
  };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

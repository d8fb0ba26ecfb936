'use strict';
// What the command line takes to judge a document of 10,000 registries, beside
// what Node takes to read and parse it (the reference): each a process of its
// own, started fresh. All registries are open in the first document, none in
// the second; for the start alone there is a document of one, and Node without
// work. BENCH_REGISTRIES sets the number.
const { spawn } = require('node:child_process');
const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { bench } = require('./support/bench');
const { install } = require('./support/installed');
const { bin } = require('../package.json');

const count = Number(process.env.BENCH_REGISTRIES ?? 10_000);
const usage = join(__dirname, 'support/usage-at-end.js');

/** What CDKTF writes for registries, as open as they are by default or closed. */
function document(registries, isOpen) {
  const byName = {};
  for (let index = 0; index < registries; index++) {
    const name = `registry_${index}`;
    byName[name] = {
      '//': { metadata: { path: `shop/${name}`, uniqueId: name } },
      location: '${azurerm_resource_group.shop.location}',
      name: `shop${index}`,
      network_rule_set: [
        {
          default_action: isOpen ? 'Allow' : 'Deny',
          ip_rule: [{ action: 'Allow', ip_range: '203.0.113.0/24' }],
        },
      ],
      public_network_access_enabled: true,
      resource_group_name: '${azurerm_resource_group.shop.name}',
      sku: 'Premium',
      tags: { env: 'prod', team: 'shop' },
    };
  }
  return {
    '//': { metadata: { backend: 'local', stackName: 'shop' }, outputs: {} },
    resource: { azurerm_container_registry: byName },
    terraform: { required_providers: { azurerm: { source: 'azurerm' } } },
  };
}

/** Starts Node with arguments and waits for its end. */
function starting(...args) {
  return {
    measure: () =>
      new Promise((resolve, reject) => {
        const start = process.hrtime.bigint();
        const child = spawn(process.execPath, args, {
          stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
          env: { ...process.env, NODE_OPTIONS: `--require ${usage}` },
        });
        child.stdout.resume();
        let used = '';
        child.stdio[3].on('data', (text) => (used += text));
        child.on('error', reject);
        child.on('close', (code) => {
          const time = Number(process.hrtime.bigint() - start) / 1e6;
          if (code > 1)
            reject(new Error(`${args.join(' ')} ended with ${code}`));
          const { cpu, memory } = JSON.parse(used.trim().split('\n').at(-1));
          resolve({ time, cpu, memory });
        });
      }),
  };
}

const parsing = (file) =>
  starting(
    '-e',
    `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`,
  );

bench(module, {
  name: 'cli',
  rounds: 9,
  reference: 'JSON.parse',
  units: { time: 'ms', cpu: 'ms', memory: 'MB' },
  subjects: () => {
    const program = join(install(), bin['acr-policy']);
    const folder = mkdtempSync(join(tmpdir(), 'bench-cli-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    const write = (name, content) => {
      mkdirSync(join(folder, name));
      const file = join(folder, name, 'cdk.tf.json');
      writeFileSync(file, JSON.stringify(content, null, 2));
      return file;
    };
    const open = write('open', document(count, true));
    const closed = write('closed', document(count, false));
    const one = write('one', document(1, true));
    const firewallOnly = join(folder, 'policy.json');
    writeFileSync(
      firewallOnly,
      JSON.stringify({ preset: 'recommended', rules: others('disabled') }),
    );
    return {
      'JSON.parse': parsing(open),
      'all open, pretty': starting(program, 'check', open),
      'all open, json': starting(program, 'check', open, '-f', 'json'),
      'all open, sarif': starting(program, 'check', open, '-f', 'sarif'),
      'all closed, pretty': starting(program, 'check', closed),
      'all open, firewall only': starting(
        program,
        ...['check', open, '--config', firewallOnly],
      ),
      'one registry': starting(program, 'check', one),
      'acr-policy rules': starting(program, 'rules'),
      'node -e 1': starting('-e', '1'),
    };
  },
});

/** A level for every rule but that of the firewall. */
function others(level) {
  const { rules } = require('../dist/shared');
  return Object.fromEntries(
    rules
      .filter(({ name }) => name !== 'Azure.ACR.Firewall')
      .map(({ name }) => [name, level]),
  );
}

import { Readable, Writable } from 'node:stream';
import { run } from '../../cli/run';
import { rules } from '../../shared';
import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

const open = { sku: 'Premium' };
const closed = { ...open, public_network_access_enabled: false };
const unknown = { ...open, public_network_access_enabled: '${var.open}' };

const registries = (bodies: object) => ({
  resource: { azurerm_container_registry: bodies },
});

/** A configuration that turns all rules off but those named. */
const onlyRules = (...names: readonly string[]) => ({
  rules: Object.fromEntries(
    rules
      .filter(({ name }) => !names.includes(name))
      .map(({ name }) => [name, 'disabled']),
  ),
});
const firewallOnly = onlyRules('Azure.ACR.Firewall');

async function printed(
  files: Readonly<Record<string, unknown>>,
  ...args: readonly string[]
): Promise<string[]> {
  return inFolder({ 'policy.json': firewallOnly, ...files }, async (cwd) => {
    const { stdout } = await acrPolicy(
      ['check', '.', '-c', 'policy.json', ...args],
      { cwd },
    );
    return stdout.split('\n');
  });
}

describe('an open registry', () => {
  test('takes its address, what was found with rule and severity, the fix, and the summary', async () => {
    const lines = await printed({ 'a.tf.json': registries({ web: open }) });
    expect(lines[0]).toBe(
      'error    azurerm_container_registry.web  a.tf.json:1:44',
    );
    expect(lines[1]).toMatch(
      /^ {9}Container registry "web" accepts connections from any network: .*\(severity: high\)$/,
    );
    expect(lines[2]).toMatch(/^ {9}Fix: set public_network_access_enabled/);
    expect(lines.at(-2)).toMatch(
      /^failed {3}1 registry in 1 document: 1 violation, 0 unknown, 0 warnings, 0 exempt\. \(acr-policy \S+, 1 rule, configuration [0-9a-f]{12}\)$/,
    );
    expect(lines.join('\n')).not.toContain('blocks ');
    expect(lines.join('\n').match(/Azure\.ACR\.Firewall[,)]/g)).toHaveLength(1);
  });

  test('stands with those that have the same findings, which are printed once', async () => {
    const lines = await printed({
      'a.tf.json': registries({ web: open }),
      'b.tf.json': registries({ hub: closed }),
      'c.tf.json': registries({ img: open }),
    });
    expect(lines.slice(0, 2)).toEqual([
      'error    azurerm_container_registry.web  a.tf.json:1:44',
      '         azurerm_container_registry.img  c.tf.json:1:44',
    ]);
    expect(lines[2]).toMatch(/^ {9}Each accepts connections from any network/);
    expect(lines).toContain(
      'blocks   Azure.ACR.Firewall: 2 registries: azurerm_container_registry.web, azurerm_container_registry.img',
    );
  });
});

test('a closed registry prints nothing but the summary', async () => {
  const lines = await printed({ 'a.tf.json': registries({ web: closed }) });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^ok {7}1 registry in 1 document: 0 violations/);
});

test('prints violations before what is unknown, warnings after both', async () => {
  const lines = await printed({
    'policy.json': onlyRules('Azure.ACR.Firewall', 'Azure.ACR.AdminUser'),
    'a.tf.json': registries({
      admin: { ...closed, admin_enabled: true },
      later: unknown,
      web: { ...open, admin_enabled: true },
    }),
  });
  const labels = lines.map((line) => /^\w+/.exec(line)?.[0] ?? '');
  expect(labels.filter((label) => label !== '')).toEqual([
    'error',
    'unknown',
    'warning',
    'failed',
  ]);
  const warning = lines.findIndex((line) => line.startsWith('warning'));
  expect(lines.slice(warning, warning + 2)).toEqual([
    'warning  2 registries: Azure.ACR.AdminUser (critical): admin_enabled is true: set admin_enabled = false',
    '         azurerm_container_registry.admin, azurerm_container_registry.web',
  ]);
});

test('--quiet prints what blocks and the summary', async () => {
  const lines = await printed(
    {
      'policy.json': onlyRules('Azure.ACR.Firewall', 'Azure.ACR.AdminUser'),
      'a.tf.json': registries({
        admin: { ...closed, admin_enabled: true },
        later: unknown,
        web: open,
      }),
    },
    '--quiet',
  );
  const labels = lines.map((line) => /^\w+/.exec(line)?.[0] ?? '');
  expect(labels.filter((label) => label !== '')).toEqual(['error', 'failed']);
  expect(lines.at(-2)).toContain('1 unknown, 1 warning');
});

test('is not ok while something is unknown', async () => {
  const lines = await printed({ 'a.tf.json': registries({ web: unknown }) });
  expect(lines.at(-2)).toMatch(/^unknown {2}1 registry .* 1 unknown/);
});

test('30 open registries of 40 are readable on two screens', async () => {
  const stacks = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `stacks/team-${index}/cdk.tf.json`,
      registries({
        acr: {
          sku: 'Premium',
          name: `images${index}`,
          ...(index % 4 === 0 ? { public_network_access_enabled: false } : {}),
          ...(index % 3 === 0 ? { admin_enabled: true } : {}),
          ...(index % 8 === 1
            ? { network_rule_set: [{ default_action: 'Allow' }] }
            : {}),
        },
      }),
    ]),
  );
  const lines = await printed({ ...stacks, 'policy.json': {} });
  expect(lines.at(-2)).toContain(
    '40 registries in 40 documents: 30 violations',
  );
  expect(lines.length).toBeLessThan(100);
});

/** What a run prints to a terminal. */
async function onTerminal(
  columns: number,
  files: Readonly<Record<string, unknown>>,
): Promise<string> {
  let text = '';
  const stdout = Object.assign(
    new Writable({
      write: (chunk: Buffer, _, done) => {
        text += chunk.toString('utf8');
        done();
      },
    }),
    { isTTY: true, columns },
  );
  await inFolder(files, async (cwd) => {
    const stdin = Readable.from([]);
    const env = { NO_COLOR: '1' };
    await run(['check', '.'], { stdin, stdout, stderr: stdout, env, cwd });
  });
  return text;
}

test('wraps to the width of a terminal', async () => {
  const text = await onTerminal(80, {
    'a.tf.json': registries({ web: open, later: unknown }),
  });
  const [, ...summary] = text.split('\nfailed ');
  expect(summary).toHaveLength(1);
  const long = text
    .slice(0, text.lastIndexOf('\nfailed '))
    .split('\n')
    .filter((line) => line.length > 80);
  expect(long).toEqual([]);
});

describe('on a terminal of 120 columns', () => {
  test('a closed registry is the summary, and nothing else', async () => {
    const text = await onTerminal(120, {
      'a.tf.json': registries({ web: closed }),
    });
    expect(text).toMatch(/^ok {7}1 registry in 1 document: .*\n$/);
  });

  test('an open registry takes five lines beside the summary', async () => {
    const text = await onTerminal(120, {
      'a.tf.json': registries({ web: open }),
    });
    const [finding = '', summary] = text.split('\n\n');
    expect(finding.split('\n')).toHaveLength(5);
    expect(summary).toMatch(/^failed .*\n$/);
  });

  test('30 open registries of 40 take less than two screens', async () => {
    const settings = [
      { ...open, public_network_access_enabled: true },
      { ...open, network_rule_set: { default_action: 'Allow' } },
      { ...open, admin_enabled: true },
      closed,
    ];
    const bodies = Array.from({ length: 40 }, (_, index): [string, object] => [
      `team${index}`,
      { ...settings[index % 4], name: index === 3 ? 'bad-name' : 'crteam' },
    ]);
    const text = await onTerminal(120, {
      'a.tf.json': registries(Object.fromEntries(bodies)),
    });
    expect(text).toContain('40 registries in 1 document: 30 violations');
    expect(text.split('\n').length).toBeLessThan(100);
  });
});

test('marks what is exempt, and names exemptions without effect', async () => {
  const lines = (await mixedReport('pretty')).split('\n');
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^exempt {3}shop\/azurerm_container_registry\.acr {2}stacks\/shop\/cdk\.tf\.json:21:7 {2}Azure\.ACR\.Firewall \(high\): .*\. Public images, approved by the security board$/,
    ),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^note {5}The exemption of "nowhere\/\*"/),
  );
  expect(lines.at(-2)).toMatch(/^failed .*; 1 document not readable\. /);
});

test('documents without registries are counted', async () => {
  const lines = await printed({ 'a.tf.json': { locals: {} } });
  expect(lines[0]).toMatch(/^ok {7}0 registries in 1 document\. \(/);
});

test('prints no escape sequences unless on a terminal', async () => {
  const { stdout } = await acrPolicy(['check', 'terraform-plan.json']);
  expect(stdout).not.toContain('\u001b');
});

test('a name in a document is not a command of a CI system', async () => {
  const { stdout, stderr } = await inFolder(
    {
      '##vso[task.setvariable variable=PATH]x.json': registries({ web: open }),
      '##vso[task.complete]y.json': '{',
    },
    async (cwd) => acrPolicy(['check', '.'], { cwd }),
  );
  expect(stdout).toContain('## vso[task.setvariable variable=PATH]x.json');
  expect(stdout + stderr).not.toContain('##vso[');
});

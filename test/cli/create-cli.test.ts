import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { createCli } from '../../cli';
import { rules } from '../../shared';
import { inFolder } from '../support/cli';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/custom-rules.md'), 'utf8');
const [rule = '', bin = ''] = ['ts', 'js'].map(
  (language) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1],
);

const registry = (access: boolean) => ({
  resource: {
    azurerm_container_registry: {
      web: {
        sku: 'Premium',
        public_network_access_enabled: access,
        network_rule_set: [{ default_action: 'Deny' }],
      },
    },
  },
});

/** Runs the command that the page on rules of your own describes. */
function runCompanyCommand(
  files: Readonly<Record<string, unknown>>,
  ...args: readonly string[]
) {
  const { outputText } = ts.transpileModule(rule, {
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  });
  const own = { 'cli/acr-policy.js': bin, 'cli/private-only.js': outputText };
  return inFolder({ ...own, ...files }, (cwd) => {
    mkdirSync(join(cwd, 'cli/node_modules'));
    symlinkSync(root, join(cwd, 'cli/node_modules/azure-acr-policy-pack'));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(cwd, 'cli/acr-policy.js'), ...args],
      { cwd, encoding: 'utf8' },
    );
    return Promise.resolve({ status, stdout, stderr });
  });
}

describe('a command with a rule of a company', () => {
  test('evaluates the rule with the others', async () => {
    const files = { 'a.tf.json': registry(true) };
    const { status, stdout, stderr } = await runCompanyCommand(
      files,
      ...['check', 'a.tf.json'],
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^ +More: Contoso\.ACR\.PrivateOnly/m);
    expect(stdout).toContain('1 registry in 1 document: 1 violation');
  });

  test('can configure and exempt it', async () => {
    const files = {
      'a.tf.json': registry(true),
      'policy.yaml':
        'exemptions: [{ resource: "*.web", rules: [Contoso.ACR.PrivateOnly], reason: It is public }]',
    };
    const { status, stdout } = await runCompanyCommand(
      files,
      ...['check', 'a.tf.json', '-c', 'policy.yaml'],
    );
    expect(status).toBe(0);
    expect(stdout).toContain('exempt ');
  });

  test('lists and explains it, and names it in SARIF', async () => {
    const listed = await runCompanyCommand({}, 'rules');
    expect(listed.stdout).toMatch(/^Contoso\.ACR\.PrivateOnly +CON-000001 /m);
    const explained = await runCompanyCommand(
      {},
      ...['explain', 'contoso.acr.privateonly'],
    );
    expect(explained.stdout).toMatch(/^# Contoso\.ACR\.PrivateOnly\n/);
    expect(explained.stdout).toContain('PCI DSS v4.0.1: 1.4.4\n');
    const sarif = await runCompanyCommand(
      { 'a.tf.json': registry(true) },
      ...['check', 'a.tf.json', '-f', 'sarif'],
    );
    expect(JSON.parse(sarif.stdout)).toMatchObject({
      runs: [{ results: [{ ruleId: 'Contoso.ACR.PrivateOnly' }] }],
    });
  });
});

test('two rules with one name are an error', () => {
  expect(() => createCli({ additionalRules: rules.slice(0, 1) })).toThrow(
    `createCli: two rules are named ${rules[0]?.name}`,
  );
});

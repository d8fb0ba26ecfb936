import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  acrPolicy,
  check,
  inFolder,
  judgeWithCli,
  outcomesOf,
} from '../support/cli';
import type { Outcome } from '../support/neutral';

const registry = (body: object, name = 'web') => ({
  resource: { azurerm_container_registry: { [name]: body } },
});
const open = registry({ sku: 'Premium' });
const closing = { public_network_access_enabled: false };
const closed = registry({ sku: 'Premium', ...closing });
const more = registry({ sku: 'Premium', ...closing }, 'more');
const web = 'azurerm_container_registry.web';
const dynamic = (name: string, content: object) => ({
  dynamic: { [name]: { for_each: [1], content } },
});
const denying = dynamic('network_rule_set', { default_action: 'Deny' });

type Row = [
  situation: string,
  files: Record<string, unknown>,
  outcomes: Record<string, Outcome>,
];

describe('files that Terraform ignores', () => {
  test.each<Row>([
    [
      'a hidden override',
      { 'main.tf.json': open, '.a_override.tf.json': registry(closing) },
      { [web]: 'fail' },
    ],
    [
      'hidden locals',
      {
        'main.tf.json': registry({
          sku: 'Premium',
          public_network_access_enabled: '${local.open}',
        }),
        '.locals.tf.json': { locals: { open: false } },
      },
      { [web]: 'unknown' },
    ],
    [
      'a hidden file with a registry',
      { 'main.tf.json': closed, '.main.tf.json': open },
      { [web]: 'pass' },
    ],
    [
      'a backup of an editor',
      { 'main.tf.json': open, 'a_override.tf.json~': registry(closing) },
      { [web]: 'fail' },
    ],
  ])('take no part: %s', async (_situation, files, outcomes) => {
    expect(await judgeWithCli(files)).toEqual(outcomes);
  });

  test('are evaluated on their own if they are named', async () => {
    const files = { 'main.tf.json': closed, '.main.tf.json': open };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.main.tf.json'], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
    });
  });
});

describe('an override file', () => {
  test.each<Row>([
    [
      'leaves the dynamic blocks of another name',
      {
        'main.tf.json': registry({ sku: 'Premium', ...denying }),
        'override.tf.json': registry(
          dynamic('georeplications', { location: 'northeurope' }),
        ),
      },
      { [web]: 'pass' },
    ],
    [
      'replaces the dynamic blocks of a name by others',
      {
        'main.tf.json': registry({ sku: 'Premium', ...denying }),
        'override.tf.json': registry(
          dynamic('network_rule_set', { default_action: 'Allow' }),
        ),
      },
      { [web]: 'fail' },
    ],
    [
      'replaces the dynamic blocks of a name by a block',
      {
        'main.tf.json': registry({ sku: 'Premium', ...denying }),
        'override.tf.json': registry({
          network_rule_set: { default_action: 'Allow' },
        }),
      },
      { [web]: 'fail' },
    ],
    [
      'replaces blocks by dynamic blocks of their name',
      {
        'main.tf.json': registry({
          sku: 'Premium',
          network_rule_set: { default_action: 'Deny' },
        }),
        'override.tf.json': registry(
          dynamic('network_rule_set', { default_action: 'Allow' }),
        ),
      },
      { [web]: 'fail' },
    ],
    [
      'sets a count that goes before an empty for_each',
      {
        'main.tf.json': registry({ sku: 'Premium', for_each: {} }),
        'override.tf.json': registry({ count: 1 }),
      },
      { [`${web}[0]`]: 'fail' },
    ],
  ])('%s', async (_situation, files, outcomes) => {
    expect(await judgeWithCli(files)).toEqual(outcomes);
  });
});

test('an override file does not change what another directory declares', async () => {
  const files = {
    'a/main.tf.json': open,
    'b/override.tf.json': registry({ sku: 'Premium', ...closing }),
  };
  await inFolder(files, async (cwd) => {
    const { report } = await check(['a'], { cwd });
    expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
  });
});

describe('one address in two files of a directory', () => {
  const files = { 'dev.tf.json': open, 'prod.tf.json': closed };

  test('is refused, as Terraform does', async () => {
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        `dev.tf.json declares ${web}, as prod.tf.json does`,
      );
    });
  });

  test.each<[string, Outcome]>([
    ['dev.tf.json', 'fail'],
    ['prod.tf.json', 'pass'],
  ])('does not change the one that is named: %s', async (name, outcome) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check([name], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: outcome });
    });
  });
});

describe('a directory with files of OpenTofu', () => {
  test.each<[string, Record<string, unknown>, Record<string, Outcome[]>]>([
    [
      'a closed file does not silence an open one that Terraform reads',
      { 'main.tf.json': open, 'main.tofu.json': closed },
      { 'main.tf.json': ['fail'], 'main.tofu.json': ['pass'] },
    ],
    [
      'an open file is evaluated beside a closed one',
      { 'main.tf.json': closed, 'main.tofu.json': open },
      { 'main.tf.json': ['pass'], 'main.tofu.json': ['fail'] },
    ],
    [
      'only OpenTofu reads its override, so that both are reported',
      { 'main.tf.json': open, 'a_override.tofu.json': registry(closing) },
      { 'main.tf.json': ['fail', 'pass'] },
    ],
    [
      'what both read alike is reported once',
      { 'main.tf.json': open, 'more.tofu.json': more },
      { 'main.tf.json': ['fail'], 'more.tofu.json': ['pass'] },
    ],
  ])('%s', async (_situation, files, outcomes) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      const found: Record<string, Outcome[]> = {};
      for (const { ruleId, file, outcome } of report.findings) {
        if (ruleId === 'Azure.ACR.Firewall') (found[file] ??= []).push(outcome);
      }
      expect(found).toMatchObject(outcomes);
    });
  });
});

test('a finding points to the file and the line of its block', async () => {
  const line = (document: object) => JSON.stringify(document, null, 1);
  const files = {
    'a.tf.json': line({ locals: { a: 1 } }),
    'b.tf.json': line({
      resource: [{ azurerm_container_registry: { web: { sku: 'Premium' } } }],
    }),
    'c_override.tf.json': line(registry({ admin_enabled: false })),
  };
  await inFolder(files, async (cwd) => {
    const { stdout } = await acrPolicy(['check', '.', '-f', 'github'], { cwd });
    expect(stdout).toMatch(/^::error file=b\.tf\.json,line=5,/m);
    expect(stdout).not.toContain('c_override.tf.json');
  });
});

test('an override file in HCL counts for a file that is named', async () => {
  const files = {
    'main.tf.json': closed,
    'a_override.tf': `resource "azurerm_container_registry" "web" { public_network_access_enabled = true }`,
  };
  await inFolder(files, async (cwd) => {
    const { report } = await check(['main.tf.json'], { cwd });
    expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
  });
});

test('a directory is no file of the module', async () => {
  const files = { 'main.tf.json': open, 'a_override.tf.json/b.txt': '' };
  expect(await judgeWithCli(files)).toEqual({ [web]: 'fail' });
});

test('a pipe among the files of a module is not waited for', async () => {
  await inFolder({ 'main.tf.json': closed }, async (cwd) => {
    execFileSync('mkfifo', [join(cwd, 'a_override.tf.json')]);
    const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is not a file');
  });
});

test('a link to itself among the files of a module is an error with its name', async () => {
  await inFolder({ 'main.tf.json': closed }, async (cwd) => {
    symlinkSync('a_override.tf.json', join(cwd, 'a_override.tf.json'));
    const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('a_override.tf.json');
    expect(stderr).not.toContain('bug in azure-acr-policy-pack');
  });
});

test('a broken file that a search passes by is reported by its name', async () => {
  await inFolder({ 'main.tf.json': '{ "a": ' }, async (cwd) => {
    const { exitCode } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(2);
  });
});

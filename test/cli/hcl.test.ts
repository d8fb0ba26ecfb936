import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';
import type { JsonReport } from '../support/cli';
import type { Outcome } from '../support/neutral';
import { toHcl } from '../support/terraform-hcl';
import type { JsonObject } from '../support/terraform-hcl';
import { azapiRows } from '../support/terraform-situations-azapi';
import { stateRows } from '../support/terraform-situations-states';
import { valueRows } from '../support/terraform-situations-values';

const web = 'azurerm_container_registry.web';
const registry = (body: string, name = 'web') =>
  `resource "azurerm_container_registry" "${name}" {\n${body}\n}\n`;
const open = registry('  sku = "Premium"');
const closed = registry(
  '  sku = "Premium"\n  public_network_access_enabled = false',
);
const closing = registry('  public_network_access_enabled = false');

type Row = [
  situation: string,
  files: Record<string, unknown>,
  outcomes: Record<string, Outcome>,
];

/** The findings and what was not evaluated, by the directory of their file. */
function byDirectory({ findings, notEvaluated }: JsonReport) {
  const all = new Map<string, string[]>();
  const add = (file: string, line: string) => {
    const directory = file.split('/', 1)[0] ?? '';
    all.set(directory, [...(all.get(directory) ?? []), line].sort());
  };
  for (const { file, ruleId, resource, outcome } of findings) {
    add(file, `${resource.address} ${ruleId} ${outcome}`);
  }
  // The parser sorts blocks by their names.
  for (const { file, address } of notEvaluated) {
    add(file, `${address.split(', ').sort().join(', ')} -`);
  }
  return Object.fromEntries(all);
}

test('a configuration in HCL gets the verdicts of the same one in JSON', async () => {
  const configurations = [...azapiRows, ...stateRows, ...valueRows].map(
    ({ modules }) => modules['.'] as JsonObject,
  );
  const filesIn = (name: string, write: (one: JsonObject) => unknown) =>
    Object.fromEntries(
      configurations.map((one, index) => [`${index}/${name}`, write(one)]),
    );
  const [json, hcl] = await Promise.all(
    [filesIn('main.tf.json', (one) => one), filesIn('main.tf', toHcl)].map(
      (files) =>
        inFolder(files, async (cwd) => {
          const { report } = await check(['.'], { cwd });
          return byDirectory(report);
        }),
    ),
  );
  expect(Object.keys(hcl ?? {}).length).toBeGreaterThan(10);
  expect(hcl).toEqual(json);
});

describe('files in HCL', () => {
  test.each<Row>([
    ['one file', { 'main.tf': open }, { [web]: 'fail' }],
    [
      'an override file over another',
      { 'main.tf': open, 'a_override.tf': closing },
      { [web]: 'pass' },
    ],
    [
      'an override file over JSON',
      {
        'main.tf.json': {
          resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
        },
        'override.tf': closing,
      },
      { [web]: 'pass' },
    ],
    [
      'an override file in JSON over HCL',
      {
        'main.tf': closed,
        'override.tf.json': {
          resource: {
            azurerm_container_registry: {
              web: { public_network_access_enabled: true },
            },
          },
        },
      },
      { [web]: 'fail' },
    ],
    [
      'locals of another file',
      {
        'main.tf': registry(
          '  sku = local.sku\n  public_network_access_enabled = local.access',
        ),
        'locals.tf': 'locals { sku = "Premium" }\nlocals { access = false }\n',
      },
      { [web]: 'pass' },
    ],
    [
      'a hidden file and a backup',
      { 'main.tf': open, '.a_override.tf': closing, 'a_override.tf~': closing },
      { [web]: 'fail' },
    ],
    [
      'a nested block',
      {
        'main.tf': registry(
          '  sku = "Premium"\n  network_rule_set {\n    default_action = "Deny"\n  }',
        ),
      },
      { [web]: 'pass' },
    ],
    [
      'an attribute that holds blocks',
      {
        'main.tf': registry(
          '  sku = "Premium"\n  network_rule_set = [{ default_action = "Deny" }]',
        ),
      },
      { [web]: 'pass' },
    ],
    [
      'a dynamic block',
      {
        'main.tf': registry(
          '  sku = "Premium"\n  dynamic "network_rule_set" {\n    for_each = [1]\n    content {\n      default_action = "Deny"\n    }\n  }',
        ),
      },
      { [web]: 'pass' },
    ],
    [
      'an escaped template',
      { 'main.tf': registry('  sku = "$${local.sku}"') },
      { [web]: 'unknown' },
    ],
    [
      'a byte order mark and carriage returns',
      { 'main.tf': `\ufeff${open.replaceAll('\n', '\r\n')}` },
      { [web]: 'fail' },
    ],
    [
      'labels without quotes',
      {
        'main.tf':
          'resource azurerm_container_registry web { sku = "Premium" }',
      },
      { [web]: 'fail' },
    ],
  ])('%s', async (_situation, files, outcomes) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      expect(outcomesOf(report)).toEqual(outcomes);
      expect(report.summary).toMatchObject({ registries: 1 });
      expect(report.notEvaluated).toEqual([]);
    });
  });

  test('that only OpenTofu reads are evaluated as each tool reads them', async () => {
    const files = { 'main.tf': closed, 'main.tofu': open };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      expect(
        report.findings
          .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
          .map(({ file, outcome }) => [file, outcome]),
      ).toEqual([
        ['main.tf', 'pass'],
        ['main.tofu', 'fail'],
      ]);
    });
  });

  test('that declare one address twice are refused', async () => {
    const files = { 'a.tf': open, 'b.tf': closed };
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(`a.tf declares ${web}, as b.tf does`);
    });
  });

  test('that hold no block are read', async () => {
    await inFolder({ 'main.tf': '# later\n' }, async (cwd) => {
      const { report, ended } = await check(['main.tf'], { cwd });
      expect(report.summary).toMatchObject({ documents: 1, registries: 0 });
      expect(ended.exitCode).toBe(0);
    });
  });

  test('of other tools are left alone', async () => {
    const files = {
      'main.tf': open,
      '.terraform.lock.hcl': 'provider "a" {}',
      'a.tftest.hcl': 'run "a" {}',
      'dev.tfvars': 'a = 1',
      '.terraform/modules/a/main.tf': registry('  sku = "Premium"', 'a'),
    };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      expect(report.notEvaluated).toEqual([]);
    });
  });
});

describe('a file in HCL that Terraform refuses', () => {
  test.each([
    [
      'an argument twice',
      'locals {\n  a = 1\n  a = 2\n}\n',
      'line 3, column 3: The argument "a" was already set at line 2. Each argument may be set only once.\n',
    ],
    [
      'a missing expression',
      'locals {\n  a =\n}\n',
      'line 2, column 6: Expected the start of an expression, but found an invalid expression token.\n',
    ],
    ['a block without an end', 'locals {\n', 'There is no closing brace'],
    [
      'a block type as an argument',
      'resource = 1\n',
      'has "resource", which must be an object',
    ],
    [
      'very deep nesting',
      `locals { a = ${'['.repeat(50_000)}${']'.repeat(50_000)} }`,
      "can't be parsed: it is nested too deep",
    ],
    ['a NUL character', 'locals { a = 1 }\0', 'NUL character'],
    [
      'a template that is joined from parts',
      'locals { a = "${"$"}{b}" }\n',
      "can't be parsed: line 1:",
    ],
  ])('with %s ends with exit code 2', async (_what, text, message) => {
    await inFolder({ 'main.tf': text }, async (cwd) => {
      for (const path of ['.', 'main.tf']) {
        const ended = await acrPolicy(['check', path], { cwd });
        expect(ended.exitCode).toBe(2);
        expect(ended.stderr).toContain(
          `acr-policy: main.tf ${message.startsWith('line') ? 'is not valid HCL: ' : ''}`,
        );
        expect(ended.stderr).toContain(message);
      }
    });
  });

  test('also ends the evaluation of the files beside it', async () => {
    await inFolder({ 'main.tf': open, 'b.tf': 'a {' }, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', 'main.tf'], {
        cwd,
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain('b.tf, which belongs to it, is not valid HCL');
    });
  });
});

describe('a directory with a file that Terraform refuses', () => {
  test('has the place of the error once', async () => {
    const files = { 'a.tf': open, 'b.tf': 'a {', 'c.tf': 'locals {}\n' };
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.'], { cwd });
      expect(exitCode).toBe(2);
      expect(stderr.match(/closing brace/g)).toHaveLength(1);
      expect(stderr).toMatch(/^acr-policy: b\.tf is not valid HCL: line 1/m);
    });
  });
});

describe('a search', () => {
  test('does not wait for a pipe', async () => {
    await inFolder({ 'main.tf': open }, async (cwd) => {
      await inFolder({}, async (other) => {
        execFileSync('mkfifo', [join(other, 'pipe')]);
        symlinkSync(join(other, 'pipe'), join(cwd, 'data.json'));
        const { report } = await check(['.'], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
      });
    });
  });
});

test.each([
  ['github', /^::error file=main\.tf,line=13,col=3[,:]/m],
  ['pretty', /^error {4}azurerm_container_registry\.web {2}main\.tf:13:3$/m],
  ['sarif', /"startLine":\s*13,/],
])('a finding in the format %s points to its block', async (format, place) => {
  const text = `# resource "azurerm_container_registry" "web" {
/* resource "azurerm_container_registry" "web" {
*/
locals {
  text = <<-EOT
    resource "azurerm_container_registry" "web" {
    \${join("}", ["{", "x"])} "
  EOT
  list = [ # ]
    "}\${"{"}", { a = "\\"{" },
  ]
}
  ${open}`;
  await inFolder({ 'main.tf': text }, async (cwd) => {
    const { stdout } = await acrPolicy(['check', '.', '-f', format], { cwd });
    expect(stdout).toMatch(place);
  });
});

test('what is not evaluated points to its block', async () => {
  const text =
    'terraform {}\n\nmodule "a" {\n  source = "example/a/azurerm"\n}\n';
  await inFolder({ 'main.tf': text }, async (cwd) => {
    const { report } = await check(['.'], { cwd });
    expect(report.notEvaluated).toMatchObject([
      { file: 'main.tf', line: 3, address: 'module.a' },
    ]);
  });
});

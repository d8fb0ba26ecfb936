import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';
import type { RunOptions } from '../support/cli';
import type { Outcome } from '../support/neutral';

const web = 'azurerm_container_registry.web';
const main = `resource "azurerm_container_registry" "web" {
  sku                           = var.sku
  public_network_access_enabled = var.access
}
variable "sku" {
  type    = string
  default = "Premium"
}
`;
const access = (more = '') => `variable "access" {\n  type = bool\n${more}}\n`;
const withoutDefault = main + access();
const withDefault = main + access('  default = false\n');

async function outcomeOf(
  files: Record<string, unknown>,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Outcome | undefined> {
  return inFolder(files, async (cwd) => {
    const { report } = await check(['.', ...args], { ...options, cwd });
    return outcomesOf(report)[web];
  });
}

describe('a variable of a root module', () => {
  test.each<[string, Record<string, unknown>, readonly string[], Outcome]>([
    ['without a value', { 'main.tf': withoutDefault }, [], 'unknown'],
    ['with a default only', { 'main.tf': withDefault }, [], 'unknown'],
    [
      'with a default that counts',
      { 'main.tf': withDefault },
      ['--use-defaults'],
      'pass',
    ],
    [
      'with a default beside the value of another one',
      { 'main.tf': withDefault },
      ['--var', 'sku=Premium'],
      'pass',
    ],
    [
      'with a default beside a file of values',
      { 'main.tf': withDefault, 'dev.tfvars': '# none' },
      ['--var-file', 'dev.tfvars'],
      'pass',
    ],
    [
      'with a default beside a file that is loaded by its name',
      { 'main.tf': withDefault, 'terraform.tfvars': 'sku = "Premium"' },
      [],
      'unknown',
    ],
    [
      'with a value of an option',
      { 'main.tf': withoutDefault },
      ['--var', 'access=true'],
      'fail',
    ],
    [
      'with a value that converts',
      {
        'main.tf': withoutDefault,
        'terraform.tfvars': 'sku = "Premium"\naccess = "false"',
      },
      [],
      'pass',
    ],
    [
      'with a value of terraform.tfvars',
      {
        'main.tf': withoutDefault,
        'terraform.tfvars': 'access = true\nsku="Premium"',
      },
      [],
      'fail',
    ],
    [
      'in JSON with a value in JSON',
      {
        'main.tf.json': {
          resource: {
            azurerm_container_registry: {
              web: {
                sku: 'Premium',
                public_network_access_enabled: '${var.access}',
              },
            },
          },
          variable: { access: { type: 'bool' } },
        },
        'terraform.tfvars.json': { access: false },
      },
      [],
      'pass',
    ],
    [
      'with null for a variable that may not be null',
      { 'main.tf': main + access('  nullable = false\n  default = false\n') },
      ['--use-defaults', '--var-file', 'a.tfvars'],
      'pass',
    ],
  ])('%s', async (_situation, files, args, outcome) => {
    const all = { ...files, 'a.tfvars': 'access = null' };
    expect(await outcomeOf(all, args)).toBe(outcome);
  });

  /** Each source that is added goes before those above it. */
  const sources: readonly [
    string,
    Record<string, string>,
    readonly string[],
  ][] = [
    ['terraform.tfvars', { 'terraform.tfvars': 'access = VALUE' }, []],
    [
      'terraform.tfvars.json',
      { 'terraform.tfvars.json': '{ "access": VALUE }' },
      [],
    ],
    ['a.auto.tfvars', { 'a.auto.tfvars': 'access = VALUE' }, []],
    ['a.auto.tfvars.json', { 'a.auto.tfvars.json': '{ "access": VALUE }' }, []],
    ['b.auto.tfvars', { 'b.auto.tfvars': 'access = VALUE' }, []],
    [
      '--var-file',
      { 'dev.tfvars': 'access = VALUE' },
      ['--var-file', 'dev.tfvars'],
    ],
    ['--var', {}, ['--var', 'access=VALUE']],
    [
      'a second --var-file',
      { 'x.tfvars.json': '{ "access": VALUE }' },
      ['--var-file', 'x.tfvars.json'],
    ],
  ];

  test.each(sources.map(([name], index) => [name, index] as const))(
    'takes the value of %s before those that Terraform loads earlier',
    async (_name, last) => {
      const used = sources.slice(Math.max(0, last - 1), last + 1);
      for (const isOpen of [true, false]) {
        const files: Record<string, string> = { 'main.tf': withoutDefault };
        const args: string[] = ['--var', 'sku=Premium'];
        for (const [index, [, given, options]] of used.entries()) {
          const isLast = index === used.length - 1;
          const value = String(isLast ? isOpen : !isOpen);
          for (const [name, text] of Object.entries(given)) {
            files[name] = text.replace('VALUE', value);
          }
          args.push(...options.map((one) => one.replace('VALUE', value)));
        }
        expect(await outcomeOf(files, args)).toBe(isOpen ? 'fail' : 'pass');
      }
    },
  );

  test('has a value of the environment, which files go before', async () => {
    const env = { TF_VAR_access: 'false', TF_VAR_sku: 'Premium' };
    const files = { 'main.tf': withoutDefault };
    expect(await outcomeOf(files, [], { env })).toBe('pass');
    const more = { ...files, 'terraform.tfvars': 'access = true' };
    expect(await outcomeOf(more, [], { env })).toBe('fail');
  });

  test('of a complex type takes an expression as its value', async () => {
    const text = `resource "azurerm_container_registry" "web" {
  sku                           = var.registry.sku
  public_network_access_enabled = var.registry.access
}
variable "registry" {
  type = object({ sku = string, access = optional(bool, false) })
}
`;
    const args = ['--var', 'registry={ sku = "Premium" }'];
    expect(await outcomeOf({ 'main.tf': text }, args)).toBe('pass');
  });

  test('of another file counts if one file is named', async () => {
    const files = { 'main.tf': main, 'variables.tf': access() };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['main.tf', '--var', 'access=true'], {
        cwd,
      });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
    });
  });
});

describe('a value that is wrong', () => {
  test.each<[string, readonly string[], Record<string, string>, string]>([
    [
      'a variable that is not declared',
      ['--var', 'acess=true'],
      {},
      '--var acess is not declared by any checked module. Did you mean "access"?\n',
    ],
    [
      'a variable that resembles none',
      ['--var', 'zone=1'],
      {},
      '--var zone is not declared by any checked module. Fix: correct its name, or leave it out\n',
    ],
    [
      'an option without a value',
      ['--var', 'access'],
      {},
      '--var "access" is not NAME=VALUE',
    ],
    [
      'a file that is not there',
      ['--var-file', 'b.tfvars'],
      {},
      'acr-policy: b.tfvars ',
    ],
    [
      'a file with a syntax error',
      ['--var-file', 'b.tfvars'],
      { 'b.tfvars': 'a = 1\nb = ' },
      'b.tfvars is not valid HCL: line 2, column 5',
    ],
    [
      'a JSON file with a syntax error',
      ['--var-file', 'b.tfvars.json'],
      { 'b.tfvars.json': '{' },
      'b.tfvars.json is not JSON',
    ],
    [
      'an expression',
      ['--var-file', 'b.tfvars'],
      { 'b.tfvars': 'access = var.a' },
      'b.tfvars has an expression as the value of "access"',
    ],
    [
      'a syntax error in a file that is loaded by its name',
      [],
      { 'terraform.tfvars': 'a = ' },
      'terraform.tfvars is not valid HCL: line 1',
    ],
  ])('ends with exit code 2: %s', async (_what, args, files, message) => {
    await inFolder({ 'main.tf': withoutDefault, ...files }, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(['check', '.', ...args], {
        cwd,
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain(message);
    });
  });

  test('is not counted as a document', async () => {
    await inFolder({ 'main.tf': withoutDefault }, async (cwd) => {
      const { stdout } = await acrPolicy(
        ['check', '.', '--var', 'acess=true'],
        { cwd },
      );
      expect(stdout).toContain('; 1 value for nothing that is declared. (');
      expect(stdout).not.toContain('not readable');
    });
  });
});

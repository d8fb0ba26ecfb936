import { readFileSync } from 'node:fs';
import { acrPolicy, check, inFolder } from '../support/cli';
import type { JsonReport, RunOptions } from '../support/cli';
import { planOfFiles } from '../support/terraform-runs';
import { describeWith, terraform } from '../support/tools';

const registry = (
  label: string,
  more = '',
) => `resource "azurerm_container_registry" "${label}" {
  name                = "acr${label}"
  location            = "westeurope"
  resource_group_name = "rg"
  sku                 = "Premium"
${more}}
`;

const files: Readonly<Record<string, string>> = {
  'main.tf': `locals {
  text = <<-EOT
    resource "azurerm_container_registry" "one" {
  EOT
}
${registry('one')}${registry('each', '  for_each = toset(["a", "b"])\n')}
module "acr" {
  source = "./modules/acr"
  count  = 1
}
`,
  'more.tf.json': JSON.stringify(
    {
      resource: {
        azurerm_container_registry: {
          json: {
            name: 'acrjson',
            location: 'westeurope',
            resource_group_name: 'rg',
            sku: 'Premium',
          },
        },
      },
    },
    undefined,
    2,
  ),
  'modules/acr/main.tf': `\n${registry('inner')}module "deep" {\n  source = "../deep"\n}\n`,
  'modules/deep/main.tf': `\n\n${registry('deep')}`,
};

/** The places of the violations of Azure.ACR.Firewall by address. */
const placesIn = ({ findings }: JsonReport) =>
  Object.fromEntries(
    findings
      .filter(({ ruleId }) => ruleId === 'Azure.ACR.Firewall')
      .map(({ resource, source, line }) => [
        resource.address,
        `${source}:${line}`,
      ]),
  );

describeWith([terraform], 'a finding of a plan', () => {
  let plan: object = {};

  beforeAll(async () => {
    plan = await planOfFiles(files);
  });

  async function placesWith(
    around: Readonly<Record<string, unknown>>,
    args: readonly string[] = ['plan.json'],
    options: (cwd: string) => RunOptions = () => ({}),
  ) {
    return inFolder({ ...around, 'plan.json': plan }, async (cwd) => {
      const { report } = await check(args, { ...options(cwd), cwd });
      return placesIn(report);
    });
  }

  const inSource = {
    'azurerm_container_registry.one': 'main.tf:6',
    'azurerm_container_registry.each["a"]': 'main.tf:12',
    'azurerm_container_registry.each["b"]': 'main.tf:12',
    'azurerm_container_registry.json': 'more.tf.json:4',
    'module.acr[0].azurerm_container_registry.inner': 'modules/acr/main.tf:2',
    'module.acr[0].module.deep.azurerm_container_registry.deep':
      'modules/deep/main.tf:3',
  };
  const inPlan = Object.fromEntries(
    Object.keys(inSource).map((address) => [address, 'plan.json:1']),
  );

  test('points to the block in the source beside it', async () => {
    expect(await placesWith(files)).toEqual(inSource);
  });

  test('from standard input points to the source in the working directory', async () => {
    const places = await placesWith(files, ['-'], (cwd) => ({
      stdin: readFileSync(`${cwd}/plan.json`, 'utf8'),
    }));
    expect(places).toEqual(inSource);
  });

  test.each<[situation: string, around: Readonly<Record<string, unknown>>]>([
    ['without a source', {}],
    ['beside another configuration', { 'main.tf': registry('one') }],
    ['beside files of OpenTofu', { ...files, 'a.tofu': '' }],
    [
      'beside a file that is not valid',
      { ...files, 'more.tf.json': '{ "resource": ' },
    ],
  ])('%s points to the plan', async (_situation, around) => {
    expect(await placesWith(around)).toEqual(inPlan);
  });

  test('points to the plan if two blocks have its address', async () => {
    const twice = { ...files, 'again.tf': registry('one') };
    expect(await placesWith(twice)).toEqual({
      ...inSource,
      'azurerm_container_registry.one': 'plan.json:1',
    });
  });

  test('points to the plan if its module is elsewhere', async () => {
    const { 'modules/deep/main.tf': deep, ...rest } = files;
    expect(deep).toBeDefined();
    expect(await placesWith(rest)).toEqual({
      ...inSource,
      'module.acr[0].module.deep.azurerm_container_registry.deep':
        'plan.json:1',
    });
  });

  test('names the file of the source in annotations', async () => {
    await inFolder({ ...files, 'plan.json': plan }, async (cwd) => {
      const args = ['check', 'plan.json', '-f', 'github'];
      const { stdout } = await acrPolicy(args, { cwd });
      expect(stdout).toMatch(/^::error file=main\.tf,line=6,col=1[,:]/m);
    });
  });
});

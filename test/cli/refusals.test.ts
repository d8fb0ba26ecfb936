import { acrPolicy, inFolder } from '../support/cli';

/** Checks files in one run and returns the error for each that cannot be read. */
async function refusalsOf(
  files: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  return inFolder(files, async (cwd) => {
    const names = Object.keys(files);
    const ended = await acrPolicy(['check', ...names], { cwd });
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toMatch(/^failed [^\n]*\n$/);
    const lines = ended.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(names.length);
    return Object.fromEntries(
      names.map((name, index) => [
        name,
        lines[index]?.replace(`acr-policy: ${name} `, '') ?? '',
      ]),
    );
  });
}

const binaryPlan =
  'is a binary plan. Turn it into JSON: terraform show -json FILE > plan.json';
const hcl =
  'is HCL, which is read from files named *.tf and *.tofu. Give it such a name';
const bicep =
  'is Bicep, which is read from files named *.bicep and *.bicepparam. Give it such a name';
const pulumi =
  'is a Pulumi program or its settings. Check what it deploys: pulumi preview --json > preview.json';

/** Files by kind, with the error for all of them. */
type Group = [
  group: string,
  files: Readonly<Record<string, unknown>>,
  message: string,
];

const registry = 'Microsoft.ContainerRegistry/registries@2023-07-01';
const azurerm = 'azurerm_container_registry';
const log = { '@level': 'info', '@message': 'Terraform 1.11.4' };

test.each<Group>([
  [
    'a binary plan',
    { tfplan: Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0]) },
    binaryPlan,
  ],
  [
    'HCL',
    {
      'a resource': 'resource "azurerm_container_registry" "web" {\n}\n',
      'a block in a column': 'output   "web" { }',
      'a block without labels': 'locals {\n}\n',
      'an indented block': '  terraform{ }',
    },
    hcl,
  ],
  [
    'Bicep',
    {
      'a parameter': 'param location string = resourceGroup().location\n',
      'a variable in a column': "var   name = 'web'",
      'an indented resource': `\n  resource web '${registry}' = {`,
      'a scope': "targetScope='subscription'",
      'a scope in a column': '  targetScope   = subscription',
      'parameters of a template': "using   './main.bicep'",
    },
    bicep,
  ],
  [
    'a program of Pulumi',
    {
      settings: 'name: shop\nruntime: yaml\n',
      'a resource': 'r:\n web:\n  type: azure:containerservice:Registry',
      'a resource in a column': 'r:\n  type:  azure-native:storage:Blob',
      'a resource that is written closely': 'r:\n\ttype:azure-native:a:B',
    },
    pulumi,
  ],
  ['HCL by its name', { 'rules.hcl': '# nothing yet' }, hcl],
  [
    'Terragrunt',
    { 'terragrunt.hcl': '', 'terragrunt.stack.hcl': 'unit "a" {}' },
    'is Terragrunt. Check the plan instead: terragrunt plan -out=tfplan && terragrunt show -json tfplan > plan.json',
  ],
  [
    'values of variables',
    { 'dev.tfvars': 'sku = "Premium"' },
    'holds values of variables. Check the directory of the configuration: acr-policy check DIRECTORY --var-file FILE',
  ],
  [
    'a program of Pulumi by its name',
    { 'Pulumi.yaml': 'a: 1', 'Pulumi.yml': 'a: 1', 'Pulumi.dev.yaml': 'a: 1' },
    pulumi,
  ],
  [
    'what only resembles these',
    {
      'a sentence that starts as Bicep does': 'module of the shop\n',
      'an assignment in a sentence': 'Say: param web = 1\n',
      'a block in a sentence': 'Say: terraform { }\n',
      'the marks of an archive in a sentence': 'Say: PK\u0003\u0004.\n',
      'a word that starts like an archive': 'PK-1 of the shop\n',
      'a type in a sentence': 'a type: azure\n',
      'a runtime further inside': '- runtime: nodejs\n',
      'a block that comes late': `${'?'.repeat(1 << 16)}\nlocals {`,
      'main.bicep.txt': '# nothing yet',
      'main.tf.txt': '# nothing yet',
      'Pulumi.yaml.txt': 'a: 1',
      'MyPulumi.yaml': 'a: 1',
    },
    'is not JSON: line 1, column 1: Invalid symbol',
  ],
  [
    'JSON of which nothing is known',
    {
      'an empty object': {},
      'names that nobody has': { a: 1 },
      'values of another tool': { values: { image: 'web' } },
      'a version of a format': { format_version: '1.2' },
      'resources without a version': { resources: [] },
      'a version without resources': { contentVersion: '1.0.0.0' },
      'a schema of another kind': { $schema: 'https://example.com/a.json' },
      'an app of CDKTF without stacks': { stacks: {} },
      'no steps': { steps: [] },
      'steps of a workflow': { steps: [{ name: 'build' }] },
      'steps that are no objects': { steps: ['build'] },
      'a comment of Terraform': { '//': 'nothing' },
      'a block beside what is none': { data: {}, name: 'shop' },
      'a block that is a text': { locals: 'none' },
    },
    'holds nothing that can be checked. Expected a manifest of CDKTF, a Terraform plan, an ARM template, Bicep parameters with their template, a Pulumi stack export, a Pulumi preview, an event log of Pulumi, registries that Azure lists or a Terraform configuration',
  ],
  [
    'a state file of Terraform',
    {
      'terraform.tfstate': {
        version: 4,
        terraform_version: '1.11.4',
        resources: [{ type: azurerm, instances: [] }],
      },
      'an old one': { version: 3, lineage: 'a', modules: [] },
    },
    'is a state file of Terraform. Turn it into JSON that can be checked: terraform show -json FILE > state.json',
  ],
  [
    'the log of a plan',
    {
      'one line': log,
      'several lines': `${JSON.stringify(log)}\n${JSON.stringify(log)}\n`,
    },
    'is a log of Terraform, and not the plan. Run: terraform plan -out=tfplan && terraform show -json tfplan > plan.json',
  ],
  [
    'an update plan of Pulumi',
    { plan: { manifest: {}, resourcePlans: {} } },
    'is an update plan of Pulumi (--save-plan). Check the preview instead: pulumi preview --json > preview.json',
  ],
  [
    'the result of a what-if',
    {
      'of the Azure CLI': {
        status: 'Succeeded',
        changes: [{ changeType: 'Create', resourceId: '/a', after: {} }],
      },
    },
    'is the result of a what-if of Azure. Check the template: acr-policy check TEMPLATE --parameters FILE',
  ],
  [
    'rendered Terragrunt',
    {
      'terragrunt_rendered.json': { inputs: {}, terraform: { source: './a' } },
      'without a source': { inputs: {}, terraform: null },
    },
    'is rendered Terragrunt. Check the plan instead: terragrunt plan -out=tfplan && terragrunt show -json tfplan > plan.json',
  ],
  [
    'several documents in one file',
    {
      'one a line': '{"format_version":"1.2"}\n{"format_version":"1.2"}\n',
      'one a line, with empty lines': '{"a":1}\n\n{"a":2}\n\n',
      'over several lines': '{\n"a": 1\n}\n{\n"a": 2\n}\n',
      'without anything between': '{"a":1}{"a":2}',
      'a list after an object': '{"a":1}\n[1]',
    },
    'holds several JSON documents. Write each to a file of its own, and check those',
  ],
  [
    'a document of a registry that is no deployment',
    {
      'without a resource ID': {
        type: 'Microsoft.ContainerRegistry/registries',
        sku: { name: 'Premium' },
      },
    },
    'speaks of a registry, and is no document that can be checked. Expected a manifest of CDKTF, a Terraform plan, an ARM template, Bicep parameters with their template, a Pulumi stack export, a Pulumi preview, an event log of Pulumi, registries that Azure lists or a Terraform configuration',
  ],
  [
    'a parameter file without its template',
    {
      'dev.json': {
        $schema:
          'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
      },
    },
    'is a parameter file. Check its template: acr-policy check TEMPLATE --parameters FILE',
  ],
])('what is said of %s', async (_group, files, message) => {
  expect(await refusalsOf(files)).toEqual(
    Object.fromEntries(Object.keys(files).map((name) => [name, message])),
  );
});

test('parameters are refused by their name too', async () => {
  const args = ['check', '.', '--parameters', 'Pulumi.yaml'];
  await inFolder({ 'Pulumi.yaml': 'a: 1' }, async (cwd) => {
    const { stderr } = await acrPolicy(args, { cwd });
    expect(stderr).toBe(`acr-policy: Pulumi.yaml ${pulumi}\n`);
  });
});

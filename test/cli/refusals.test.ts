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
  'is HCL, which is read from files named *.tf and *.tofu. If it is a Terraform configuration, give it such a name';
const bicep =
  'is Bicep, which is read from files named *.bicep and *.bicepparam. Give it such a name';
const pulumi =
  'is a Pulumi program or its settings. Check what it deploys: pulumi preview --json > preview.json';

const nextStep =
  'Check a Terraform plan or state (terraform show -json), a Terraform configuration, an ARM template, pulumi preview --json, pulumi stack export or az acr list --output json. More: docs/cli.md#what-it-reads';

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
    'Terraform Stacks',
    { 'a.tfcomponent.hcl': '', 'b.tfdeploy.hcl': 'deployment "a" {}' },
    'is a configuration of Terraform Stacks. Check each module that it deploys, with its inputs: acr-policy check MODULE --var NAME=VALUE',
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
    `holds nothing that can be checked. ${nextStep}`,
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
    'the result of a validation',
    {
      'validate.json': { format_version: '1.0', valid: true, diagnostics: [] },
    },
    'is the result of terraform validate. Check the configuration, or its plan: terraform plan -out=tfplan && terraform show -json tfplan > plan.json',
  ],
  [
    'outputs of Terraform',
    { outputs: { acr: { sensitive: false, type: 'string', value: 'web' } } },
    'holds outputs of Terraform. Check the state: terraform show -json > state.json',
  ],
  [
    'a deployment that Azure lists',
    {
      'deployment.json': {
        type: 'Microsoft.Resources/deployments',
        properties: { provisioningState: 'Succeeded', templateHash: '1' },
      },
    },
    'is a deployment as Azure lists it, without its template. Check that: az deployment group export --resource-group GROUP --name NAME > template.json',
  ],
  [
    'an error of Azure',
    { answer: { error: { code: 'AuthorizationFailed', message: 'No' } } },
    'is an error of Azure: "AuthorizationFailed". Fix the command that wrote it, and check its output',
  ],
  [
    'a report of the command',
    { 'report.json': { version: 1, findings: [], notEvaluated: [] } },
    'is a report of acr-policy. Check the documents that it names',
  ],
  [
    'a SARIF report',
    { 'report.sarif': { version: '2.1.0', runs: [] } },
    'is a SARIF report. Check the documents that it is about',
  ],
  [
    'YAML',
    {
      'what the Azure CLI lists': '- adminUserEnabled: false\n  name: web\n',
      'what the Azure CLI shows': 'adminUserEnabled: false\nname: web\n',
      'a manifest of Kubernetes': '---\napiVersion: v1\nkind: Registry\n',
    },
    'is YAML, and JSON is expected. Of the Azure CLI: az acr list --output json',
  ],
  [
    'a projection of registries',
    {
      'of the Azure CLI': [{ name: 'web', sku: 'Premium' }],
      'with the type and without an ID': [
        { type: 'Microsoft.ContainerRegistry/registries' },
      ],
    },
    'holds an array, expected a JSON object. An array of registries is read if each has its resource ID. Check the whole output of az acr list, or project id, name, type, location, sku, properties',
  ],
  [
    'the lock file of Terraform',
    { '.terraform.lock.hcl': 'provider "x" {}\n' },
    'is the lock file of a Terraform configuration. Check its directory: acr-policy check DIRECTORY',
  ],
  [
    'a template of a file',
    { 'main.tf.tftpl': 'resource "azurerm_container_registry" "web" {\n}\n' },
    'is a template. Check the configuration that renders it: acr-policy check DIRECTORY',
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
    `mentions a registry, and its kind of document is not read. ${nextStep}`,
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

import { acrPolicy, check, inFolder } from '../support/cli';

/** In every document below it is marked as sensitive, and lets half of the internet in. */
const range = '96.0.0.0/1';

const registry = (ranges: unknown) => ({
  name: 'shopacr',
  sku: 'Premium',
  network_rule_set: [{ default_action: 'Deny', ip_rule: ranges }],
});
const ipRule = (value: string) => [{ action: 'Allow', ip_range: value }];

function plan(entry: object, more: object = {}): object {
  const type = 'azurerm_container_registry';
  const web = { address: `${type}.web`, mode: 'managed', type, name: 'web' };
  return {
    format_version: '1.2',
    resource_changes: [{ ...web, ...entry }],
    ...more,
  };
}

const azapi = (attributes: object) => ({
  type: 'Microsoft.ContainerRegistry/registries@2025-04-01',
  name: 'shopacr',
  ...attributes,
});
const body = {
  sku: { name: 'Premium' },
  properties: {
    networkRuleSet: { defaultAction: 'Deny', ipRules: [{ value: range }] },
  },
};

const pulumiRegistry = (value: unknown) => ({
  type: 'azure-native:containerregistry:Registry',
  urn: 'urn:pulumi:dev::shop::azure-native:containerregistry:Registry::web',
  custom: true,
  inputs: {
    sku: { name: 'Premium' },
    networkRuleSet: {
      defaultAction: 'Deny',
      ipRules: [{ iPAddressOrRange: value }],
    },
  },
});
const pulumiSecret = {
  '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
  plaintext: JSON.stringify(range),
};

function template(type: string, value: unknown): object {
  return {
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    definitions: { hidden: { type: 'secureObject' } },
    parameters: {
      range: { type, defaultValue: range },
      ranges: {
        $ref: '#/definitions/hidden',
        defaultValue: { office: range },
      },
    },
    resources: [
      {
        type: 'Microsoft.ContainerRegistry/registries',
        apiVersion: '2025-04-01',
        name: 'shopacr',
        ...body,
        properties: {
          networkRuleSet: { defaultAction: 'Deny', ipRules: [{ value }] },
        },
      },
    ],
  };
}

const child = { source: './acr', ranges: range };
const resource = (ranges: unknown) => ({
  resource: { azurerm_container_registry: { web: registry(ranges) } },
});

describe('a sensitive value is evaluated and not printed', () => {
  test.each<[situation: string, files: Record<string, object>]>([
    [
      'a change of a plan',
      {
        'plan.json': plan({
          change: {
            actions: ['create'],
            before: null,
            after: registry(ipRule(range)),
            after_unknown: {},
            after_sensitive: {
              network_rule_set: [{ ip_rule: [{ ip_range: true }] }],
            },
          },
        }),
      },
    ],
    [
      'a change that is sensitive as a whole',
      {
        'plan.json': plan({
          change: {
            actions: ['create'],
            before: null,
            after: registry(ipRule(range)),
            after_unknown: {},
            after_sensitive: true,
          },
        }),
      },
    ],
    [
      'what Terraform forgets',
      {
        'plan.json': plan({
          change: {
            actions: ['forget'],
            before: registry(ipRule(range)),
            after: null,
            after_unknown: {},
            before_sensitive: { network_rule_set: true },
            after_sensitive: false,
          },
        }),
      },
    ],
    [
      'planned values',
      {
        'plan.json': {
          format_version: '1.2',
          planned_values: {
            root_module: {
              resources: [
                {
                  address: 'azurerm_container_registry.web',
                  mode: 'managed',
                  type: 'azurerm_container_registry',
                  name: 'web',
                  values: registry(ipRule(range)),
                  sensitive_values: { network_rule_set: true },
                },
              ],
            },
          },
        },
      },
    ],
    [
      'a state of Terraform',
      {
        'state.json': {
          format_version: '1.0',
          values: {
            root_module: {
              resources: [
                {
                  address: 'azapi_resource.web',
                  mode: 'managed',
                  type: 'azapi_resource',
                  name: 'web',
                  values: azapi({ body: JSON.stringify(body) }),
                  sensitive_values: { body: true },
                },
              ],
            },
          },
        },
      },
    ],
    [
      'a sensitive_body in Terraform',
      {
        'main.tf.json': {
          resource: {
            azapi_resource: {
              web: azapi({ body: {}, sensitive_body: body }),
            },
          },
        },
      },
    ],
    [
      'the function sensitive',
      {
        'main.tf.json': {
          locals: { range: `\${sensitive("${range}")}` },
          ...resource(ipRule('${local.range}')),
        },
      },
    ],
    [
      'a part of what the function sensitive takes',
      {
        'main.tf.json': resource([
          {
            action: 'Allow',
            ip_range: `\${split(",", sensitive("10.0.0.0/8,${range}"))[1]}`,
          },
        ]),
      },
    ],
    [
      'a variable of a module',
      {
        'main.tf.json': { module: { acr: child } },
        'acr/main.tf.json': {
          variable: { ranges: { type: 'string', sensitive: true } },
          ...resource(ipRule('${var.ranges}')),
        },
      },
    ],
    [
      'a secret in the state of a Pulumi stack',
      {
        'stack.json': {
          version: 3,
          deployment: {
            manifest: {},
            resources: [pulumiRegistry(pulumiSecret)],
          },
        },
      },
    ],
    [
      'a secret in a preview of Pulumi',
      {
        'preview.json': {
          steps: [
            {
              op: 'create',
              urn: 'web',
              newState: pulumiRegistry(pulumiSecret),
            },
          ],
        },
      },
    ],
    [
      'a secure string of an ARM template',
      {
        'template.json': template(
          'secureString',
          "[concat(parameters('range'), '')]",
        ),
      },
    ],
    [
      'a secure object of a type definition in an ARM template',
      { 'template.json': template('string', "[parameters('ranges').office]") },
    ],
  ])('%s', async (_, files) => {
    await inFolder(files, async (cwd) => {
      const [first = ''] = Object.keys(files);
      const { report, ended } = await check([first], { cwd });
      expect(
        report.findings.find(({ ruleId }) => ruleId === 'Azure.ACR.OpenIpRule'),
      ).toMatchObject({
        outcome: 'fail',
        message: expect.stringContaining(' is a sensitive value.') as string,
      });
      const pretty = await acrPolicy(['check', first], { cwd });
      expect(pretty.stdout).toContain('a sensitive value');
      for (const { stdout, stderr } of [ended, pretty]) {
        expect(stdout + stderr).not.toContain('96.0.0');
      }
    });
  });

  test('what stands beside it is printed', async () => {
    const change = {
      actions: ['create'],
      before: null,
      after: registry(ipRule(range)),
      after_unknown: {},
      after_sensitive: { admin_password: true },
    };
    await inFolder({ 'plan.json': plan({ change }) }, async (cwd) => {
      const { stdout } = await acrPolicy(['check', 'plan.json'], { cwd });
      expect(stdout).toContain(range);
    });
  });
});

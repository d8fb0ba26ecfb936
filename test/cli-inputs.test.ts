import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  acrPolicy,
  check,
  fixtures,
  inFolder,
  judgeWithCli,
  outcomesOf,
} from './support/cli';
import type { Outcome } from './support/neutral';

/** The part of a URN that stands before the types. */
const shop = 'urn:pulumi:dev::shop';
const native = 'azure-native:containerregistry:Registry';

/** Documents that real tools wrote, and what is to be said of the registries in them. */
const documents: [
  what: string,
  path: string,
  outcomes: Record<string, Outcome>,
][] = [
  [
    'a folder that CDKTF synthesized',
    'cdktf-output',
    {
      'hub/azurerm_container_registry.acr': 'pass',
      'shop/azurerm_container_registry.acr': 'fail',
    },
  ],
  [
    'the manifest of a CDKTF app',
    'cdktf-output/manifest.json',
    {
      'hub/azurerm_container_registry.acr': 'pass',
      'shop/azurerm_container_registry.acr': 'fail',
    },
  ],
  [
    'one stack of a CDKTF app',
    'cdktf-output/stacks/shop/cdk.tf.json',
    { 'shop/azurerm_container_registry.acr': 'fail' },
  ],
  [
    'a Terraform plan, with modules, instances and what is known after apply',
    'terraform-plan.json',
    {
      'azurerm_container_registry.attr': 'unknown',
      'azurerm_container_registry.block': 'pass',
      'azurerm_container_registry.closed': 'pass',
      'azurerm_container_registry.counted[0]': 'fail',
      'azurerm_container_registry.counted[1]': 'pass',
      'azurerm_container_registry.each["eu.west"]': 'fail',
      'azurerm_container_registry.each["us\\"east"]': 'fail',
      'azurerm_container_registry.open': 'fail',
      'azurerm_container_registry.sensitive': 'pass',
      'azurerm_container_registry.standard': 'notApplicable',
      'azurerm_container_registry.unknown_action': 'unknown',
      'azurerm_container_registry.unknown_set': 'unknown',
      'azurerm_container_registry.unknown_sku': 'unknown',
      'module.hub["a"].azurerm_container_registry.this': 'fail',
      'module.hub["b"].azurerm_container_registry.this': 'pass',
      'module.plain.azurerm_container_registry.this': 'fail',
    },
  ],
  [
    'a Terraform plan that changes, replaces and deletes',
    'terraform-plan-of-update.json',
    {
      'azurerm_container_registry.kept': 'pass',
      'azurerm_container_registry.omitted_block': 'pass',
      'azurerm_container_registry.opened': 'fail',
      'azurerm_container_registry.replaced': 'fail',
    },
  ],
  [
    'a Terraform state',
    'terraform-state.json',
    {
      'azurerm_container_registry.deleted': 'fail',
      'azurerm_container_registry.kept': 'pass',
      'azurerm_container_registry.omitted_block': 'pass',
      'azurerm_container_registry.opened': 'pass',
      'azurerm_container_registry.replaced': 'fail',
    },
  ],
  [
    'a Pulumi preview, with secrets and what waits for other resources',
    'pulumi-preview.json',
    {
      [`${shop}::${native}::closed`]: 'pass',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::gone`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'unknown',
      [`${shop}::${native}::waitingRules`]: 'unknown',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'a Pulumi preview that changes and deletes',
    'pulumi-preview-of-update.json',
    {
      [`${shop}::${native}::closed`]: 'fail',
      [`${shop}::${native}::fresh`]: 'fail',
    },
  ],
  [
    'an export of a Pulumi stack, with encrypted secrets and a borrowed registry',
    'pulumi-export.json',
    {
      [`${shop}::${native}::closed`]: 'pass',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::gone`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'pass',
      [`${shop}::${native}::waitingRules`]: 'pass',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'the events of a Pulumi update, one a line',
    'pulumi-events.jsonl',
    {
      [`${shop}::${native}::closed`]: 'fail',
      [`${shop}::${native}::denied`]: 'pass',
      [`${shop}::${native}::fresh`]: 'fail',
      [`${shop}::${native}::open`]: 'fail',
      [`${shop}::${native}::secretClosed`]: 'unknown',
      [`${shop}::${native}::standard`]: 'notApplicable',
      [`${shop}::${native}::waiting`]: 'pass',
      [`${shop}::${native}::waitingRules`]: 'pass',
      [`${shop}::azure:containerservice/registry:Registry::classic`]: 'pass',
      [`${shop}::shop:index:Team$${native}::team-images`]: 'fail',
    },
  ],
  [
    'an ARM template',
    'arm-template.json',
    { 'arm-template.json#/resources/1': 'pass' },
  ],
  [
    'what Bicep compiles to',
    'bicep-compiled.json',
    { 'bicep-compiled.json#/resources/images': 'pass' },
  ],
];

describe('what is read', () => {
  test.each(documents)('%s', async (_what, path, outcomes) => {
    const { report, ended } = await check([path]);
    expect(outcomesOf(report)).toEqual(outcomes);
    expect(ended.stderr).toBe('');
    const isOpen = Object.values(outcomes).includes('fail');
    expect(ended.exitCode).toBe(isOpen ? 1 : 0);
  });

  test.each(documents.filter(([, path]) => !path.startsWith('cdktf-output')))(
    '%s, under any name',
    async (_what, path, outcomes) => {
      await inFolder({}, async (cwd) => {
        copyFileSync(join(fixtures, path), join(cwd, 'document'));
        const { report } = await check(['document'], { cwd });
        expect(Object.values(outcomesOf(report))).toEqual(
          expect.arrayContaining(Object.values(outcomes)),
        );
      });
    },
  );

  test('standard input', async () => {
    const { report } = await check(['-'], {
      stdin: JSON.stringify({
        resource: { azurerm_container_registry: { web: { sku: 'Premium' } } },
      }),
    });
    expect(outcomesOf(report)).toEqual({
      'azurerm_container_registry.web': 'fail',
    });
    expect(report.findings[0]?.file).toBe('-');
  });

  test('a secret that was exported in plain text is known', async () => {
    const { report } = await check(['pulumi-export-with-secrets.json']);
    expect(outcomesOf(report)).toHaveProperty(
      [`${shop}::${native}::secretClosed`],
      'pass',
    );
  });
});

/** A resource block of Terraform's. */
const registry = (body: object) => ({
  resource: {
    azurerm_container_registry: { web: { sku: 'Premium', ...body } },
  },
});
const web = 'azurerm_container_registry.web';

describe('the files of a Terraform module', () => {
  test.each<
    [
      situation: string,
      files: Record<string, unknown>,
      outcomes: Record<string, Outcome>,
    ]
  >([
    [
      'share locals',
      {
        'locals.tf.json': { locals: { open: false } },
        'main.tf.json': registry({
          public_network_access_enabled: '${local.open}',
        }),
      },
      { [web]: 'pass' },
    ],
    [
      'share no locals with another folder',
      {
        'a/locals.tf.json': { locals: { open: false } },
        'b/main.tf.json': registry({
          public_network_access_enabled: '${local.open}',
        }),
      },
      { [web]: 'unknown' },
    ],
    [
      'are opened by an override file',
      {
        'main.tf.json': registry({ public_network_access_enabled: false }),
        'override.tf.json': registry({ public_network_access_enabled: true }),
      },
      { [web]: 'fail' },
    ],
    [
      'are closed by the last of two override files',
      {
        'a_override.tf.json': registry({ public_network_access_enabled: true }),
        'b_override.tf.json': registry({
          public_network_access_enabled: false,
        }),
        'main.tf.json': registry({}),
      },
      { [web]: 'pass' },
    ],
    [
      'have their locals overridden',
      {
        'main.tf.json': {
          locals: { open: false },
          ...registry({ public_network_access_enabled: '${local.open}' }),
        },
        'override.tf.json': { locals: { open: true } },
      },
      { [web]: 'fail' },
    ],
  ])('%s', async (_situation, files, outcomes) => {
    expect(await judgeWithCli(files)).toEqual(outcomes);
  });

  test('an override file on its own is judged with what it overrides', async () => {
    await inFolder(
      {
        'main.tf.json': registry({ public_network_access_enabled: false }),
        'override.tf.json': registry({ public_network_access_enabled: true }),
      },
      async (cwd) => {
        const { report } = await check(['override.tf.json'], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
        expect(report.findings[0]?.file).toBe('override.tf.json');
      },
    );
  });

  test('a file that belongs to it and is broken is named', async () => {
    await inFolder(
      { 'main.tf.json': registry({}), 'locals.tf.json': '{"locals":' },
      async (cwd) => {
        const { exitCode, stderr } = await acrPolicy(
          ['check', 'main.tf.json'],
          { cwd },
        );
        expect(exitCode).toBe(2);
        expect(stderr).toMatch(
          /main\.tf\.json can't be judged: .*locals\.tf\.json, which belongs to it, is not JSON: line 1, column 11: it ends too early/,
        );
      },
    );
  });
});

describe('what leads to a registry in a plan', () => {
  const planned = (address: string, after: object, more: object = {}) => ({
    address,
    mode: 'managed',
    type: 'azurerm_container_registry',
    name: address.split('.').at(-1),
    change: {
      actions: ['create'],
      before: null,
      after: { sku: 'Premium', ...after },
      after_unknown: {},
      ...more,
    },
  });
  const plan = (...changes: object[]) => ({
    format_version: '1.2',
    resource_changes: changes,
  });

  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'a data source is only read',
      plan({
        ...planned('data.azurerm_container_registry.web', {}),
        mode: 'data',
      }),
      {},
    ],
    [
      'what a replacement left to be deleted is none',
      plan(planned(web, { public_network_access_enabled: false }), {
        ...planned(web, {}),
        deposed: '00000000',
      }),
      { [web]: 'pass' },
    ],
    [
      'a deferred change is one',
      {
        format_version: '1.2',
        deferred_changes: [
          {
            reason: 'provider_config_unknown',
            resource_change: planned(web, {}),
          },
        ],
      },
      { [web]: 'fail' },
    ],
    [
      'planned values without a change entry are judged, once',
      {
        ...plan(planned(web, {})),
        planned_values: {
          root_module: {
            resources: [
              { ...planned(web, {}), values: { sku: 'Premium' } },
              {
                address: `${web}2`,
                mode: 'managed',
                type: 'azurerm_container_registry',
                name: 'web2',
                values: {
                  sku: 'Premium',
                  public_network_access_enabled: false,
                },
              },
            ],
            child_modules: [
              {
                address: 'module.hub',
                resources: [
                  {
                    address: `module.hub.${web}`,
                    mode: 'managed',
                    type: 'azurerm_container_registry',
                    name: 'web',
                    values: { sku: 'Premium' },
                  },
                ],
              },
            ],
          },
        },
      },
      { [web]: 'fail', [`${web}2`]: 'pass', [`module.hub.${web}`]: 'fail' },
    ],
    [
      'a planned value that is written and has no value yet is unknown',
      {
        format_version: '1.2',
        planned_values: {
          root_module: {
            resources: [
              {
                address: web,
                type: 'azurerm_container_registry',
                name: 'web',
                values: { public_network_access_enabled: true },
              },
            ],
          },
        },
        configuration: {
          root_module: {
            resources: [
              {
                mode: 'managed',
                type: 'azurerm_container_registry',
                name: 'web',
                expressions: { sku: { references: ['var.sku'] } },
              },
            ],
          },
        },
      },
      { [web]: 'unknown' },
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await judgeWithCli({ 'plan.json': document })).toEqual(outcomes);
  });

  test('says what an unknown value waits for', async () => {
    const { report } = await check(['terraform-plan.json']);
    const finding = report.findings.find(
      ({ ruleId, resource }) =>
        ruleId === 'Azure.ACR.Firewall' &&
        resource.address === 'azurerm_container_registry.unknown_sku',
    );
    expect(finding?.message).toContain(
      'sku is not known yet (Terraform computes ${terraform_data.late.output})',
    );
  });
});

describe('what leads to a registry in a Pulumi stack', () => {
  const state = (name: string, more: object = {}) => ({
    urn: `${shop}::${native}::${name}`,
    custom: true,
    type: native,
    inputs: { sku: { name: 'Premium' } },
    ...more,
  });
  const stack = (resources: object[], pending: object[] = []) => ({
    version: 3,
    deployment: {
      manifest: {},
      resources,
      pending_operations: pending,
    },
  });

  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'what waits to be deleted is none',
      stack([state('web', { delete: true })]),
      {},
    ],
    [
      'what is deleted and not created anew is none',
      stack([state('web', { pendingReplacement: true })]),
      {},
    ],
    [
      'what an interrupted update was about to create is one',
      stack([], [{ type: 'creating', resource: state('web') }]),
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'a backend keeps a stack as a checkpoint',
      {
        version: 3,
        checkpoint: { stack: 'dev', latest: { resources: [state('web')] } },
      },
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'a replacement is what the last step makes of it',
      {
        steps: [
          { op: 'create-replacement', urn: 'web', newState: state('web') },
          {
            op: 'replace',
            urn: 'web',
            newState: state('web', {
              inputs: {
                sku: { name: 'Premium' },
                publicNetworkAccess: 'Disabled',
              },
            }),
          },
          { op: 'delete-replaced', urn: 'web', oldState: state('web') },
        ],
      },
      { [`${shop}::${native}::web`]: 'pass' },
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await judgeWithCli({ 'stack.json': document })).toEqual(outcomes);
  });
});

describe('a template is open once its restriction is removed', () => {
  /** The text of a fixture without the lines of a property that restricts. */
  const without = (fixture: string, restriction: RegExp): string => {
    const text = readFileSync(join(fixtures, fixture), 'utf8');
    expect(text).toMatch(restriction);
    return text.replace(restriction, '');
  };

  test.each<[what: string, fixture: string, restriction: RegExp]>([
    [
      'an ARM template without its public network access',
      'arm-template.json',
      / *"publicNetworkAccess": "\[parameters.*\n/,
    ],
    [
      'compiled Bicep without its default action',
      'bicep-compiled.json',
      / *"defaultAction": "Deny",\n/,
    ],
  ])('%s', async (_what, fixture, restriction) => {
    const outcomes = await judgeWithCli({
      'main.json': without(fixture, restriction),
    });
    expect(Object.values(outcomes)).toEqual(['fail']);
  });
});

describe('parameters of an ARM template', () => {
  const parameters = (publicNetworkAccess: string) => ({
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: { publicNetworkAccess: { value: publicNetworkAccess } },
  });
  const files = {
    'main.json': jsonOf('arm-template.json'),
    'main.parameters.json': parameters('Disabled'),
    'main.parameters.dev.json': parameters('Enabled'),
  };

  test('are those of each parameter file beside it', async () => {
    expect(await judgeWithCli(files)).toEqual({
      'main.json+main.parameters.json#/resources/1': 'pass',
      'main.json+main.parameters.dev.json#/resources/1': 'fail',
    });
  });

  test.each<[what: string, args: string[], outcome: Outcome]>([
    ['a file', ['-p', 'main.parameters.dev.json'], 'fail'],
    ['a file as Azure names it', ['-p', '@main.parameters.dev.json'], 'fail'],
    ['a value', ['-p', 'publicNetworkAccess=Enabled'], 'fail'],
    [
      'a file and a value that goes before it',
      ['-p', 'main.parameters.dev.json', '-p', 'publicNetworkAccess=Disabled'],
      'pass',
    ],
  ])('are those of the command line: %s', async (_what, args, outcome) => {
    await inFolder(files, async (cwd) => {
      const { report } = await check(['main.json', ...args], { cwd });
      expect(outcomesOf(report)).toEqual({ 'main.json#/resources/1': outcome });
    });
  });

  test('a parameter file is no template', async () => {
    await inFolder(files, async (cwd) => {
      const { exitCode, stderr } = await acrPolicy(
        ['check', 'main.parameters.json'],
        { cwd },
      );
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        'main.parameters.json is a parameter file. Check its template',
      );
    });
  });
});

test("Azure's JSON may have comments, and strings over several lines", async () => {
  const template = `{
    // for the shop
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0", /* the first */
    "resources": [
      {
        "type": "Microsoft.ContainerRegistry/registries",
        "apiVersion": "2023-07-01",
        "name": "web",
        "sku": { "name": "Premium" },
        "properties": { "publicNetworkAccess": "[if(true(),
          'Enabled',
          'Disabled')]" }
      }
    ]
  }`;
  await inFolder({ 'main.json': template }, async (cwd) => {
    const { exitCode, stdout } = await acrPolicy(['check', '.'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('main.json#/resources/0  6:7');
  });
});

function jsonOf(fixture: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON
  return require(join(fixtures, fixture));
}

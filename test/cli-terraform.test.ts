import {
  acrPolicy,
  check,
  inFolder,
  judgeWithCli,
  outcomesOf,
} from './support/cli';
import type { Outcome } from './support/neutral';

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
      'in parts are opened by an override file',
      {
        'main.tf.json': {
          resource: {
            azurerm_container_registry: {
              web: [
                [{ sku: 'Premium' }, { public_network_access_enabled: false }],
              ],
            },
          },
        },
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

  test.each([['a_override.tf.json'], ['b_override.tf.json']])(
    'the last override file by name counts, if %s is checked',
    async (checked) => {
      const files = {
        'a_override.tf.json': registry({ public_network_access_enabled: true }),
        'b_override.tf.json': registry({
          public_network_access_enabled: false,
        }),
        'main.tf.json': registry({}),
      };
      await inFolder(files, async (cwd) => {
        const { report } = await check([checked], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'pass' });
      });
    },
  );

  test('an override file of what no file declares is judged all the same', async () => {
    const files = { 'main.tf.json': {}, 'override.tf.json': registry({}) };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['override.tf.json'], { cwd });
      expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
    });
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

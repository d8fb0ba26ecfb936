import {
  acrPolicy,
  check,
  inFolder,
  judgeWithCli,
  outcomesOf,
} from '../support/cli';
import type { Outcome } from '../support/neutral';

/** A resource block of Terraform's. */
const registry = (body: object) => ({
  resource: {
    azurerm_container_registry: { web: { sku: 'Premium', ...body } },
  },
});
/** The content of an override file. */
const override = (body: object) => ({
  resource: { azurerm_container_registry: { web: body } },
});
const web = 'azurerm_container_registry.web';
const avm = 'Azure/avm-res-containerregistry-registry/azurerm';

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
      'are opened by an override file, whatever the others are called',
      {
        'z.tf.json': registry({ public_network_access_enabled: false }),
        'override.tf.json': registry({ public_network_access_enabled: true }),
      },
      { [web]: 'fail' },
    ],
    [
      'are opened by an argument in an override file that has no other',
      {
        'main.tf.json': registry({ public_network_access_enabled: false }),
        'shop_override.tf.json': override({
          public_network_access_enabled: true,
        }),
      },
      { [web]: 'fail' },
    ],
    [
      'are opened in what is written as lists',
      {
        'main.tf.json': {
          resource: [
            registry({ public_network_access_enabled: false }).resource,
          ],
        },
        'override.tf.json': {
          resource: [
            override({ public_network_access_enabled: true }).resource,
          ],
        },
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
        'override.tf.json': override({ public_network_access_enabled: true }),
      },
      { [web]: 'fail' },
    ],
    [
      'are overridden by name',
      {
        'main.tf.json': {
          resource: {
            azurerm_container_registry: {
              web: { sku: 'Premium', public_network_access_enabled: false },
              shop: { sku: 'Premium', public_network_access_enabled: false },
            },
          },
        },
        'override.tf.json': override({ public_network_access_enabled: true }),
      },
      { [web]: 'fail', 'azurerm_container_registry.shop': 'pass' },
    ],
    [
      'are not overridden by a file with a similar name',
      {
        'myoverride.tf.json': registry({
          public_network_access_enabled: false,
        }),
        'a_override.tf.json': override({ public_network_access_enabled: true }),
      },
      { [web]: 'fail' },
    ],
    [
      'have their modules overridden',
      {
        'main.tf.json': {
          module: {
            registry: { source: avm, public_network_access_enabled: false },
          },
        },
        'override.tf.json': {
          module: { registry: { public_network_access_enabled: true } },
        },
      },
      { 'module.registry': 'fail' },
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
    [
      'have their locals overridden by the last override file',
      {
        'main.tf.json': registry({
          public_network_access_enabled: '${local.open}',
        }),
        'a_override.tf.json': { locals: [{ open: false }] },
        'b_override.tf.json': { locals: [{ other: 1 }, { open: true }] },
      },
      { [web]: 'fail' },
    ],
  ])('%s', async (_situation, files, outcomes) => {
    expect(await judgeWithCli(files)).toEqual(outcomes);
  });

  test.each<[situation: string, declared: object]>([
    ['declared at once', { sku: 'Premium', name: 'web' }],
    ['declared in parts', [[{ sku: 'Premium' }, { name: 'web' }]]],
  ])(
    'an override file on its own is evaluated with what it overrides: %s',
    async (_situation, declared) => {
      const files = {
        'main.tf.json': {
          resource: { azurerm_container_registry: { web: declared } },
        },
        'override.tf.json': override({ public_network_access_enabled: true }),
      };
      await inFolder(files, async (cwd) => {
        const { report } = await check(['override.tf.json'], { cwd });
        expect(outcomesOf(report)).toEqual({ [web]: 'fail' });
        expect(report.findings[0]?.file).toBe('override.tf.json');
      });
    },
  );

  test('what is declared in one file and overridden in another is evaluated once', async () => {
    const files = {
      'main.tf.json': registry({}),
      'override.tf.json': override({ public_network_access_enabled: false }),
    };
    await inFolder(files, async (cwd) => {
      const { report } = await check(['.'], { cwd });
      expect(report.summary).toMatchObject({ documents: 2, registries: 1 });
      expect(report.findings[0]?.file).toBe('main.tf.json');
    });
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

  test('an override file of what no file declares is evaluated all the same', async () => {
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
          /main\.tf\.json can't be checked: .*locals\.tf\.json, which belongs to it, is not JSON: line 1, column 11: it ends too early/,
        );
      },
    );
  });
});

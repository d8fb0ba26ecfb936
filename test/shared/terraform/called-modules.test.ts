import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateRoot, writeFiles } from '../../support/called-modules';
import type { Files } from '../../support/called-modules';
import type { Outcome } from '../../support/neutral';

const made: string[] = [];

function inDirectory(files: Files): string {
  const directory = writeFiles(files);
  made.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true });
});

/** A root module that makes one call. */
const calling = (call: object, rest: object = {}) => ({
  module: { reg: { source: './acr', ...call } },
  ...rest,
});

const registry = (body: object = {}) => ({
  azurerm_container_registry: { this: { sku: 'Premium', ...body } },
});

/** A module with a registry and an input that closes it. */
const acr = (variable: object = {}, rest: object = {}) => ({
  variable: { open: variable },
  resource: registry({ public_network_access_enabled: '${var.open}' }),
  ...rest,
});

const address = 'module.reg.azurerm_container_registry.this';

/** An update that closes a registry. */
const closing = (id: string, rest: object = {}) => ({
  azapi_update_resource: {
    close: {
      type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
      resource_id: id,
      body: { properties: { publicNetworkAccess: 'Disabled' } },
      ...rest,
    },
  },
});

type Row = [
  situation: string,
  root: object,
  modules: Files,
  outcomes: Record<string, Outcome>,
];

describe('a module that is called', () => {
  test.each<Row>([
    [
      'is closed by an input',
      calling({ open: false }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'pass' },
    ],
    [
      'is opened by an input',
      calling({ open: true }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'fail' },
    ],
    [
      'takes an input as the type of its variable',
      calling({ open: 'false' }),
      { 'acr/main.tf.json': acr({ type: 'bool' }) },
      { [address]: 'pass' },
    ],
    [
      'has an unknown input',
      calling({ open: '${data.x.y.z}' }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'unknown' },
    ],
    [
      'has a default',
      calling({}),
      { 'acr/main.tf.json': acr({ default: false }) },
      { [address]: 'pass' },
    ],
    [
      'is given null, in whose place no default comes',
      calling({ open: null }),
      { 'acr/main.tf.json': acr({ default: false }) },
      { [address]: 'fail' },
    ],
    [
      'is given null, in whose place the default comes if the variable takes no null',
      calling({ open: null }),
      { 'acr/main.tf.json': acr({ default: false, nullable: false }) },
      { [address]: 'pass' },
    ],
    [
      'has its own locals',
      calling({}, { locals: { open: true } }),
      {
        'acr/main.tf.json': {
          locals: { open: false },
          resource: registry({
            public_network_access_enabled: '${local.open}',
          }),
        },
      },
      { [address]: 'pass' },
    ],
    [
      'has locals in another file, and an override file',
      calling({}),
      {
        'acr/main.tf.json': {
          resource: registry({
            public_network_access_enabled: '${local.open}',
          }),
        },
        'acr/locals.tf.json': { locals: { open: true } },
        'acr/override.tf.json': { locals: { open: false } },
      },
      { [address]: 'pass' },
    ],
    [
      'is written in HCL',
      calling({ open: false }),
      {
        'acr/variables.tf': 'variable "open" {\n  type = bool\n}\n',
        'acr/main.tf':
          'resource "azurerm_container_registry" "this" {\n  sku = "Premium"\n  public_network_access_enabled = var.open\n}\n',
      },
      { [address]: 'pass' },
    ],
    [
      'takes an object with optional attributes',
      calling({ settings: { zone: true } }),
      {
        'acr/main.tf':
          'variable "settings" {\n  type = object({ zone = bool, open = optional(bool, false) })\n}\n',
        'acr/registry.tf.json': {
          resource: registry({
            public_network_access_enabled: '${var.settings.open}',
          }),
        },
      },
      { [address]: 'pass' },
    ],
    [
      'is called no time',
      calling({ count: 0, open: true }),
      { 'acr/main.tf.json': acr() },
      {},
    ],
    [
      'is called for nothing',
      calling({ for_each: {}, open: true }),
      { 'acr/main.tf.json': acr() },
      {},
    ],
    [
      'is called twice',
      calling({ count: 2, open: '${count.index}' }),
      { 'acr/main.tf.json': acr() },
      {
        'module.reg[0].azurerm_container_registry.this': 'fail',
        'module.reg[1].azurerm_container_registry.this': 'fail',
      },
    ],
    [
      'is called for each of a map',
      calling({
        for_each: { a: { open: false }, b: { open: true } },
        open: '${each.value.open}',
      }),
      { 'acr/main.tf.json': acr() },
      {
        'module.reg["a"].azurerm_container_registry.this': 'pass',
        'module.reg["b"].azurerm_container_registry.this': 'fail',
      },
    ],
    [
      'is called an unknown number of times',
      calling({ count: '${var.n}', open: true }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'fail' },
    ],
    [
      'is called for what is unknown',
      calling({ for_each: '${var.all}', open: '${each.value}' }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'unknown' },
    ],
    [
      'is called more often than can be evaluated',
      calling({ count: 1e9, open: false }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'pass' },
    ],
    [
      'calls another one',
      calling({ open: false }),
      {
        'acr/main.tf.json': {
          variable: { open: {} },
          module: { inner: { source: '../inner', open: '${var.open}' } },
        },
        'inner/main.tf.json': acr({ default: true }),
      },
      { 'module.reg.module.inner.azurerm_container_registry.this': 'pass' },
    ],
    [
      'is given an output of another one',
      calling(
        { open: '${module.settings.open}' },
        {
          module: {
            reg: { source: './acr', open: '${module.settings.open}' },
            settings: { source: './settings' },
          },
        },
      ),
      {
        'acr/main.tf.json': acr(),
        'settings/main.tf.json': { output: { open: { value: false } } },
      },
      { [address]: 'pass' },
    ],
    [
      'and another one are given outputs of each other',
      {
        module: {
          reg: { source: './acr', open: '${module.other.open}' },
          other: { source: './other', name: '${module.reg.name}' },
        },
      },
      {
        'acr/main.tf.json': acr({}, { output: { name: { value: 'web' } } }),
        'other/main.tf.json': {
          variable: { name: {} },
          output: { open: { value: false } },
        },
      },
      { [address]: 'pass' },
    ],
    [
      'is given an output that depends on itself',
      calling({ open: '${module.reg.open}' }),
      {
        'acr/main.tf.json': acr(
          {},
          { output: { open: { value: '${var.open}' } } },
        ),
      },
      { [address]: 'unknown' },
    ],
  ])('%s', (_, root, modules, outcomes) => {
    expect(evaluateRoot(root, inDirectory(modules))).toMatchObject({
      outcomes,
      notEvaluated: [],
    });
  });

  const withId = acr(
    { default: true },
    { output: { id: { value: '${azurerm_container_registry.this.id}' } } },
  );

  describe('has its registry', () => {
    test.each<Row>([
      [
        'closed by an update of the root',
        calling({}, { resource: closing('${module.reg.id}') }),
        { 'acr/main.tf.json': withId },
        { [address]: 'pass' },
      ],
      [
        'closed by an update of the root through two outputs',
        calling({}, { resource: closing('${module.reg.id}') }),
        {
          'acr/main.tf.json': {
            module: { inner: { source: '../inner' } },
            output: { id: { value: '${module.inner.id}' } },
          },
          'inner/main.tf.json': withId,
        },
        { 'module.reg.module.inner.azurerm_container_registry.this': 'pass' },
      ],
      [
        'closed by an update of another module',
        {
          module: {
            reg: { source: './acr' },
            update: { source: './update', id: '${module.reg.id}' },
          },
        },
        {
          'acr/main.tf.json': withId,
          'update/main.tf.json': {
            variable: { id: {} },
            resource: closing('${var.id}'),
          },
        },
        { [address]: 'pass' },
      ],
      [
        'closed by an update of another module that may not be called',
        {
          module: {
            reg: { source: './acr' },
            update: {
              source: './update',
              id: '${module.reg.id}',
              count: '${var.n}',
            },
          },
        },
        {
          'acr/main.tf.json': withId,
          'update/main.tf.json': {
            variable: { id: {} },
            resource: closing('${var.id}'),
          },
        },
        { [address]: 'unknown' },
      ],
      [
        'in the one instance that an update is about closed',
        calling(
          { for_each: { a: 1, b: 2 } },
          { resource: closing('${module.reg["a"].id}') },
        ),
        { 'acr/main.tf.json': withId },
        {
          'module.reg["a"].azurerm_container_registry.this': 'pass',
          'module.reg["b"].azurerm_container_registry.this': 'fail',
        },
      ],
    ])('%s', (_, root, modules, outcomes) => {
      expect(evaluateRoot(root, inDirectory(modules))).toMatchObject({
        outcomes,
        notEvaluated: [],
      });
    });

    test('and a registry of the root, which an update in the module closes', () => {
      const root = {
        resource: registry(),
        module: {
          update: {
            source: './update',
            id: '${azurerm_container_registry.this.id}',
          },
        },
      };
      const directory = inDirectory({
        'update/main.tf.json': {
          variable: { id: {} },
          resource: {
            ...closing('${var.id}'),
            // Of the same address in its module as the root's.
            ...registry(),
          },
        },
      });
      expect(evaluateRoot(root, directory).outcomes).toEqual({
        'azurerm_container_registry.this': 'pass',
        'module.update.azurerm_container_registry.this': 'fail',
      });
    });
  });

  test('is found by its place and by the calls that lead to it', () => {
    const directory = inDirectory({
      'acr/main.tf.json': { module: { inner: { source: '../inner' } } },
      'inner/main.tf.json': acr({ default: true }),
    });
    const { blocks } = evaluateRoot(calling({}), directory);
    expect(blocks).toMatchObject([
      {
        path: ['module', 'reg'],
        called: {
          call: { label: 'reg' },
          places: [
            {
              file: join(directory, 'inner/main.tf.json'),
              path: ['resource', 'azurerm_container_registry', 'this'],
            },
            {
              file: join(directory, 'acr/main.tf.json'),
              path: ['module', 'inner'],
            },
          ],
        },
      },
    ]);
  });
});

describe('a module that an init has fetched', () => {
  const manifest = (entry: object) => ({
    '.terraform/modules/modules.json': {
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        { Key: 'reg', Dir: '.terraform/modules/reg', ...entry },
      ],
    },
    '.terraform/modules/reg/main.tf.json': acr({ default: false }),
  });
  const fetched = 'registry.terraform.io/claranet/acr/azurerm';

  test.each<[situation: string, call: object, entry: object]>([
    [
      'from the registry',
      { source: 'claranet/acr/azurerm', version: '~> 8.0' },
      { Source: fetched, Version: '8.1.0' },
    ],
    [
      'in any version',
      { source: 'claranet/acr/azurerm' },
      { Source: fetched, Version: '8.1.0' },
    ],
    [
      'by OpenTofu',
      { source: 'claranet/acr/azurerm' },
      {
        Source: 'registry.opentofu.org/claranet/acr/azurerm',
        Version: '8.1.0',
      },
    ],
    [
      'from a repository',
      { source: 'git::https://example.com/acr.git?ref=v1' },
      { Source: 'git::https://example.com/acr.git?ref=v1' },
    ],
    [
      'from GitHub',
      { source: 'github.com/contoso/acr?ref=v1' },
      { Source: 'git::https://github.com/contoso/acr.git?ref=v1' },
    ],
    [
      'from GitHub, by its SSH address',
      { source: 'git@github.com:contoso/acr.git' },
      { Source: 'git::ssh://git@github.com/contoso/acr.git' },
    ],
  ])('is evaluated: %s', (_, call, entry) => {
    const { outcomes, notEvaluated } = evaluateRoot(
      calling(call),
      inDirectory(manifest(entry)),
    );
    expect({ outcomes, notEvaluated }).toEqual({
      outcomes: { [address]: 'pass' },
      notEvaluated: [],
    });
  });

  test.each<[situation: string, call: object, entry: object]>([
    [
      'in another version',
      { source: 'claranet/acr/azurerm', version: '9.0.0' },
      { Source: fetched, Version: '8.1.0' },
    ],
    [
      'from elsewhere',
      { source: 'contoso/acr/azurerm' },
      { Source: fetched, Version: '8.1.0' },
    ],
    [
      'to a directory that is gone',
      { source: 'claranet/acr/azurerm' },
      { Source: fetched, Version: '8.1.0', Dir: '.terraform/modules/gone' },
    ],
    [
      'to somewhere else',
      { source: 'claranet/acr/azurerm' },
      { Source: fetched, Version: '8.1.0', Dir: '../../..' },
    ],
    [
      'for another call',
      { source: 'claranet/acr/azurerm' },
      { Source: fetched, Version: '8.1.0', Key: 'other' },
    ],
  ])('is reported if that was %s', (_, call, entry) => {
    const { outcomes, notEvaluated } = evaluateRoot(
      calling(call),
      inDirectory(manifest(entry)),
    );
    expect({ outcomes, notEvaluated }).toMatchObject({
      outcomes: {},
      notEvaluated: [{ address: 'module.reg' }],
    });
  });

  test('is evaluated in the place of the Azure Verified Module that is known by its name', () => {
    const source = 'Azure/avm-res-containerregistry-registry/azurerm';
    const call = calling({ source, public_network_access_enabled: true });
    const entry = {
      Source: `registry.terraform.io/${source}`,
      Version: '0.4.0',
    };
    expect(evaluateRoot(call, inDirectory(manifest(entry))).outcomes).toEqual({
      [address]: 'pass',
    });
    expect(evaluateRoot(call, inDirectory({})).outcomes).toEqual({
      'module.reg': 'fail',
    });
  });
});

describe('a module out of reach is reported', () => {
  test.each<[situation: string, source: unknown, files: Files, why: string]>([
    ['that is not there', './acr', {}, 'is not there'],
    [
      'whose directory has no configuration',
      './acr',
      { 'acr/README.md': '' },
      'has no Terraform files',
    ],
    ['whose directory is a file', './acr', { acr: '' }, "can't be read"],
    [
      'with a syntax error',
      './acr',
      { 'acr/main.tf': 'resource {' },
      "main.tf that can't be parsed",
    ],
    [
      'that is no JSON',
      './acr',
      { 'acr/main.tf.json': '{' },
      'main.tf.json that is not valid JSON',
    ],
    [
      'that declares a block twice',
      './acr',
      { 'acr/main.tf.json': '{"resource":{},"resource":{}}' },
      '"resource" twice',
    ],
    [
      'that calls the root',
      './acr',
      {
        'acr/main.tf.json': { module: { root: { source: '../' } } },
        'main.tf.json': {},
      },
      'calls itself',
    ],
    [
      'that calls itself',
      './acr',
      { 'acr/main.tf.json': { module: { own: { source: '../acr' } } } },
      'calls itself',
    ],
    ['that is the root of the disk', '/', {}, 'is not fetched'],
    [
      'that is above all',
      `./${'../'.repeat(50)}`,
      {},
      'has no Terraform files',
    ],
    ['from a registry', 'claranet/acr/azurerm', {}, 'is not fetched'],
    [
      'from a repository',
      'git::https://example.com/acr.git',
      {},
      'is not fetched',
    ],
    ['with an unknown source', '${var.source}', {}, 'is unknown'],
  ])('%s', (_, source, files, why) => {
    const found = evaluateRoot(calling({ source }), inDirectory(files));
    expect(found.outcomes).toEqual({});
    expect(found.notEvaluated).toHaveLength(1);
    expect(found.notEvaluated[0]?.address).toMatch(/^module\.reg/);
    expect(found.notEvaluated[0]?.reason).toContain(why);
  });

  test('if a symbolic link leads out of the tree, and not if it stays inside', () => {
    const outside = inDirectory({ 'main.tf.json': acr({ default: false }) });
    const directory = inDirectory({
      'real/main.tf.json': acr({ default: false }),
    });
    symlinkSync(outside, join(directory, 'acr'));
    expect(evaluateRoot(calling({}), directory)).toMatchObject({
      outcomes: {},
      notEvaluated: [
        { reason: expect.stringContaining('symbolic link') as string },
      ],
    });
    symlinkSync(join(directory, 'real'), join(directory, 'inside'));
    expect(
      evaluateRoot(calling({ source: './inside' }), directory).outcomes,
    ).toEqual({ [address]: 'pass' });
  });

  test('if one of its files is a symbolic link out of the tree', () => {
    const outside = inDirectory({ 'main.tf.json': acr({ default: false }) });
    const directory = inDirectory({ 'acr/a.tf.json': {} });
    symlinkSync(
      join(outside, 'main.tf.json'),
      join(directory, 'acr/main.tf.json'),
    );
    expect(evaluateRoot(calling({}), directory).notEvaluated).toMatchObject([
      { reason: expect.stringContaining('symbolic link') as string },
    ]);
  });

  test('if it lies outside of the repository', () => {
    const directory = inDirectory({
      'acr/main.tf.json': acr({ default: false }),
      'repository/envs/dev/main.tf.json': {},
      'repository/modules/acr/main.tf.json': acr({ default: false }),
    });
    const root = join(directory, 'repository/envs/dev');
    const outside = calling({ source: '../../../acr' });
    const inside = calling({ source: '../../modules/acr' });
    expect(evaluateRoot(outside, root).outcomes).toEqual({ [address]: 'pass' });
    mkdirSync(join(directory, 'repository/.git'));
    expect(evaluateRoot(outside, root).notEvaluated).toMatchObject([
      { reason: expect.stringContaining('out of the repository') as string },
    ]);
    expect(evaluateRoot(inside, root).outcomes).toEqual({ [address]: 'pass' });
  });

  test('if it is called too deep', () => {
    const files: Record<string, unknown> = {};
    for (let depth = 0; depth < 100; depth++) {
      files[`m${depth}/main.tf.json`] = {
        module: { next: { source: `../m${depth + 1}` } },
      };
    }
    const directory = inDirectory(files);
    const { notEvaluated } = evaluateRoot(
      calling({ source: './m0' }),
      directory,
    );
    expect(notEvaluated).toHaveLength(1);
    expect(notEvaluated[0]?.reason).toContain('levels deep');
  });

  test('if modules call so many others that their number explodes', () => {
    const files: Record<string, unknown> = {};
    for (let depth = 0; depth < 30; depth++) {
      const source = `../m${depth + 1}`;
      files[`m${depth}/main.tf.json`] = {
        module: { a: { source }, b: { source }, c: { source } },
      };
    }
    files['m30/main.tf.json'] = acr({ default: false });
    const start = performance.now();
    const { notEvaluated } = evaluateRoot(
      calling({ source: './m0' }),
      inDirectory(files),
    );
    expect(notEvaluated.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('too many'),
    );
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('not if it is not called', () => {
    const root = calling({ count: 0 });
    expect(evaluateRoot(root, inDirectory({})).notEvaluated).toEqual([]);
  });
});

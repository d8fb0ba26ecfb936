import { join } from 'node:path';
import {
  acr,
  address,
  calling,
  closing,
  evaluateRoot,
  inDirectory,
  registry,
  removeDirectories,
} from '../../support/called-modules';
import type { Files } from '../../support/called-modules';
import type { Outcome } from '../../support/neutral';

afterAll(removeDirectories);

type Row = [
  situation: string,
  root: object,
  modules: Files,
  outcomes: Record<string, Outcome>,
];

describe('a module that is called', () => {
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
      { path: ['module', 'reg'], called: { call: { label: 'reg' } } },
    ]);
    expect(blocks[0]?.called?.places()).toEqual([
      {
        file: join(directory, 'inner/main.tf.json'),
        path: ['resource', 'azurerm_container_registry', 'this'],
      },
      {
        file: join(directory, 'acr/main.tf.json'),
        path: ['module', 'inner'],
      },
    ]);
  });
});

import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  acr,
  address,
  calling,
  evaluateRoot,
  inDirectory,
  removeDirectories,
} from '../../support/called-modules';
import type { Files } from '../../support/called-modules';

afterAll(removeDirectories);

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
    const { blocks, notEvaluated } = evaluateRoot(
      calling({ source: './m0' }),
      inDirectory(files),
    );
    expect(notEvaluated.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('too many'),
    );
    expect(blocks.length).toBeLessThan(10_000);
  });

  test('not if it is not called', () => {
    const root = calling({ count: 0 });
    expect(evaluateRoot(root, inDirectory({})).notEvaluated).toEqual([]);
  });
});

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  address,
  calling,
  evaluateRoot,
  inDirectory,
  registry,
  removeDirectories,
} from '../../support/called-modules';

afterAll(removeDirectories);

const web = 'azurerm_container_registry.this';
const closed = { public_network_access_enabled: false };
const fromFile = (expression: string) =>
  registry({
    public_network_access_enabled: `\${${expression}.public_network_access_enabled}`,
  });

describe('a file in the checked tree', () => {
  test.each<[situation: string, file: string, text: string, read: string]>([
    [
      'JSON',
      'settings.json',
      JSON.stringify(closed),
      'jsondecode(file("${path.module}/settings.json"))',
    ],
    [
      'YAML',
      'settings.yaml',
      'public_network_access_enabled: false\n',
      'yamldecode(file("settings.yaml"))',
    ],
    [
      'a template',
      'settings.tftpl',
      '{ "public_network_access_enabled": ${open} }',
      'jsondecode(templatefile("./settings.tftpl", { open = false }))',
    ],
  ])('closes a registry as %s', (_, file, text, read) => {
    const directory = inDirectory({ [file]: text });
    const { outcomes } = evaluateRoot({ resource: fromFile(read) }, directory);
    expect(outcomes).toEqual({ [web]: 'pass' });
  });

  test('is looked for beside the module that names it', () => {
    const read = 'jsondecode(file("${path.module}/settings.json"))';
    const directory = inDirectory({
      'settings.json': JSON.stringify({ public_network_access_enabled: true }),
      'acr/settings.json': JSON.stringify(closed),
      'acr/main.tf.json': { resource: fromFile(read) },
    });
    const { outcomes } = evaluateRoot(
      calling({}, { resource: fromFile(read) }),
      directory,
    );
    expect(outcomes).toEqual({ [web]: 'fail', [address]: 'pass' });
  });

  test.each<[situation: string, path: string, reason: string]>([
    ['is not there', 'missing.json', 'is not there'],
    ['is outside of it', '../outside/settings.json', 'is outside of'],
    ['is outside of it by its path', '/etc/hosts', 'is outside of'],
    ['is outside of it by a link', 'link.json', 'is outside of'],
    ['is a directory', 'acr', 'is not a file'],
    ['is too large', 'large.json', 'is too large'],
    ['is not a text', 'binary', "can't be read as text"],
    ['is in a home directory', '~/settings.json', 'is in a home directory'],
  ])('that %s is unknown, with the reason', (_, path, reason) => {
    const parent = inDirectory({
      'outside/settings.json': JSON.stringify(closed),
      'tree/large.json': ' '.repeat(5 << 20),
      'tree/acr/main.tf.json': {},
    });
    const tree = join(parent, 'tree');
    mkdirSync(join(tree, '.git'));
    symlinkSync(join(parent, 'outside/settings.json'), join(tree, 'link.json'));
    writeFileSync(join(tree, 'binary'), Buffer.from([0xff, 0xfe, 0x00]));
    const { blocks, outcomes } = evaluateRoot(
      {
        resource: fromFile(
          `jsondecode(file("${path.startsWith('/') ? '/etc/hosts' : path}"))`,
        ),
      },
      tree,
    );
    expect(outcomes).toEqual({ [web]: 'unknown' });
    const [declaration] = blocks[0]?.read() ?? [];
    expect(
      declaration?.registry.fields.publicNetworkAccess.value,
    ).toMatchObject({
      unknown: { reason: expect.stringContaining(reason) as string },
    });
  });
});

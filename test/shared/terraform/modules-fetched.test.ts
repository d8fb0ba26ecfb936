import {
  acr,
  address,
  calling,
  evaluateRoot,
  inDirectory,
  removeDirectories,
} from '../../support/called-modules';

afterAll(removeDirectories);

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

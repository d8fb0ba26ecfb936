import type { Json } from '../../../shared/json/json';
import { duplicateKey } from '../../../shared/terraform/duplicate-keys';
import { acrPolicy, inFolder } from '../../support/cli';

const open = '{"web":{"sku":"Premium"}}';

const inRegistry = (body: string) =>
  `{"resource":{"azurerm_container_registry":{"web":{"sku":"Premium",${body}}}}}`;

/** Duplicate keys of which Terraform plans both, seen with its CLI on `terraform_data`. */
const repeating: readonly [situation: string, text: string, name: string][] = [
  [
    'blocks of resources',
    `{"resource":{"azurerm_container_registry":${open}},"resource":{}}`,
    'resource',
  ],
  [
    'types of resources',
    `{"resource":{"azurerm_container_registry":${open},"azurerm_container_registry":{}}}`,
    'azurerm_container_registry',
  ],
  [
    'types of resources in a list',
    `{"resource":[{},{"azapi_resource":${open}, "azapi_resource" : {}}]}`,
    'azapi_resource',
  ],
  [
    'blocks of modules',
    '{"module":{"acr":{"source":"x"}},"module":{}}',
    'module',
  ],
  ['locals', '{"locals":{"a":1},"locals":{"b":1},"resource":{}}', 'locals'],
  [
    'blocks of resources after a number',
    `{"format":1,"resource":{"azurerm_container_registry":${open}},"resource":{}}`,
    'resource',
  ],
  [
    'blocks of resources after a list of numbers',
    `{"a":[1,[2]],"b":[],"resource":{"azurerm_container_registry":${open}},"resource":{}}`,
    'resource',
  ],
  [
    'types of resources in a list, after one that ends in a number',
    `{"resource":[{"//":1},{"azapi_resource":${open},"azapi_resource":{}}]}`,
    'azapi_resource',
  ],
  [
    'blocks of resources after a text that ends in a backslash',
    String.raw`{"a":"\\","b":"\"","resource":{"azurerm_container_registry":{}},"resource":{}}`,
    'resource',
  ],
  [
    'one of the two in other characters',
    String.raw`{"\u0072esource":{"azurerm_container_registry":${open}},"resource":{}}`,
    'resource',
  ],
  [
    'both in other characters',
    String.raw`{"\u0072esource":{"azurerm_container_registry":${open}},"\u0072esource":{}}`,
    'resource',
  ],
  [
    'blocks in a registry',
    inRegistry('"georeplications":{"location":"a"},"georeplications":[]'),
    'georeplications',
  ],
  [
    'blocks in one of several registries',
    `{"resource":{"azurerm_container_registry":{"a":{},"b":[{"georeplications":{},"georeplications":{}}]}}}`,
    'georeplications',
  ],
  [
    'blocks in a registry that is written in parts',
    `{"resource":{"azurerm_container_registry":{"a":[[{},{"georeplications":{},"georeplications":{}}]]}}}`,
    'georeplications',
  ],
  [
    'blocks that are generated in a registry',
    inRegistry('"dynamic":{"georeplications":{}},"dynamic":{}'),
    'dynamic',
  ],
  [
    'generators of the same blocks in a registry',
    inRegistry('"dynamic":{"georeplications":{},"georeplications":{}}'),
    'georeplications',
  ],
  [
    'blocks in one of many registries',
    `{"resource":{"azurerm_container_registry":{"a":{"georeplications":{}},"b":{"georeplications":{},"georeplications":[]},"c":{"georeplications":{}}}}}`,
    'georeplications',
  ],
  [
    'blocks, one of them for a text that has the name in it',
    inRegistry(
      String.raw`"tags":{"a":"\"georeplications\":"},"georeplications":{},"georeplications":{}`,
    ),
    'georeplications',
  ],
  [
    'blocks of a configuration that is a list',
    `[{},{"resource":{"azurerm_container_registry":${open}},"resource":{}}]`,
    'resource',
  ],
];

describe('what a Terraform text has twice', () => {
  test.each(repeating)('%s', (_, text, name) => {
    expect(duplicateKey(text, JSON.parse(text) as Json)).toBe(name);
  });

  test.each([
    ['nothing', `{"resource":{"azurerm_container_registry":${open}}}`],
    [
      'a type in two objects of a list',
      `{"resource":[{"azapi_resource":${open}},{"azapi_resource":${open}}]}`,
    ],
    [
      'a name that is an attribute elsewhere',
      `{"resource":{"azapi_resource":{"a":{"body":{"resource":{},"module":1}}}},"module":{}}`,
    ],
    [
      'a name in texts',
      String.raw`{"output":{"a":{"value":"\"resource\":"},"b":{"value":"\"resource\":"}}}`,
    ],
    [
      'a block in each of two registries',
      `{"resource":{"azurerm_container_registry":{"a":{"georeplications":{}},"b":{"georeplications":{}}}}}`,
    ],
    [
      'a generated block beside one that is written out',
      inRegistry('"georeplications":{},"dynamic":{"georeplications":{}}'),
    ],
    [
      'an attribute, which Terraform refuses',
      inRegistry('"dynamic":{},"tags":{"dynamic":1},"sku":"Premium"'),
    ],
    [
      'comments',
      inRegistry(String.raw`"//":"\u0061","//":"","dynamic":{"//":1,"//":2}`),
    ],
    [
      'blocks and types of resources that declare no registry',
      String.raw`{"variable":{},"variable":{},"resource":{"a_b":{},"a_b":{},"a_c":{"d":{"dynamic":{},"dynamic":{}}}}}`,
    ],
    [
      'what is generated in other blocks of a registry, which Terraform refuses',
      inRegistry(
        '"dynamic":{"identity":{},"identity":{}},"tags":{"dynamic":{}}',
      ),
    ],
    [
      'what stands below a block',
      inRegistry(
        '"georeplications":{"georeplications":1,"dynamic":2},"a":{"dynamic":1}',
      ),
    ],
    ['names in other characters', String.raw`{"\u0061":1,"resource":{}}`],
    [
      'blocks in a list of lists of lists, which Terraform refuses',
      '[[[{"resource":{},"resource":{}}]]]',
    ],
    [
      'blocks in each of two registries, of one in a list',
      `{"resource":[{"azurerm_container_registry":{"a":{"georeplications":{}}}},{"azurerm_container_registry":{"b":[{"georeplications":{}}]}}]}`,
    ],
    ['nothing, for it is empty', '{}'],
    ['nothing, for it is no object', '[1, "\\u0061", [{}]]'],
  ])('%s', (_, text) => {
    expect(duplicateKey(text, JSON.parse(text) as Json)).toBeUndefined();
  });

  test.each([
    ['in a file that is named', 'main.tf.json'],
    ['in a file that a search comes by', '.'],
  ])('the command refuses it %s', async (_, path) => {
    await inFolder(
      { 'main.tf.json': '{"resource":{},"resource":{}}' },
      async (folder) => {
        const { exitCode, stderr } = await acrPolicy(['check', path], {
          cwd: folder,
        });
        expect(exitCode).toBe(2);
        expect(stderr).toContain(
          'main.tf.json has "resource" twice in one object: Terraform reads both',
        );
      },
    );
  });

  test('the command does not pass by a configuration that is a list', async () => {
    await inFolder(
      { 'main.tf.json': `[{"resource":{"azapi_resource":${open}}}]` },
      async (folder) => {
        const { exitCode, stderr } = await acrPolicy(['check', '.'], {
          cwd: folder,
        });
        expect(exitCode).toBe(2);
        expect(stderr).toContain('main.tf.json holds an array');
      },
    );
  });
});

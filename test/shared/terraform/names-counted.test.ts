import type * as JsonText from '../../../shared/json/scanner';
import type { Json } from '../../../shared/json/json';
import type * as RepeatedNames from '../../../shared/terraform/duplicate-keys';

const registries = (...bodies: readonly string[]) =>
  `{"resource":{"azurerm_container_registry":{${bodies
    .map((body, index) => `"acr_${index}":${body}`)
    .join(',')}}}}`;

/** Returns the result, and how many objects of the text were visited. */
function look(text: string) {
  let walked = 0;
  let name: string | undefined;
  jest.isolateModules(() => {
    jest.doMock('../../../shared/json/scanner', () => {
      const actual = jest.requireActual<typeof JsonText>(
        '../../../shared/json/scanner',
      );
      return {
        ...actual,
        membersAt: (...args: Parameters<typeof actual.membersAt>) => {
          walked++;
          return actual.membersAt(...args);
        },
      };
    });
    const { duplicateKey } = jest.requireActual<typeof RepeatedNames>(
      '../../../shared/terraform/duplicate-keys',
    );
    name = duplicateKey(text, JSON.parse(text) as Json);
  });
  jest.dontMock('../../../shared/json/scanner');
  return { name, walked };
}

describe('a text is not gone through where nothing of it was lost', () => {
  test.each([
    ['no name twice', registries('{"georeplications":[]}')],
    [
      'a block in each of three registries',
      registries(
        '{"georeplications":[]}',
        '{"georeplications":{"location":"westeurope"},"tags":null}',
        '{"sku":"Premium","georeplications":null}',
      ),
    ],
    [
      'a type in each of two objects of a list',
      '{"resource":[{"azapi_resource":{}},null,[{"azapi_resource":{}}]]}',
    ],
    [
      'a name of blocks far inside of others',
      registries('{"tags":{"a":[{"b":{"dynamic":1}}]},"dynamic":[{}]}'),
    ],
  ])('%s', (_, text) => {
    expect(look(text)).toEqual({ name: undefined, walked: 0 });
  });

  test('else it is', () => {
    const { name, walked } = look(
      registries(
        '{"georeplications":[],"georeplications":{}}',
        '{"georeplications":[]}',
      ),
    );
    expect(name).toBe('georeplications');
    expect(walked).toBeGreaterThan(0);
  });
});

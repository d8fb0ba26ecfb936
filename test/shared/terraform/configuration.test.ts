import type { JsonObject, JsonPath } from '../../../shared/json/json';
import { readConfiguration } from '../../../shared/terraform/configuration';
import { localsOf } from '../../../shared/terraform/labelled';
import { acrGeoReplica } from '../../../shared/rules';
import {
  configuration,
  onlyFinding,
  outcomesOf,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

const type = 'azurerm_container_registry';
const web = `${type}.web`;
const source = 'Azure/avm-res-containerregistry-registry/azurerm';
const open = { sku: 'Premium' };
const closed = { public_network_access_enabled: false };

describe('the blocks that may declare registries', () => {
  test.each<
    [
      situation: string,
      document: JsonObject,
      found: [address: string, path: JsonPath][],
    ]
  >([
    [
      'under their types and names',
      { resource: { [type]: { web: open, hub: open } } },
      [
        [web, ['resource', type, 'web']],
        [`${type}.hub`, ['resource', type, 'hub']],
      ],
    ],
    [
      'in lists on every level',
      { resource: [{}, { [type]: [{ web: [open] }] }] },
      [[web, ['resource', 1, type, 0, 'web', 0]]],
    ],
    [
      'whose body is a list itself',
      { resource: { [type]: { web: [[open, closed]] } } },
      [[web, ['resource', type, 'web', 0]]],
    ],
    [
      'that call a module',
      { module: { acr: { source } } },
      [['module.acr', ['module', 'acr']]],
    ],
    [
      'among those that do not',
      {
        resource: { azurerm_storage_account: { web: {} }, [type]: { web: {} } },
        module: { vnet: { source: './vnet' }, acr: { source }, none: {} },
        data: { [type]: { web: {} } },
      },
      [
        [web, ['resource', type, 'web']],
        ['module.acr', ['module', 'acr']],
      ],
    ],
  ])('%s', (_, document, found) => {
    expect(
      readConfiguration(document, 'terraform', () => undefined).map(
        ({ address, path }) => [address, path],
      ),
    ).toEqual(found);
  });

  test.each<[situation: string, document: JsonObject]>([
    ['no block at all', { resource: 'all', module: 7 }],
    ['a list that holds none', { resource: ['all', null, 7] }],
    ['a list in a list of them', { resource: [[{ [type]: { web: open } }]] }],
    ['a type with no blocks', { resource: { [type]: 'web' } }],
    ['names of no blocks', { resource: { [type]: { web: 'x', hub: null } } }],
    [
      'lists of no blocks',
      { resource: { [type]: { web: ['x', null, 7, [open, 'x']] } } },
    ],
  ])('are none in what Terraform refuses: %s', (_, document) => {
    expect(readConfiguration(document, 'terraform', () => undefined)).toEqual(
      [],
    );
  });
});

/** Seen with Terraform 1.11 and azurerm 4.81. */
describe('a block in parts, which Terraform reads as one', () => {
  const judge = (...parts: Body[]) => outcomesOf(configuration([web, [parts]]));

  test.each<[situation: string, parts: Body[], outcome: string]>([
    ['one part', [open], 'fail'],
    ['closed in its second part', [open, closed], 'pass'],
    ['closed in its first part', [closed, open], 'pass'],
    [
      'closed in its third part, after one that says nothing',
      [open, {}, closed],
      'pass',
    ],
    ['no part', [], 'unknown'],
  ])('%s', (_, parts, outcome) => {
    expect(judge(...parts)).toEqual([`${web}: ${outcome}`]);
  });

  test('has the blocks of all its parts', () => {
    const replicas = ['eastus', 'westeurope'].map((location) => ({
      georeplications: { location },
    }));
    const parts = [{ ...open, location: 'westeurope' }, ...replicas];
    expect(onlyFinding(configuration([web, [parts]]), acrGeoReplica)).toEqual(
      expect.objectContaining({ outcome: 'pass' }),
    );
  });
});

test('of locals with one name the first counts', () => {
  const document = { locals: [{ a: 1, b: 2 }, { a: 3 }, 'c'] };
  expect([...localsOf(document)]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

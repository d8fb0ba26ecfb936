import { azapi, configuration, outcomesOf } from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, closed, open } = azapi;
const web = 'azurerm_container_registry.web';
const update = 'azapi_update_resource.update';
const openRegistry = { name: 'shopacr', sku: 'Premium' };
const closedRegistry = {
  ...openRegistry,
  public_network_access_enabled: false,
};
const evaluate = (registry: Body, body: Body) =>
  outcomesOf(
    configuration([web, registry], [update, { type: registryType, ...body }]),
  );

describe('an update of a registry with instances', () => {
  const all = { ...openRegistry, for_each: '${toset(var.names)}' };
  const counted = { ...openRegistry, count: '${var.make ? 1 : 0}' };

  test.each<[situation: string, registry: Body, update: Body, string[]]>([
    [
      'each of them',
      all,
      { for_each: `\${${web}}`, resource_id: '${each.value.id}' },
      [`${web}: pass`],
    ],
    [
      'each of them by the same keys',
      all,
      {
        for_each: all.for_each,
        resource_id: `\${${web}[each.key].id}`,
      },
      [`${web}: pass`],
    ],
    [
      'some of them by other keys',
      all,
      {
        for_each: '${toset(var.others)}',
        resource_id: `\${${web}[each.key].id}`,
      },
      [`${web}: unknown`],
    ],
    [
      'the one that is made on the same condition',
      counted,
      { count: counted.count, resource_id: `\${${web}[0].id}` },
      [`${web}: pass`],
    ],
    [
      'the one that is made, on another condition',
      counted,
      { count: '${var.close ? 1 : 0}', resource_id: `\${${web}[0].id}` },
      [`${web}: unknown`],
    ],
    ...[
      `one(${web}[*].id)`,
      `one(${web}.*.id)`,
      `element(${web}[*].id, 0)`,
      `join("", ${web}.*.id)`,
      `${web}.*.id[0]`,
      `${web}[*].id[0]`,
      `element(concat(${web}.*.id, [""]), 0)`,
      `concat(${web}[*].id, [null])[0]`,
    ].flatMap((id): [string, Body, Body, string[]][] => [
      [
        `the only one, as ${id}`,
        { ...openRegistry, count: 1 },
        { resource_id: `\${${id}}` },
        [`${web}[0]: pass`],
      ],
      [
        `the one that is made on the same condition, as ${id}`,
        counted,
        { count: counted.count, resource_id: `\${${id}}` },
        [`${web}: pass`],
      ],
      [
        `the one that may be made, as ${id}`,
        counted,
        { count: '${var.close ? 1 : 0}', resource_id: `\${${id}}` },
        [`${web}: unknown`],
      ],
    ]),
    [
      'the second of several, in a list of all',
      { ...openRegistry, count: 2 },
      { resource_id: `\${element(${web}[*].id, 1)}` },
      [`${web}[0]: fail`, `${web}[1]: pass`],
    ],
    [
      'the only one of a map',
      { ...openRegistry, for_each: { a: 'x' } },
      { resource_id: `\${one(values(${web})[*].id)}` },
      [`${web}["a"]: pass`],
    ],
    [
      'one of a map, which may be any',
      { ...openRegistry, for_each: { a: 'x', b: 'y' } },
      { resource_id: `\${values(${web})[*].id[0]}` },
      [`${web}["a"]: unknown`, `${web}["b"]: unknown`],
    ],
    [
      'one of several',
      { ...openRegistry, count: 3 },
      { resource_id: `\${${web}[0].id}` },
      [`${web}[0]: pass`, `${web}[1]: fail`, `${web}[2]: fail`],
    ],
    [
      'each of several by its index',
      { ...openRegistry, count: 2 },
      { count: 2, resource_id: `\${${web}[count.index].id}` },
      [`${web}[0]: pass`, `${web}[1]: pass`],
    ],
    [
      'some of several by their keys',
      { ...openRegistry, for_each: '${toset(["a", "b"])}' },
      {
        for_each: { x: 'b' },
        resource_id: `\${${web}[each.value].id}`,
      },
      [`${web}["a"]: fail`, `${web}["b"]: pass`],
    ],
    [
      'each of several that are known',
      { ...openRegistry, for_each: { a: 1, b: 2 } },
      { for_each: `\${${web}}`, resource_id: '${each.value.id}' },
      [`${web}["a"]: pass`, `${web}["b"]: pass`],
    ],
  ])('closes %s', (_, registry, body, outcomes) => {
    expect(evaluate(registry, { ...body, body: closed })).toEqual(outcomes);
  });
});

describe('an update that may run', () => {
  const resource_id = `\${${web}.id}`;

  test.each<[situation: string, meta: Body]>([
    ['its count is unknown', { count: '${var.count}' }],
    ['its for_each is unknown', { for_each: '${var.names}' }],
    ['OpenTofu may leave it out', { lifecycle: { enabled: '${var.on}' } }],
  ])('counts if it opens, and not if it closes: %s', (_, meta) => {
    const by = { resource_id, ...meta };
    expect(evaluate(closedRegistry, { ...by, body: open })).toEqual([
      `${web}: fail`,
    ]);
    expect(evaluate(openRegistry, { ...by, body: closed })).toEqual([
      `${web}: unknown`,
    ]);
  });

  test.each<[situation: string, meta: Body]>([
    ['count', { count: 0 }],
    ['for_each', { for_each: {} }],
    ['lifecycle.enabled', { lifecycle: { enabled: false } }],
    ['lifecycle.enabled in a list', { lifecycle: [{ enabled: 'false' }] }],
  ])('does not count if it has no instance: %s', (_, meta) => {
    const by = { resource_id, ...meta };
    expect(evaluate(openRegistry, { ...by, body: closed })).toEqual([
      `${web}: fail`,
    ]);
  });

  test('is counted by locals', () => {
    const document = (body: unknown, make: number) => ({
      locals: { make },
      ...(configuration(
        [web, openRegistry],
        [
          update,
          { type: registryType, resource_id, body, count: '${local.make}' },
        ],
      ) as object),
    });
    expect(outcomesOf(document(closed, 1))).toEqual([`${web}: pass`]);
    expect(outcomesOf(document(closed, 0))).toEqual([`${web}: fail`]);
  });

  test('at its destruction closes nothing before', () => {
    const action = (body: Body) =>
      outcomesOf(
        configuration(
          [web, openRegistry],
          [
            'azapi_resource_action.a',
            {
              type: registryType,
              resource_id,
              method: 'PATCH',
              when: 'destroy',
              body,
            },
          ],
        ),
      );
    expect(action(closed)).toEqual([`${web}: fail`]);
  });
});

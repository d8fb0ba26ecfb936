import {
  acr,
  calling,
  closing,
  evaluateRoot,
  inDirectory,
  registry,
  removeDirectories,
} from '../../support/called-modules';
import type { Outcome } from '../../support/neutral';

afterAll(removeDirectories);

const registryOf = (instance: string) =>
  `module.reg${instance}.azurerm_container_registry.this`;
const withId = acr(
  { default: true },
  {
    output: {
      id: { value: '${azurerm_container_registry.this.id}' },
      registry: { value: '${azurerm_container_registry.this}' },
      ids: { value: { one: '${azurerm_container_registry.this.id}' } },
      other_id: { value: '${azurerm_key_vault.this.id}' },
    },
  },
);

type Outcomes = Readonly<Record<string, Outcome>>;
type Row = [reference: string, outcomes: Outcomes, update?: object];

/** A root module that closes what a reference stands for. */
const outcomesOf = (
  call: object,
  reference: string,
  meta: object = {},
  modules: object = {},
) =>
  evaluateRoot(
    calling(call, { resource: closing(`\${${reference}}`, meta) }),
    inDirectory({ 'acr/main.tf.json': withId, ...modules }),
  ).outcomes;

describe('a reference to the instances of a module that are known', () => {
  const only = (closed: string, open: string): Outcomes => ({
    [registryOf(closed)]: 'pass',
    [registryOf(open)]: 'fail',
  });
  const [a, b, zero, one] = ['["a"]', '["b"]', '[0]', '[1]'] as const;
  const both: Outcomes = { [registryOf(a)]: 'pass', [registryOf(b)]: 'pass' };
  const some: Outcomes = {
    [registryOf(a)]: 'unknown',
    [registryOf(b)]: 'unknown',
  };
  const each = { for_each: { a: 1, b: 2 } };

  test.each<Row>([
    ['module.reg["a"].id', only(a, b)],
    ['module.reg["a"].registry.id', only(a, b)],
    ['module.reg["a"].ids["one"]', only(a, b)],
    ['module.reg[local.key].id', only(b, a)],
    ['{ for k, m in module.reg : k => m.id }["a"]', only(a, b)],
    ['values(module.reg).*.id[0]', only(a, b)],
    ['[for m in module.reg : m.id][1]', only(b, a)],
    ['module.reg[each.key].id', both, each],
    ['module.reg[each.key].registry.id', both, each],
    ['module.reg[each.value].id', only(b, a), { for_each: { x: 'b' } }],
    ['each.value.id', both, { for_each: '${module.reg}' }],
    ['module.reg[each.key].id', some, { for_each: '${var.names}' }],
    ['module.reg[var.name].id', some],
    ['module.reg[var.name].registry["id"]', some],
    ['one([for m in module.reg : m.id if var.some])', some],
  ])('is followed of for_each: %s', (reference, outcomes, meta = {}) => {
    const root = calling(each, {
      locals: { key: 'b' },
      resource: closing(`\${${reference}}`, meta),
    });
    const directory = inDirectory({ 'acr/main.tf.json': withId });
    expect(evaluateRoot(root, directory).outcomes).toMatchObject(outcomes);
  });

  test.each<Row>([
    ['module.reg[0].id', only(zero, one)],
    ['module.reg[1].id', only(one, zero)],
    ['(module.reg[*].id)[0]', only(zero, one)],
    ['(module.reg[*].registry)[1].id', only(one, zero)],
    ['module.reg.*.id[0]', only(zero, one)],
    ['element(module.reg[*].id, 3)', only(one, zero)],
    ['module.reg[count.index].id', only(zero, one), { count: 1 }],
    [
      'module.reg[count.index].id',
      { [registryOf(zero)]: 'pass', [registryOf(one)]: 'pass' },
      { count: '${length(module.reg)}' },
    ],
    ['try(module.reg[7].id, module.reg[0].id)', only(zero, one)],
  ])('is followed of count: %s', (reference, outcomes, meta = {}) => {
    expect(outcomesOf({ count: 2 }, reference, meta)).toEqual(outcomes);
  });
});

describe('a reference to the instances of a module that are unknown', () => {
  const called = registryOf('');
  const names = { for_each: '${var.names}' };
  const counted = { count: '${var.make ? 1 : 0}' };

  test.each<
    [reference: string, outcome: Outcome, call: object, update?: object]
  >([
    ['module.reg[each.key].id', 'pass', names, names],
    ['module.reg[each.key].registry.id', 'pass', names, names],
    ['module.reg[count.index].id', 'pass', counted, counted],
    ['module.reg[0].id', 'pass', counted, counted],
    ['module.reg[0].id', 'pass', counted],
    ['module.reg[0].id', 'unknown', counted, { count: '${var.close ? 1 : 0}' }],
    ['module.reg[0].id', 'unknown', { count: '${var.n}' }],
    ['module.reg["a"].id', 'unknown', names],
    ['module.reg["a"].registry.id', 'unknown', names],
    ['module.reg["a"].ids.one', 'unknown', names],
    ['module.reg[each.key].id', 'unknown', names, { for_each: { a: 1 } }],
    ['module.reg[each.key].id', 'unknown', names, { for_each: '${var.b}' }],
    ['each.value.id', 'unknown', names, { for_each: '${module.reg}' }],
    [
      'each.value',
      'unknown',
      names,
      { for_each: '${toset(values(module.reg)[*].id)}' },
    ],
    ['(module.reg[*].id)[0]', 'unknown', { count: '${var.n}' }],
    ['one(module.reg[*].id)', 'unknown', { count: '${var.n}' }],
    ['try(module.reg[0].id, null)', 'unknown', { count: '${var.n}' }],
    [
      'element(module.reg[*].id, count.index)',
      'unknown',
      { count: '${var.n}' },
      { count: '${var.n}' },
    ],
    ['module.reg["a"].other_id', 'fail', names],
  ])('%s is %s', (reference, outcome, call, meta = {}) => {
    expect(outcomesOf(call, reference, meta)).toMatchObject({
      [called]: outcome,
    });
  });

  test('is no other registry', () => {
    const outcomes = outcomesOf(
      { for_each: '${var.names}' },
      'azurerm_container_registry.this.id',
    );
    expect(outcomes).toMatchObject({ [called]: 'fail' });
  });

  test('goes through further modules', () => {
    const modules = {
      'outer/main.tf.json': {
        module: { reg: { source: '../acr', for_each: '${var.names}' } },
        variable: { names: {} },
        output: {
          id: { value: '${module.reg["a"].id}' },
          ids: { value: '${values(module.reg).*.id}' },
        },
      },
      'update/main.tf.json': {
        variable: { id: {} },
        resource: closing('${var.id}'),
      },
    };
    for (const reference of ['module.outer[0].id', 'module.outer[0].ids[0]']) {
      const root = {
        module: {
          outer: {
            source: './outer',
            names: '${var.n}',
            count: '${var.make ? 1 : 0}',
          },
          update: { source: './update', id: `\${${reference}}` },
        },
      };
      const directory = inDirectory({
        'acr/main.tf.json': withId,
        ...modules,
      });
      expect(evaluateRoot(root, directory).outcomes).toMatchObject({
        'module.outer.module.reg.azurerm_container_registry.this': 'unknown',
      });
    }
  });
});

describe('a name that comes from a module', () => {
  const named = {
    resource: registry({ name: '${random_id.name.hex}' }),
    output: { name: { value: '${random_id.name.hex}' } },
  };
  const byName = (reference: string) => ({
    azapi_update_resource: {
      close: {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        parent_id: '/subscriptions/s/resourceGroups/rg',
        name: `\${${reference}}`,
        body: { properties: { publicNetworkAccess: 'Disabled' } },
      },
    },
  });

  test.each<[call: object, reference: string, outcomes: Outcomes]>([
    [{}, 'module.reg.name', { [registryOf('')]: 'pass' }],
    [
      { count: 2 },
      'module.reg[1].name',
      { [registryOf('[0]')]: 'fail', [registryOf('[1]')]: 'pass' },
    ],
    [
      { count: 2 },
      'module.reg[var.n].name',
      { [registryOf('[0]')]: 'unknown', [registryOf('[1]')]: 'unknown' },
    ],
    [
      { count: '${var.n}' },
      'module.reg[0].name',
      { [registryOf('')]: 'unknown' },
    ],
  ])('with %j is followed: %s', (call, reference, outcomes) => {
    const root = calling(call, { resource: byName(reference) });
    const directory = inDirectory({ 'acr/main.tf.json': named });
    expect(evaluateRoot(root, directory).outcomes).toEqual(outcomes);
  });

  test('is not that of another part of the same value', () => {
    const root = {
      module: {
        reg: {
          source: './acr',
          name: '${data.names.all.first}',
          other: '${data.names.all.second}',
        },
      },
    };
    const directory = inDirectory({
      'acr/main.tf.json': {
        variable: { name: {}, other: {} },
        resource: {
          ...registry({ name: '${var.name}' }),
          ...byName('var.other'),
        },
      },
    });
    expect(evaluateRoot(root, directory).outcomes).toMatchObject({
      [registryOf('')]: 'fail',
    });
  });
});

test('a part of an input is that of the module that gives it', () => {
  const root = {
    resource: registry(),
    module: {
      update: {
        source: './update',
        registry: '${azurerm_container_registry.this}',
      },
    },
  };
  const directory = inDirectory({
    'update/main.tf.json': {
      variable: { registry: {} },
      resource: {
        ...closing('${(var.registry)["id"]}'),
        ...registry(),
      },
    },
  });
  expect(evaluateRoot(root, directory).outcomes).toEqual({
    'azurerm_container_registry.this': 'pass',
    'module.update.azurerm_container_registry.this': 'fail',
  });
});

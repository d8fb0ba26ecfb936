import { readPlan } from '../cli/inputs/terraform-plan';
import type { JsonObject } from '../shared/json';
import {
  change,
  isComputed,
  type,
  update,
  waits,
} from './support/terraform-plans';
import { judgeTwice, outcomesOf } from './support/twins';

/** A registry of a plan. */
interface Planned {
  readonly made: object;
  /** What was written for it. */
  readonly expressions?: object;
  /** The module that it is in. */
  readonly module?: string;
}

function planOf(...registries: readonly Planned[]): JsonObject {
  const named = registries.map((registry, index) => ({
    ...registry,
    name: `acr_${index}`,
  }));
  const plan = {
    format_version: '1.2',
    resource_changes: named.map(({ made, name, module = '' }) => ({
      address: `${module}${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: made,
    })),
    configuration: {
      root_module: {
        resources: named.map(({ name, expressions = {} }) => ({
          mode: 'managed',
          type,
          name,
          expressions,
        })),
        module_calls: { hub: { module: { resources: [] } } },
      },
    },
  };
  // As a file would bring it.
  return JSON.parse(JSON.stringify(plan)) as JsonObject;
}

function declaredIn(plan: JsonObject) {
  return readPlan(plan, {
    file: '/plan.json',
    name: 'plan.json',
    text: '',
    siblings: () => [],
    follow: () => undefined,
    notice: () => undefined,
  });
}

const judge = (plan: JsonObject) => judgeTwice(declaredIn(plan));

const named = { name: 'shop1' };

describe('a planned registry is no twin of one that is judged otherwise', () => {
  test.each<{ why: string; one: Planned; other: Planned }>([
    {
      why: 'another value',
      one: { made: change({ ...named, sku: 'Premium' }, {}) },
      other: { made: change({ ...named, sku: 'Basic' }, {}) },
    },
    {
      why: 'a value that is not known',
      one: { made: change(named, {}) },
      other: { made: change(named, { public_network_access_enabled: true }) },
    },
    {
      why: 'a name that is not known',
      one: { made: change(named, {}) },
      other: { made: change(named, { name: true }) },
    },
    {
      why: 'a rule set that waits for another value',
      one: { made: change(named, isComputed), expressions: {} },
      other: {
        made: change(named, isComputed),
        expressions: { network_rule_set: waits },
      },
    },
    {
      why: 'a rule set that waits for a third one',
      one: {
        made: change(named, isComputed),
        expressions: { network_rule_set: waits },
      },
      other: {
        made: change(named, isComputed),
        expressions: { network_rule_set: { references: ['local.other'] } },
      },
    },
    {
      why: 'a rule set that is computed where the registry is there already',
      one: { made: change(named, isComputed) },
      other: { made: change(named, isComputed, update) },
    },
    {
      why: 'a rule set that waits in another module',
      one: {
        made: change(named, { sku: true }),
        module: 'module.hub["a"].',
      },
      other: {
        made: change(named, { sku: true }),
        expressions: { sku: { references: ['var.sku'] } },
      },
    },
  ])('$why', ({ one, other }) => {
    const both = judge(planOf(one, other));
    const [first, second] = both.alone;
    expect(outcomesOf(second)).not.toEqual(outcomesOf(first));
    expect(both.remembered).toEqual(both.alone);
    const turned = judge(planOf(other, one));
    expect(turned.remembered).toEqual(turned.alone);
  });
});

test('one that waits for a value of its own module says of which module', () => {
  const one = {
    made: change(named, { sku: true }),
    module: 'module.hub["a"].',
  };
  const plan = planOf(one, { ...one, module: 'module.hub["b"].' });
  const hub = {
    resources: ['acr_0', 'acr_1'].map((name) => ({
      mode: 'managed',
      type,
      name,
      expressions: { sku: { references: ['var.sku'] } },
    })),
  };
  const { remembered, alone } = judge({
    ...plan,
    configuration: {
      root_module: { module_calls: { hub: { module: hub } } },
    },
  });
  expect(remembered).toEqual(alone);
  expect(outcomesOf(alone[1])).not.toEqual(outcomesOf(alone[0]));
});

test('planned twins are read once, whatever they are called and tagged', () => {
  const plan = planOf(
    ...['shop1', 'shop2', 'shop3'].map((name, index) => ({
      made: change(
        { name, tags: { number: String(index) }, network_rule_set: [{}] },
        { id: true, encryption: true, tags: {}, network_rule_set: [{}] },
      ),
      expressions: { name: { constant_value: name } },
    })),
  );
  const likenesses = [...declaredIn(plan)].map(({ likeness }) => likeness);
  const [first] = likenesses;
  expect(
    likenesses.map(
      (other) => other !== undefined && first?.isTwinOf(other) === true,
    ),
  ).toEqual([true, true, true]);
});

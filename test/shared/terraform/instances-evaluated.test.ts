import type { JsonObject } from '../../../shared/json/json';
import { readConfiguration } from '../../../shared/terraform/configuration';
import { configuration, outcomesOf } from '../../support/terraform';
import type { Body } from '../../support/terraform';

const web = 'azurerm_container_registry.web';
const premium = { name: 'shopacr', sku: 'Premium' };
const evaluate = (body: Body, locals: Body = {}) =>
  outcomesOf({
    ...(configuration([web, { ...premium, ...body }]) as object),
    locals,
  });

test.each<[situation: string, body: Body, outcomes: readonly string[]]>([
  [
    'of a map by its values',
    {
      for_each: { a: { open: true }, b: { open: false } },
      public_network_access_enabled: '${each.value.open}',
    },
    [`${web}["a"]: fail`, `${web}["b"]: pass`],
  ],
  [
    'of a set by its keys',
    {
      for_each: '${toset(["dev", "prod"])}',
      public_network_access_enabled: '${each.key == "dev"}',
    },
    [`${web}["dev"]: fail`, `${web}["prod"]: pass`],
  ],
  [
    'of a count by its index',
    { count: 2, public_network_access_enabled: '${count.index > 0}' },
    [`${web}[0]: pass`, `${web}[1]: fail`],
  ],
  [
    'that are filtered',
    {
      for_each: '${{for k, v in local.all : k => v if v.sku == "Premium"}}',
      sku: '${each.value.sku}',
    },
    [`${web}["a"]: fail`],
  ],
  ['that are none', { for_each: '${{}}' }, []],
  [
    'of a for_each that Terraform refuses',
    { for_each: 'web' },
    [`${web}: fail`],
  ],
  [
    'of null, which it refuses',
    { for_each: '${local.null}' },
    [`${web}: fail`],
  ],
  ['of fewer than none, too', { count: -1 }, [`${web}: fail`]],
  ['of a count that is empty, too', { count: '${""}' }, [`${web}: fail`]],
  [
    'that are unknown, as one',
    {
      for_each: '${var.names}',
      public_network_access_enabled: '${each.value}',
    },
    [`${web}: unknown`],
  ],
  ['that are too many, as one', { count: 1_000_000_000 }, [`${web}: fail`]],
])('evaluates the instances %s', (_, body, outcomes) => {
  const all = { a: { sku: 'Premium' }, b: { sku: 'Basic' } };
  expect(evaluate(body, { all, null: null })).toEqual(outcomes);
});

const deny = { default_action: '${rule.value.action}' };
test.each<[situation: string, ruleSet: Body, outcome: string]>([
  [
    'its members',
    {
      for_each: [{ action: 'Deny' }],
      iterator: 'rule',
      content: deny,
    },
    'pass',
  ],
  [
    'one that opens',
    { for_each: [{ action: 'Allow' }], iterator: 'rule', content: deny },
    'fail',
  ],
  [
    'a condition',
    {
      for_each: '${local.deny ? [1] : []}',
      content: { default_action: 'Deny' },
    },
    'pass',
  ],
  [
    'something unknown',
    { for_each: '${var.rules}', content: { default_action: 'Deny' } },
    'unknown',
  ],
  ...[null, 'a', '${local.null}', '${"a"}', 1].map(
    (forEach): [string, Body, string] => [
      `${JSON.stringify(forEach)}, which Terraform refuses`,
      { for_each: forEach, content: { default_action: 'Deny' } },
      'unknown',
    ],
  ),
])('evaluates a dynamic block for %s', (_, generator, outcome) => {
  const body = { dynamic: { network_rule_set: generator } };
  expect(evaluate(body, { deny: true, null: null })).toEqual([
    `${web}: ${outcome}`,
  ]);
});

test.each<[situation: string, body: Body, reason: string]>([
  [
    'counted instances',
    { count: 1_001, name: 'shop${count.index}' },
    'one of more than 1,000 instances',
  ],
  [
    'instances',
    {
      for_each: '${toset([for i in range(1001) : "r${i}"])}',
      name: '${each.key}',
    },
    'one of more than 1,000 instances',
  ],
])('names the limit of %s in the reason', (_, body, reason) => {
  const document = configuration([web, { ...premium, ...body }]);
  const [block] = readConfiguration(
    document as JsonObject,
    'terraform',
    () => undefined,
  );
  const [declaration] = block?.read() ?? [];
  const { name } = declaration?.registry.fields ?? {};
  expect(name?.value).toMatchObject({
    state: 'unknown',
  });
  expect(JSON.stringify(name?.value)).toContain(reason);
});

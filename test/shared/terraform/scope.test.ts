import type { Json } from '../../../shared/json/json';
import { toValue } from '../../../shared/terraform/expression';
import { ModuleScope } from '../../../shared/terraform/scope';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';

const outputs: Readonly<Record<string, Value>> = {
  'registry.id': '/registries/web',
  'registry.settings.sku': 'Premium',
  'registries.a.id': '/registries/a',
  'registries.0.id': '/registries/0',
};
const scope = new ModuleScope({
  locals: new Map<string, Json>([
    ['sku', '${var.settings.sku}'],
    ['key', '${each.key}'],
  ]),
  variables: new Map<string, Value>([
    ['sku', 'Premium'],
    ['nothing', null],
    ['settings', { sku: 'Basic', rules: [{ ip: '10.0.0.0/8' }] }],
    ['given', new Unknown('the caller does not say')],
  ]),
  path: { module: './modules/acr' },
  modules: {
    get: (name) => ({
      resolve: (path) => outputs[[name, ...path].join('.')],
      instance: () => undefined,
    }),
  },
});
const ofInstance = scope.with({ each: { key: 'a', value: { sku: 'Basic' } } });

test.each<[template: string, value: Json]>([
  ['${var.sku}', 'Premium'],
  ['acr-${var.sku}', 'acr-Premium'],
  ['${var.nothing}', null],
  ['${var.settings.rules[0].ip}', '10.0.0.0/8'],
  ['${var.settings["sku"]}', 'Basic'],
  ['${local.sku}', 'Basic'],
  ['${path.module}/acr.json', './modules/acr/acr.json'],
  ['${module.registry.id}', '/registries/web'],
  ['${module.registry.settings.sku}', 'Premium'],
  ['${module.registries["a"].id}', '/registries/a'],
  ['${module.registries[0].id}', '/registries/0'],
  ['${each.key}-${each.value.sku}', 'a-Basic'],
])('resolves %s', (template, value) => {
  expect(toValue(template, ofInstance)).toEqual(value);
});

test.each([
  '${var.missing}',
  '${var}',
  '${path.root}',
  '${terraform.workspace}',
  '${module.registry}',
  '${module.registry.missing}',
  '${module.registries["b"].id}',
  '${count.index}',
  '${data.azurerm_container_registry.web.sku}',
])('leaves %s unknown, with the reference in the reason', (template) => {
  expect(toValue(template, ofInstance)).toMatchObject({
    reason: `Terraform computes ${template}`,
  });
});

test.each(['${var.sku.length}', '${path.constructor}', '${each.constructor}'])(
  'leaves %s unknown, which Terraform refuses',
  (template) => {
    expect(toValue(template, ofInstance)).toBeInstanceOf(Unknown);
  },
);

test('keeps the reason of a variable that is unknown', () => {
  expect(toValue('${var.given.sku}', scope)).toMatchObject({
    reason: 'the caller does not say',
  });
});

describe('the names of an instance', () => {
  test('are unknown outside of it', () => {
    expect(toValue('${each.key}', scope)).toBeInstanceOf(Unknown);
  });

  test('do not reach into locals, which Terraform refuses', () => {
    expect(toValue('${local.key}', ofInstance)).toBeInstanceOf(Unknown);
  });

  test('differ from one instance to the other', () => {
    const values = [0, 1].map((index) =>
      toValue('acr${count.index}', scope.with({ count: { index } })),
    );
    expect(values).toEqual(['acr0', 'acr1']);
  });
});

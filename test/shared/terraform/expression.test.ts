import type { Json } from '../../../shared/json/json';
import {
  TerraformExpression,
  blockValue,
  toValue,
} from '../../../shared/terraform/expression';
import { ModuleScope } from '../../../shared/terraform/scope';
import { jsonValue } from '../../../shared/terraform/json-template';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';
import { startProcessorTime } from '../../support/processor-time';

const locals = new Map<string, Json>([
  ['sku', 'Premium'],
  ['empty', ''],
  ['number', 7],
  ['nothing', null],
  ['alias', '${local.sku}'],
  ['loop', '${local.pool}'],
  ['pool', '${local.loop}'],
  ['settings', { sku: '${local.sku}', nested: { list: ['a', '${var.b}'] } }],
  ['computed', '${var.settings}'],
  ['named', { '${local.sku}': 1, '$${sku}': 2 }],
  ['my-name', 'dashed'],
  ['list', '${local.settings.nested.list}'],
  ['partial', [{ '${var.name}': 1, sku: 'Premium' }]],
  ['known', { sku: 'Premium' }],
]);
const scope = new ModuleScope({ locals });

/** The result of each in Terraform 1.11 (`terraform output -json` of the same document). */
describe('what Terraform knows without a plan', () => {
  test.each<[template: string, value: Json]>([
    ['Premium', 'Premium'],
    ['', ''],
    ['$', '$'],
    ['$$', '$$'],
    ['a { b }', 'a { b }'],
    ['$$ {', '$$ {'],
    ['$${foo}', '${foo}'],
    ['$$${local.sku}', '$${local.sku}'],
    ['$$$${x}', '$$${x}'],
    ['%%{if}', '%{if}'],
    ['100%', '100%'],
    ['${local.sku}', 'Premium'],
    ['${ local.sku }', 'Premium'],
    ['a${local.sku}b', 'aPremiumb'],
    ['${local.sku}${local.empty}', 'Premium'],
    ['v${local.number}', 'v7'],
    ['${local.number}', 7],
    ['${local.alias}', 'Premium'],
    ['${local.my-name}', 'dashed'],
    ['${local.settings.sku}', 'Premium'],
    ['${local.settings["sku"]}', 'Premium'],
    ['${local.settings.nested.list[0]}', 'a'],
    ['${local.settings.nested.list["0"]}', 'a'],
    ['${local.list[0]}', 'a'],
    ['${local.partial[0].sku}', 'Premium'],
    ['${local.named.Premium}', 1],
    ['${local.named}', { Premium: 1, '${sku}': 2 }],
    ['${local.nothing}', null],
    ['${true}', true],
    ['${1e3}', 1000],
    ['${-1}', -1],
    ['${null}', null],
    ['${"Premium"}', 'Premium'],
    ['${"a$${b}"}', 'a${b}'],
    ['${"a-${local.sku}"}', 'a-Premium'],
    ['${["a", 1]}', ['a', 1]],
    ['${["a", "${local.sku}"]}', ['a', 'Premium']],
    ['${"\\\\"}', '\\'],
    ['${"say \\"}\\""}', 'say "}"'],
    ['${{"a": "${local.sku}"}}', { a: 'Premium' }],
    ['${"}"}', '}'],
    ['${"$${"}', '${'],
    ['${"%%{"}', '%{'],
    ['${toset(["a"])}', ['a']],
    ['${toset([])}', []],
  ])('%s', (template, value) => {
    expect(JSON.stringify(toValue(template, scope))).toBe(
      JSON.stringify(value),
    );
  });
});

describe('what only Terraform knows', () => {
  test.each([
    '${var.sku}',
    'v${var.sku}',
    '${local.sku}-${var.sku}',
    '${local.missing}',
    '${local.loop}',
    '${local.settings.missing}',
    '${local.settings.nested.list[1]}',
    '${local.settings.nested.list[9]}',
    '${local.settings[local.sku]}',
    '${local.computed.sku}',
    '${local.sku.length}',
    '${local.known.constructor}',
    '${local.settings.constructor}',
    '${toset([var.a])}',
    '${toset(["a"]) == var.a}',
    '${var.a == toset(["a"])}',
    '%{ local.sku }',
    '${var.a ? "Premium" : "Basic"}',
    '${"${var.sku}"}',
    '${azurerm_container_registry.web.sku}',
    'x${local.nothing}',
    'x${local.settings}',
    '${',
    '${"',
    '${"${',
    'Premium${',
    '${local.sku',
  ])('%s', (template) => {
    expect(toValue(template, scope)).toBeInstanceOf(Unknown);
  });

  test('a name that is computed may be that of any property', () => {
    const json = { publicNetworkAccess: 'Disabled', '${var.name}': 'Enabled' };
    expect(toValue(json, scope)).toBeInstanceOf(Unknown);
  });

  test('the reason shows how it was written, and no more than fits', () => {
    expect(toValue('${var.sku}', scope)).toMatchObject({
      reason: 'Terraform computes ${var.sku}',
    });
    const fits = `\${${'x'.repeat(57)}}`;
    expect(toValue(fits, scope)).toMatchObject({
      reason: `Terraform computes ${fits}`,
    });
    expect(toValue(`\${${'x'.repeat(500)}}`, scope)).toMatchObject({
      reason: `Terraform computes \${${'x'.repeat(58)}…`,
    });
  });
});

test('the reason is what a local waits for, not the reference to it', () => {
  expect(
    toValue('${local.computed.sku}', new ModuleScope({ locals })),
  ).toMatchObject({
    reason: 'Terraform computes ${var.settings.sku}',
  });
});

test.each<[what: string, json: Json]>([
  ['a list', [1, ['a', { b: null }]]],
  ['an object', { a: { b: ['c'] }, d: true }],
])('%s without expressions is not copied', (_, json) => {
  expect(toValue(json, scope)).toBe(json);
});

test('the comment of a block is no expression', () => {
  const comment = { '${local.sku}': '${var.sku}' };
  expect(blockValue({ '//': comment, sku: '${local.sku}' }, scope)).toEqual({
    '//': comment,
    sku: 'Premium',
  });
});

test('the name __proto__ is a name like any other', () => {
  const json = JSON.parse('{"__proto__": {"sku": "Premium"}}') as Json;
  const value = toValue(json, scope) as Record<string, Value>;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(value['sku']).toBeUndefined();
});

test('a long text costs no more than its length', () => {
  const elapsed = startProcessorTime();
  const text = `${'{"a": "$${b}", '.repeat(50_000)}\${var.x}`;
  expect(toValue(text, scope)).toBeInstanceOf(Unknown);
  expect(toValue('${"'.repeat(1_000), scope)).toBeInstanceOf(Unknown);
  expect(toValue(`\${"${'x'.repeat(200_000)}`, scope)).toBeInstanceOf(Unknown);
  expect(elapsed()).toBeLessThan(2_000);
});

describe('JSON text', () => {
  const read = (text: string) => jsonValue(toValue(text, scope));
  const show = (value: Value): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, member: unknown) =>
        member instanceof Unknown ? '?' : member,
      ),
    );

  test.each<[situation: string, text: string, value: unknown]>([
    ['without expressions', '{"a": [1, "b"]}', { a: [1, 'b'] }],
    [
      'with a text that is computed',
      '{"a": "${var.x}", "b": "Disabled"}',
      { a: '?', b: 'Disabled' },
    ],
    [
      'with a text that is computed in part',
      '{"a": "x-${var.x}-y", "b": 1}',
      { a: '?', b: 1 },
    ],
    [
      'with a value that is computed',
      '{"a": ${var.x}, "b": [${jsonencode(var.y)}]}',
      { a: '?', b: ['?'] },
    ],
    [
      'with a local',
      '{"a": "${local.sku}", "b": "${var.x}"}',
      { a: 'Premium', b: '?' },
    ],
    [
      'with quotes in texts',
      '{"a": "say \\"hi\\"", "b": "${var.x}", "c": ${var.y}}',
      { a: 'say "hi"', b: '?', c: '?' },
    ],
    [
      'with a quote before an expression in a text',
      '{"a": "say \\" ${var.x}", "b": 1}',
      { a: '?', b: 1 },
    ],
    ['of expressions alone', '[${var.x}, ${var.y}]', ['?', '?']],
    [
      'with a directive',
      '{"a": "%{ if var.x }y%{ endif }", "b": 1}',
      { a: '?', b: 1 },
    ],
    [
      'with a text in an expression in a text in an expression',
      '{"a": ${f("${"}"}")}, "b": "Disabled"}',
      { a: '?', b: 'Disabled' },
    ],
    [
      'with an escape in a text in an expression',
      '{"a": ${f("$${"}, "b": 1}',
      { a: '?', b: 1 },
    ],
    [
      'with as many expressions as can be told apart',
      `[${Array(32_767).fill('${var.x}').join()}]`,
      Array(32_767).fill('?'),
    ],
    [
      'with a name that is computed',
      '{"a": {"${var.x}": 1}, "b": "${var.y}"}',
      { a: '?', b: '?' },
    ],
  ])('%s', (_, text, value) => {
    expect(show(read(text))).toEqual(value);
  });

  test.each<[situation: string, text: string]>([
    ['that breaks off', '{"a": '],
    ['that breaks off after an expression', '{"a": "${var.x}'],
    ['that is one expression', '${jsonencode(var.x)}'],
    ['that is empty', ''],
    [
      'with more expressions than can be told apart',
      `[${Array(32_768).fill('${var.x}').join()}]`,
    ],
  ])('%s is unknown', (_, text) => {
    expect(read(text)).toBeInstanceOf(Unknown);
  });

  test('an object stays as it is', () => {
    expect(jsonValue({ a: 1 })).toEqual({ a: 1 });
  });

  test('what is unknown says how it was written', () => {
    const value = read('{"a": "${var.x}"}') as Record<string, Value>;
    expect(value['a']).toBeInstanceOf(TerraformExpression);
    expect(value['a']).toMatchObject({ reason: 'Terraform computes ${var.x}' });
  });
});

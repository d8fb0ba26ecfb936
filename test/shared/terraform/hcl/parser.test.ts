import {
  HclSyntaxError,
  parseHclFile,
} from '../../../../shared/terraform/hcl/parser';
import { parseExpression } from '../../../../shared/terraform/hcl/expression-tree';
import { startProcessorTime } from '../../../support/processor-time';

test('a file reads as the same configuration in JSON', () => {
  const file = `
    resource "azurerm_container_registry" "web" {
      sku  = "Premium"
      name = "acr\${var.stage}"
      dynamic "network_rule_set" {
        for_each = var.rules
        content { default_action = "Deny" }
      }
    }
  `;
  expect(parseHclFile(file)).toEqual({
    resource: {
      azurerm_container_registry: {
        web: [
          {
            sku: 'Premium',
            name: 'acr${var.stage}',
            dynamic: {
              network_rule_set: [
                {
                  for_each: '${var.rules}',
                  content: [{ default_action: 'Deny' }],
                },
              ],
            },
          },
        ],
      },
    },
  });
});

test.each<
  [
    situation: string,
    text: string,
    line: number,
    column: number,
    message: RegExp,
  ]
>([
  [
    'an expression that is missing',
    'a = {}\nb =\n',
    2,
    4,
    /^HclSyntaxError: Expected the start/,
  ],
  [
    'a block that does not close',
    'locals {\n  a = 1\n',
    1,
    8,
    /^HclSyntaxError: There is no closing brace/,
  ],
  [
    'an attribute that is written twice',
    'locals {\n  a = 1\n  a = 2\n}',
    3,
    3,
    /^HclSyntaxError: The argument "a" was already set at line 2\. Each/,
  ],
])('%s is an error with its position', (_, text, line, column, message) => {
  let error: unknown;
  try {
    parseHclFile(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(HclSyntaxError);
  expect(error).toMatchObject({ line, column });
  expect(String(error)).toMatch(message);
});

test('an expression reads as a tree', () => {
  expect(
    parseExpression('merge(local.base, { "sku" = each.value["s"], n = 1 })'),
  ).toEqual({
    kind: 'call',
    name: 'merge',
    args: [
      { kind: 'reference', path: ['local', 'base'], source: 'local.base' },
      {
        kind: 'object',
        items: [
          [
            {
              kind: 'template',
              parts: [{ kind: 'literal', value: 'sku' }],
              source: '"sku"',
            },
            {
              kind: 'reference',
              path: ['each', 'value', 's'],
              source: 'each.value["s"]',
            },
          ],
          [
            { kind: 'literal', value: 'n' },
            { kind: 'number', source: '1' },
          ],
        ],
        source: '{ "sku" = each.value["s"], n = 1 }',
      },
    ],
    isExpanded: false,
    source: 'merge(local.base, { "sku" = each.value["s"], n = 1 })',
  });
});

describe('hostile text', () => {
  const deep = 20_000;
  test.each<[what: string, text: string]>([
    ['parentheses', `${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['lists', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['operators', `${'!'.repeat(deep)}true`],
    ['a chain of operators', `1${'+1'.repeat(deep)}`],
    ['a chain of conditions', `${'true?1:'.repeat(deep)}1`],
    ['strings', `${'"${'.repeat(deep)}1${'}"'.repeat(deep)}`],
    [
      'loops',
      `1 == ${'[for a in [1,2,3,4,5,6,7,8,9] : '.repeat(12)}1${']'.repeat(12)}`,
    ],
    ['text', `"${'x'.repeat(2_000_000)}"`],
  ])('of %s ends in an error, soon', (_, text) => {
    const elapsed = startProcessorTime();
    expect(() => parseExpression(text)).toThrow(Error);
    expect(elapsed()).toBeLessThan(5_000);
  });

  test('of a file of more than 4 MB is refused, with what to do', () => {
    const text = `locals {\n  x = [${'"10.0.0.0/8",'.repeat(400_000)}]\n}`;
    expect(() => parseHclFile(text)).toThrow(
      /more than 4 MB.*jsondecode\(file\("data.json"\)\)/,
    );
  });

  test('does not end the parser', () => {
    expect(parseExpression('1')).toEqual({ kind: 'number', source: '1' });
  });
});

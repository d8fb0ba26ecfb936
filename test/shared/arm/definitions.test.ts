import { evaluateTree } from '../../../shared/arm/tree';
import { TemplateScope, frameOf } from '../../../shared/arm/scope';
import { EvaluationBudget } from '../../../shared/arm/session';
import { Unknown } from '../../../shared/model/value';
import type { Value, ValueObject } from '../../../shared/model/value';
import { unknownValue } from '../../support/arm-expression';
import type { Json } from '../../support/arm';

/** The value of a JSON value in the scope of a template. */
function valueIn(template: ValueObject, written: Value): Value {
  const session = new EvaluationBudget();
  const scope = new TemplateScope(template, () => undefined, session);
  return evaluateTree(written, frameOf(scope, session));
}

interface Row {
  readonly situation: string;
  readonly template: ValueObject;
  readonly written: Json;
  readonly value: Json;
}

/** A template with functions of a namespace `n`. */
function withFunctions(members: Json): ValueObject {
  return {
    variables: { v: 1 },
    functions: [
      null,
      'n',
      { namespace: 1, members },
      { namespace: 'n' },
      {
        namespace: 'N',
        members,
      },
    ],
  };
}

const functions: readonly Row[] = [
  {
    situation: 'a function of two parameters, in another case',
    template: withFunctions({
      join: {
        parameters: [{ name: 'First' }, { name: 'second' }],
        output: {
          value: "[concat(parameters('first'), parameters('SECOND'))]",
        },
      },
    }),
    written: "[n.JOIN('a', 'b')]",
    value: 'ab',
  },
  {
    situation: 'a function that calls another one',
    template: withFunctions({
      twice: {
        parameters: [{ name: 'x' }],
        output: { value: "[n.sum(parameters('x'), parameters('x'))]" },
      },
      sum: {
        parameters: [{ name: 'a' }, { name: 'b' }],
        output: { value: "[add(parameters('a'), parameters('b'))]" },
      },
    }),
    written: '[n.twice(2)]',
    value: 4,
  },
  {
    situation: 'an argument that is null or left out',
    template: withFunctions({
      f: {
        parameters: [{ name: 'a' }, { name: 'b' }],
        output: { value: { a: "[parameters('a')]", b: "[parameters('b')]" } },
      },
    }),
    written: '[n.f(null())]',
    value: { a: null, b: null },
  },
];

const missing: readonly (Omit<Row, 'value'> & { readonly reason: string })[] = [
  {
    situation: 'a parameter that the function does not have',
    template: withFunctions({
      f: {
        parameters: [null, { type: 'string' }],
        output: { value: "[parameters('a')]" },
      },
    }),
    written: "[n.f('x')]",
    reason: 'N.f() has no parameter "a"',
  },
  {
    situation: 'parameters that are no list',
    template: withFunctions({
      f: { parameters: { a: 1 }, output: { value: "[parameters('a')]" } },
    }),
    written: "[n.f('x')]",
    reason: 'N.f() has no parameter "a"',
  },
  {
    situation: 'a variable inside of a function',
    template: withFunctions({ f: { output: { value: "[variables('v')]" } } }),
    written: '[n.f()]',
    reason: 'N.f() asks for a variable, which no function has',
  },
  {
    situation: 'a function without an output',
    template: withFunctions({ f: {}, g: null }),
    written: '[n.f()]',
    reason: 'N.f() has no output',
  },
  {
    situation: 'a function that is no object',
    template: withFunctions({ g: null }),
    written: '[n.g()]',
    reason: 'n.g() is not a function that is known here',
  },
  {
    situation: 'parameters that the host does not know',
    template: { parameters: new Unknown('the host says so') },
    written: "[parameters('a')]",
    reason: 'the host says so',
  },
  {
    situation: 'a parameter that is no definition',
    template: { parameters: { a: 1 } },
    written: "[parameters('a')]",
    reason: 'the template has no parameter "a"',
  },
  {
    situation: 'variables that are no object',
    template: { variables: 'a' },
    written: "[variables('a')]",
    reason: 'the template has no variable "a"',
  },
  {
    situation: 'a loop of a negative number',
    template: { variables: { copy: [{ name: 'a', count: -1, input: 1 }] } },
    written: "[variables('a')]",
    reason: 'the count of a copy loop is no whole number',
  },
  {
    situation: 'a loop of half a turn',
    template: { variables: { copy: [{ name: 'a', count: 0.5, input: 1 }] } },
    written: "[variables('a')]",
    reason: 'the count of a copy loop is no whole number',
  },
  {
    situation: 'a loop of too many turns',
    template: { variables: { copy: [{ name: 'a', count: 801, input: 1 }] } },
    written: "[variables('a')]",
    reason: 'a copy loop makes at most 800 copies',
  },
  {
    situation: 'a property whose name is no text',
    template: {},
    written: { '[add(1, 2)]': 'a' },
    reason: 'the name of a property is not a string',
  },
  {
    situation: 'a property whose name is not known',
    template: {},
    written: { "[reference('a').b]": 'a' },
    reason: 'reference() is known to Azure alone, when it deploys',
  },
];

const variables: readonly Row[] = [
  {
    situation: 'a variable in another case',
    template: { Variables: { Access: ['a'] } },
    written: "[variables('ACCESS')[0]]",
    value: 'a',
  },
  {
    situation: 'a variable that a loop fills, in another case',
    template: {
      variables: {
        copy: [
          null,
          'a',
          { name: 'other', count: 1 },
          {
            name: 'All',
            count: '[add(1, 1)]',
            input: { i: "[copyIndex('ALL', 1)]" },
          },
        ],
      },
    },
    written: "[variables('all')]",
    value: [{ i: 1 }, { i: 2 }],
  },
  {
    situation: 'a loop without an input',
    template: { variables: { copy: [{ name: 'a', count: 2 }] } },
    written: "[variables('a')]",
    value: [null, null],
  },
  {
    situation: 'as many turns as there may be',
    template: { variables: { copy: [{ name: 'a', count: 800, input: 1 }] } },
    written: "[length(variables('a'))]",
    value: 800,
  },
  {
    situation: 'a loop of a number that is not known',
    template: {
      variables: { copy: [{ name: 'a', count: "[reference('b').c]" }] },
    },
    written: "[equals(variables('a'), 'text')]",
    value: false,
  },
  {
    situation: 'loops that fill properties, beside others',
    template: {},
    written: {
      A: 'replaced',
      b: 1,
      Copy: [
        { name: 'a', count: 2, input: '[copyIndex()]' },
        { name: 'c', count: 1, input: "[copyIndex('c', 5)]" },
      ],
    },
    value: { A: [0, 1], b: 1, c: [5] },
  },
  {
    situation: 'a loop in a loop',
    template: {},
    written: {
      copy: [
        {
          name: 'a',
          count: 2,
          input: {
            copy: [
              {
                name: 'b',
                count: 2,
                input: "[concat(copyIndex('a'), copyIndex('b'))]",
              },
            ],
          },
        },
      ],
    },
    value: { a: [{ b: ['00', '01'] }, { b: ['10', '11'] }] },
  },
  {
    situation: 'a property that is only called copy',
    template: {},
    written: {
      a: { copy: 'text' },
      b: { copy: [{ name: 'x' }] },
      c: { copy: [{ count: 1 }, 1] },
    },
    value: {
      a: { copy: 'text' },
      b: { copy: [{ name: 'x' }] },
      c: { copy: [{ count: 1 }, 1] },
    },
  },
  {
    situation: 'names of properties that are expressions or escaped',
    template: { variables: { name: 'a' } },
    written: { "[variables('name')]": 1, '[[b]': 2, '[c': '[[d]' },
    value: { a: 1, '[b]': 2, '[c': '[d]' },
  },
  {
    situation: 'what surely is in an object of an unknown name',
    template: {},
    written: ["[empty(createObject(reference('a').b, 1))]"],
    value: [false],
  },
  {
    situation: 'a member that is not known leaves the others known',
    template: {},
    written: [
      'a',
      new Unknown('the host says so'),
      { b: "[reference('a').b]" },
    ],
    value: ['a', unknownValue, { b: unknownValue }],
  },
];

test.each([...functions, ...variables])(
  '$situation',
  ({ template, written, value }) => {
    expect(valueIn(template, written)).toEqual(value);
  },
);

test.each(missing)('$situation: unknown', ({ template, written, reason }) => {
  expect(valueIn(template, written)).toMatchObject({ reason });
});

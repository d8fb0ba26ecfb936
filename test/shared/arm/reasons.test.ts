import type { Json } from '../../support/arm';
import { judgeTemplate, registry } from '../../support/arm';
import { evaluateExpression } from '../../support/arm-expression';

/** A number in arrays of as many levels. */
const inArrays = (levels: number) =>
  `reduce(range(0, ${levels}), 1, lambda('a', 'b', createArray(lambdaVariables('a'))))`;

const deep = inArrays(200);
/** Objects in objects, 200 levels deep, with a property beside each. */
const deepBeside = (name: string) =>
  `reduce(range(0, 200), 1, lambda('a', 'b', createObject('x', lambdaVariables('a'), '${name}', 1)))`;
/** The same with objects. */
const deepObject =
  "reduce(range(0, 200), 1, lambda('a', 'b', createObject('x', lambdaVariables('a'))))";
const tooDeep = 'a value has more than 100 levels';
const long = "padLeft('', 3000000)";
const noValue = 'the parameter "it" has neither value nor default';

type Reason = readonly [expression: string, reason: string];

const bounds: readonly Reason[] = [
  [`equals(${deep}, ${deep})`, tooDeep],
  [`equals(${deepObject}, ${deepObject})`, tooDeep],
  [`string(${deep})`, tooDeep],
  [`string(${deepObject})`, tooDeep],
  [`if(unknown, ${deep}, ${deep})`, tooDeep],
  [`if(unknown, ${deepBeside('y')}, ${deepBeside('z')})`, tooDeep],
  [`union(${deepObject}, ${deepObject})`, tooDeep],
  [`union(unknown, ${deepObject})`, tooDeep],
  [
    `join(createArray(${long}, ${long}), '')`,
    'join() makes a string of more than 4194304 characters',
  ],
  [
    `concat(${long}, ${long})`,
    'concat() makes a string of more than 4194304 characters',
  ],
  [
    `format('{0}{0}', ${long})`,
    'format() makes a string of more than 4194304 characters',
  ],
  [
    "padLeft('', 4194305)",
    'padLeft() makes a string of more than 4194304 characters',
  ],
];

const handedOn: readonly Reason[] = [
  ['and(unknown, true())', noValue],
  ['or(false(), unknown)', noValue],
  ['not(unknown)', noValue],
  ['coalesce(unknown, null())', noValue],
  ['equals(1, unknown)', noValue],
  ["concat('a', unknown)", noValue],
  ['flatten(createArray(createArray(), unknown))', noValue],
  ['intersection(createArray(), unknown)', noValue],
  ['union(createArray(), unknown)', noValue],
  ["union(unknown, createObject('a', 1))", noValue],
  ['copyIndex(unknown)', noValue],
  ["copyIndex('a', unknown)", noValue],
  ["filter(createArray(1), lambda('x', unknown))", noValue],
  ["groupBy(createArray(1), lambda('x', unknown))", noValue],
  ["map(unknown, lambda('x', 1))", noValue],
  ["mapValues(unknown, lambda('x', 1))", noValue],
  ["reduce(unknown, 0, lambda('x', 'y', 1))", noValue],
  ["toObject(unknown, lambda('x', 'a'))", noValue],
  ["toObject(createArray(1), lambda('x', unknown))", noValue],
  ['if(unknown, 1, 2)', noValue],
  ['createObject()[unknown]', noValue],
  ["unknown['a']", noValue],
  ["contains(createArray(unknown), 'a')", 'a member of the array is unknown'],
  ["indexOf(createArray(unknown), 'a')", 'a member of the array is unknown'],
  [
    "equals(createArray(unknown), createArray('a'))",
    'a part of it is not known',
  ],
  [
    "createObject('a', 1)[toLower('B')]",
    'the value has no property of the name that is computed',
  ],
];

const atTheirBounds: readonly (readonly [situation: string, of: string])[] = [
  ['24576 characters', `equals('${'a'.repeat(24_560)}', '')`],
  ['100 levels of calls', `${'not('.repeat(99)}true()${')'.repeat(99)}`],
  ['100 levels of a value', `equals(${inArrays(100)}, '')`],
  ['100 levels of a value as text', `equals(string(${inArrays(100)}), '')`],
  [
    '3000000 characters, 100 of them replaced at a time',
    `equals(replace(${long}, padLeft('', 100), padLeft('', 100)), '')`,
  ],
  ['4194304 characters of a text', "equals(padLeft('', 4194304), '')"],
];

test.each(atTheirBounds)('%s are evaluated', (_, expression) => {
  expect(evaluateExpression(expression)).toBe(false);
});

/** A value inside of more others than are evaluated. */
function inside(wrap: (value: Json) => Json): Json {
  let value: Json = 1;
  for (let level = 0; level < 102; level++) value = wrap(value);
  return value;
}

test.each([
  ['arrays that are computed', `[string(${deep})]`],
  ['arrays that are written', inside((value) => [value])],
  ['objects that are written', inside((value) => ({ a: value }))],
  ['loops', inside((input) => ({ copy: [{ name: 'all', count: 1, input }] }))],
])('%s: one reason for each registry that asks', (_, value) => {
  const properties = {
    publicNetworkAccess:
      "[if(empty(variables('deep')), 'Enabled', 'Disabled')]",
  };
  const findings = judgeTemplate({
    variables: { deep: value },
    resources: [registry(properties), registry(properties)],
  });
  expect(findings.map(({ unknowns }) => unknowns[0]?.reason)).toEqual([
    tooDeep,
    tooDeep,
  ]);
});

describe.each([
  ['a bound that is reached', bounds],
  ['something unknown in it', handedOn],
])('%s', (_, reasons) => {
  test.each(reasons)('[%s]', (expression, reason) => {
    expect(evaluateExpression(expression)).toMatchObject({ reason });
  });
});

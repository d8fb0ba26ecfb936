import { evaluateExpression } from '../../support/arm-expression';
import type { Json } from '../../support/arm';

/*
 * The examples of the function reference, by category, with the values that
 * their pages show: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */

type Example = readonly [expression: string, value: Json];

const numbers = 'createArray(0, 3, 2, 5, 4)';
const words = "createArray('one', 'two', 'three')";
const letters = "createObject('one', 'a', 'two', 'b', 'three', 'c')";

const arrays: readonly Example[] = [
  ['array(1)', [1]],
  ["array('efgh')", ['efgh']],
  ["array(createObject('a', 'b', 'c', 'd'))", [{ a: 'b', c: 'd' }]],
  [`array(${words})`, ['one', 'two', 'three']],
  [
    "concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))",
    ['1-1', '1-2', '1-3', '2-1', '2-2', '2-3'],
  ],
  ["concat('prefix', '-', 'suffix')", 'prefix-suffix'],
  ["contains('OneTwoThree', 'e')", true],
  ["contains('OneTwoThree', 'z')", false],
  [`contains(${letters}, 'one')`, true],
  [`contains(${letters}, 'ONE')`, true],
  [`contains(${letters}, 'a')`, false],
  [`contains(${words}, 'three')`, true],
  [`contains(${words}, 'four')`, false],
  ["createArray('a', 'b', 'c')", ['a', 'b', 'c']],
  ['createArray(1, 2, 3)', [1, 2, 3]],
  ['createArray()', []],
  ['empty(createArray())', true],
  ['empty(createObject())', true],
  ["empty('')", true],
  ['empty(null())', true],
  [`empty(${words})`, false],
  [`first(${words})`, 'one'],
  ['first(createArray())', null],
  ["first('')", ''],
  ['last(createArray())', null],
  ['flatten(createArray())', []],
  ["indexFromEnd(createArray('a', 'b'), 2)", 'a'],
  ["contains('a1', 1)", true],
  ["contains('OneTwoThree', 'one')", false],
  ["contains(createObject('1', 'a'), 1)", true],
  ["indexOf('abc', 'z')", -1],
  ["lastIndexOf('abab', 'AB')", 2],
  ['lastIndexOf(createArray(1), 2)', -1],
  [
    'intersection(createArray(1, 1, 2), createArray(1, 2), createArray(1))',
    [1],
  ],
  [
    "intersection(createObject('A', 1, 'b', 2), createObject('a', 1))",
    { A: 1 },
  ],
  ['max(createArray(-2, -1))', -1],
  ['min(3, 3)', 3],
  ['range(0, 0)', []],
  ['length(range(0, 10000))', 10000],
  [`skip(${words}, -1)`, ['one', 'two', 'three']],
  ['union(createArray(1, 1), createArray(1))', [1]],
  ["union(createObject('a', null()), createObject('A', 1))", { a: 1 }],
  [
    "union(createObject('a', 1), createObject('a', createObject('b', 2)))",
    { a: { b: 2 } },
  ],
  ["first('One Two Three')", 'O'],
  ['flatten(createArray(createArray(0, 1), createArray(2)))', [0, 1, 2]],
  [`indexFromEnd(${words}, 1)`, 'three'],
  [`indexOf(${words}, 'two')`, 1],
  [`indexOf(${words}, 'Two')`, -1],
  ["indexOf('abcdef', 'CD')", 2],
  [
    `intersection(${letters}, createObject('one', 'a', 'two', 'z', 'three', 'c'))`,
    { one: 'a', three: 'c' },
  ],
  [`intersection(${words}, createArray('two', 'three'))`, ['two', 'three']],
  [`last(${words})`, 'three'],
  ["last('One Two Three')", 'e'],
  ['lastIndexOf(createArray(0, 1, 0, 2), 0)', 2],
  ["lastIndexOf('abcAbc', 'A')", 3],
  [`length(${words})`, 3],
  ["length('One Two Three')", 13],
  [`length(${letters})`, 3],
  [`max(${numbers})`, 5],
  ['max(0, 3, 2, 5, 4)', 5],
  [`min(${numbers})`, 0],
  ['min(0, 3, 2, 5, 4)', 0],
  ['range(5, 3)', [5, 6, 7]],
  [`skip(${words}, 2)`, ['three']],
  ["skip('one two three', 4)", 'two three'],
  [`skip(${words}, 9)`, []],
  [`take(${words}, 2)`, ['one', 'two']],
  ["take('one two three', 2)", 'on'],
  [`take(${words}, -1)`, []],
  [
    `union(${letters}, createObject('three', 'c2', 'four', 'd', 'five', 'e'))`,
    { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' },
  ],
  [
    "union(createArray('one', 'two', 'three'), createArray('three', 'four'))",
    ['one', 'two', 'three', 'four'],
  ],
  [
    "union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2)))",
    { a: { x: 1, y: 2 } },
  ],
];

const dogs =
  "createArray(createObject('name', 'Evie', 'age', 5), createObject('name', 'Casper', 'age', 3), createObject('name', 'Kira', 'age', 8))";

const lambda: readonly Example[] = [
  [
    `map(filter(${dogs}, lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5))), lambda('dog', lambdaVariables('dog').name))`,
    ['Evie', 'Kira'],
  ],
  [
    "groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))",
    { f: ['foo'], b: ['bar', 'baz'] },
  ],
  [
    `map(range(0, 3), lambda('i', createObject('i', lambdaVariables('i'), 'name', ${dogs}[lambdaVariables('i')].name)))`,
    [
      { i: 0, name: 'Evie' },
      { i: 1, name: 'Casper' },
      { i: 2, name: 'Kira' },
    ],
  ],
  [
    "mapValues(createObject('foo', 'foo'), lambda('val', toUpper(lambdaVariables('val'))))",
    { foo: 'FOO' },
  ],
  [
    `reduce(map(${dogs}, lambda('dog', lambdaVariables('dog').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`,
    16,
  ],
  [
    "sort(createArray(8, 3, 10, -13, 5), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))",
    [-13, 3, 5, 8, 10],
  ],
  [
    `toObject(${dogs}, lambda('dog', lambdaVariables('dog').name), lambda('dog', lambdaVariables('dog').age))`,
    { Evie: 5, Casper: 3, Kira: 8 },
  ],
];

const objects: readonly Example[] = [
  ["createObject('a', 1, 'A', 2)", { a: 2 }],
  ["createObject('a', 1, 'b', 2, 'B', 3, 'c', 4)", { a: 1, b: 3, c: 4 }],
  [
    "items(createObject('B', 1, 'b', 2, 'a', 3))",
    [
      { key: 'a', value: 3 },
      { key: 'B', value: 2 },
    ],
  ],
  ["tryGet(createObject('a', createArray(1)), 'a', 0)", 1],
  ["tryGet(createArray('a'), '0')", null],
  ["tryGet('text', 'length')", null],
  [`tryIndexFromEnd(createObject('A', ${words}), 'a', 1)`, 'three'],
  ["tryIndexFromEnd('text', 1)", null],
  [
    "createObject('intProp', 1, 'boolProp', true(), 'arrayProp', createArray('a'))",
    { intProp: 1, boolProp: true, arrayProp: ['a'] },
  ],
  [
    "items(createObject('item002', 2, 'ITEM001', 1))",
    [
      { key: 'ITEM001', value: 1 },
      { key: 'item002', value: 2 },
    ],
  ],
  [`json('{"a": "b", /* one */ "c": [1, 2,],}')`, { a: 'b', c: [1, 2] }],
  [`json('{''a'': ''it"s'', // one\n "b": 1}')`, { a: 'it"s', b: 1 }],
  ["json('null')", null],
  ["objectKeys(createObject('a', 1, 'b', 2))", ['a', 'b']],
  [
    "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2))))",
    { a: { y: 2 } },
  ],
  ["tryGet(createObject('a', createObject('b', 1)), 'a', 'b')", 1],
  ["tryGet(createObject('a', 1), 'b')", null],
  ["tryGet(null(), 'a')", null],
  ["tryGet(createArray('a'), 1)", null],
  [`tryIndexFromEnd(${words}, 3)`, 'one'],
  [`tryIndexFromEnd(${words}, 4)`, null],
];

describe.each([
  ['array', arrays],
  ['lambda', lambda],
  ['object', objects],
])('%s', (_, examples) => {
  test.each(examples)('[%s]', (expression, value) => {
    expect(evaluateExpression(expression)).toEqual(value);
  });
});

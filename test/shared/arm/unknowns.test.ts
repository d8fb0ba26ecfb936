import { evaluateExpression, unknownValue } from '../../support/arm-expression';
import type { Json } from '../../support/arm';

type Example = readonly [expression: string, value: Json];

/** Known results with `unknown` in place of an unknown value. */
const partlyKnown: readonly Example[] = [
  ["not(empty(createArray(createObject('id', unknown))))", true],
  ['if(unknown, 1, 1)', 1],
  [
    "if(unknown, createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3)).a",
    1,
  ],
  ["equals(if(unknown, createArray('a'), 'a'), 'a')", unknownValue],
  ["equals(groupBy(unknown, lambda('x', 'a')), createObject())", unknownValue],
  ["equals(concat('a', unknown), '')", false],
  ["equals('', concat('a', unknown))", false],
  ["equals(concat(unknown, ''), '')", unknownValue],
  ["equals(concat('a', unknown), 'a')", unknownValue],
  ["equals(concat('a', unknown), null())", false],
  ["equals(createArray(concat('a', unknown)), createArray(''))", false],
  ['equals(createArray(1, 2), createArray(unknown, 3))', false],
  ["empty(coalesce(concat('a', unknown), ''))", false],
  ["empty(coalesce(unknown, 'a', ''))", unknownValue],
  ['equals(unknown, null())', unknownValue],
  ['equals(createArray(unknown, 1), createArray(unknown, 2))', false],
  ["equals(createObject('a', unknown), createObject('b', unknown))", false],
  [
    "objectKeys(if(unknown, createObject('a', 1), createObject('a', 2)))",
    ['a'],
  ],
  ['if(unknown, createArray(1, 2), createArray(1, 3))', [1, unknownValue]],
  [
    "contains(if(unknown, createObject('a', 1, 'b', 2), createObject('a', 1, 'c', 3)), 'b')",
    unknownValue,
  ],
  ["length(array(concat('a', unknown)))", 1],
  ["union(createObject('a', unknown), createObject('a', 'x')).a", 'x'],
  [
    "empty(union(createObject('a', 'x'), createObject('a', concat('y', unknown))).a)",
    false,
  ],
  [
    "union(createObject('a', unknown), createObject('a', createObject('b', 1))).a",
    unknownValue,
  ],
  [
    "union(createObject('a', unknown), createObject('a', null())).a",
    unknownValue,
  ],
  ["union(createObject('a', 1), createObject('a', null())).a", unknownValue],
  [
    "union(createObject('a', null()), createObject('a', concat('y', unknown))).a",
    unknownValue,
  ],
  [
    "empty(union(createObject('a', null()), createObject('a', concat('y', unknown))).a)",
    false,
  ],
  ["contains(union(createObject('a', 1), unknown), 'a')", true],
  ['indexOf(createArray(1, unknown), 1)', 0],
  ['indexOf(createArray(unknown, 1), 1)', unknownValue],
  ['lastIndexOf(createArray(unknown, 1), 1)', 1],
  [
    'intersection(createArray(1, 2), createArray(unknown, 1), createArray(2))',
    unknownValue,
  ],
  ['intersection(createArray(1), createArray(unknown), createArray(2))', []],
  [
    "if(unknown, union(unknown, createObject('a', 1)), createObject('a', 1, 'b', 2)).a",
    1,
  ],
  ['and(unknown, false())', false],
  ['or(unknown, true())', true],
  ["if(true(), 'a', unknown)", 'a'],
  ["if(false(), fail('no'), 'b')", 'b'],
  ['coalesce(1, unknown)', 1],
  ["createObject('a', unknown, 'b', 2).b", 2],
  ['length(createArray(unknown, unknown))', 2],
  ['contains(createArray(unknown, 1), 1)', true],
  ["contains(createObject('a', unknown), 'a')", true],
  ["empty(resourceId('a/b', 'c'))", false],
  ["empty(concat('a', unknown))", false],
  ["empty(format('{0}', uniqueString(resourceGroup().id)))", unknownValue],
  ['empty(resourceGroup().location)', false],
  ['equals(resourceGroup().id, null())', false],
  ["createObject('a', 1, 'b', 1)[unknown]", 1],
  ["length(map(createArray(1, unknown), lambda('x', unknown)))", 2],
  ["union(createObject('a', 1), createObject('b', unknown)).a", 1],
  ["union(unknown, createObject('a', 1)).a", 1],
  ["union(createObject('a', 1), unknown, createObject()).a", unknownValue],
  ["union(unknown, createObject('a', createObject('b', 1))).a.b", 1],
  ["contains(union(unknown, createObject('a', 1)), 'A')", true],
  ["contains(union(unknown, createObject('a', 1)), 'b')", unknownValue],
  ["if(unknown, createObject('a', 1), createObject('a', 1, 'b', 2)).a", 1],
  [
    "sort(createArray(2, 1), lambda('x', 'y', if(less(lambdaVariables('x'), 2), unknown, false())))",
    [unknownValue, unknownValue],
  ],
  [
    "tryGet(if(unknown, createObject('a', 1), createObject('a', 1, 'b', 2)), 'b')",
    unknownValue,
  ],
  [
    "empty(filter(createArray(1, 2), lambda('x', if(equals(lambdaVariables('x'), 1), true(), unknown))))",
    false,
  ],
  ["first(createArray('a', unknown))", 'a'],
  [
    "toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', unknown))",
    { a: unknownValue, b: unknownValue },
  ],
];

describe('with something unknown', () => {
  test.each(partlyKnown)('[%s]', (expression, value) => {
    expect(evaluateExpression(expression)).toEqual(value);
  });
});

const refused: readonly (readonly [expression: string, reason: string])[] = [
  ["createObject('a', 1).b", 'the value has no property "b"'],
  ['null().b', 'null has no property "b"'],
  ["'a'.b", 'the value has no property "b"'],
  ["createObject('1', 'a')[1]", 'the value has no property "1"'],
  ["createArray('a')['0']", 'the value has no property "0"'],
  ["createArray('a')[1]", 'the value has no property "1"'],
  ["parameters('nowhere')", 'the template has no parameter "nowhere"'],
  ["variables('nowhere')", 'the template has no variable "nowhere"'],
  ['noSuchFunction()', 'noSuchFunction() is not a function that is known here'],
  ['toLower(1)', 'toLower() takes a string'],
  ['toLower()', 'toLower() is called with 0 arguments'],
  ['add(9007199254740991, 1)', 'add() has no exact result'],
  ["reference('a').b", 'reference() is known to Azure alone, when it deploys'],
  [
    "listKeys('a', 'b').key1",
    'listKeys() is known to Azure alone, when it deploys',
  ],
  ["uniqueString('a')", 'uniqueString() is left to Azure'],
  ["if('yes', 1, 2)", 'if() takes a boolean first'],
  ['range(0, 10001)', 'range() makes at most 10000 members'],
  [
    "concat('a'",
    'a syntax error at character 11 of the expression, where ) is expected',
  ],
  [
    'bare',
    'a syntax error at character 5 of the expression, where ( is expected',
  ],
  [
    "'a' 'b'",
    'a syntax error at character 8 of the expression, where the end is expected',
  ],
  ["fail('no')", 'fail() ends the deployment'],
];

describe('what is not known, and why', () => {
  test.each(refused)('[%s]', (expression, reason) => {
    expect(evaluateExpression(expression)).toMatchObject({ reason });
  });
});

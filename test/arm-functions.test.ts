import { evaluateExpression, unknownValue } from './support/arm-expression';
import type { Json } from './support/arm';

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

const cidr: readonly Example[] = [
  [
    "parseCidr('10.144.0.0/20')",
    {
      network: '10.144.0.0',
      netmask: '255.255.240.0',
      broadcast: '10.144.15.255',
      firstUsable: '10.144.0.1',
      lastUsable: '10.144.15.254',
      cidr: 20,
    },
  ],
  [
    "parseCidr('fdad:3236:5555::/48')",
    {
      network: 'fdad:3236:5555::',
      netmask: 'ffff:ffff:ffff::',
      firstUsable: 'fdad:3236:5555::',
      lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff',
      cidr: 48,
    },
  ],
  ["cidrSubnet('10.144.0.0/20', 24, 0)", '10.144.0.0/24'],
  ["cidrSubnet('10.144.0.0/20', 24, 4)", '10.144.4.0/24'],
  ["cidrSubnet('fdad:3236:5555::/48', 52, 4)", 'fdad:3236:5555:4000::/52'],
  ["cidrHost('10.144.3.0/24', 0)", '10.144.3.1'],
  ["cidrHost('10.144.3.0/24', 3)", '10.144.3.4'],
  ["cidrHost('fdad:3236:5555:3::/64', 0)", 'fdad:3236:5555:3::1'],
];

const comparison: readonly Example[] = [
  ["coalesce(null(), 'first', 'second')", 'first'],
  ['coalesce(null(), 1)', 1],
  ['coalesce(null(), null())', null],
  ['equals(1, 1)', true],
  ["equals('a', 'a')", true],
  ["equals('a', 'A')", false],
  ["equals(createArray('a', 'b'), createArray('a', 'b'))", true],
  ["equals(createObject('a', 'b'), createObject('a', 'c'))", false],
  ["equals(1, '1')", false],
  ['greater(1, 2)', false],
  ["greater('A', 'a')", false],
  ['greaterOrEquals(2, 2)', true],
  ['less(1, 2)', true],
  ['lessOrEquals(1, 2)', true],
];

const date: readonly Example[] = [
  ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')", '4/7/2023 2:53:14 PM'],
  ["dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')", '3/29/2020 2:53:14 PM'],
  ["dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')", '4/7/2020 3:53:14 PM'],
  ["dateTimeAdd('2020-04-07T14:53:14Z', 'P1D', 'yyyy-MM-dd')", '2020-04-08'],
  ["dateTimeAdd('20200407T145314Z', 'PT1H', 'u')", '2020-04-07 15:53:14Z'],
  ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
  ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
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

const logical: readonly Example[] = [
  ["and(bool('true'), bool('false'))", false],
  ["or(bool('true'), bool('false'))", true],
  ["not(bool('true'))", false],
  ['bool(1)', true],
  ["bool('FALSE')", false],
  ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
  ['or(true(), true(), false())', true],
];

const numeric: readonly Example[] = [
  ['add(5, 3)', 8],
  ['div(8, 3)', 2],
  ["float('3.5')", 3.5],
  ["int('4')", 4],
  ['mod(7, 3)', 1],
  ['mod(-7, 3)', -1],
  ['mul(5, 3)', 15],
  ['sub(7, 3)', 4],
];

const objects: readonly Example[] = [
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

const resources: readonly Example[] = [
  [
    "resourceId('11111111-1111-1111-1111-111111111111', 'rg', 'Microsoft.Sql/servers/databases', 's', 'd')",
    '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Sql/servers/s/databases/d',
  ],
  [
    "subscriptionResourceId('11111111-1111-1111-1111-111111111111', 'Microsoft.Authorization/roleDefinitions', 'r')",
    '/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/r',
  ],
  [
    "tenantResourceId('Microsoft.Management/managementGroups', 'm')",
    '/providers/Microsoft.Management/managementGroups/m',
  ],
  [
    "extensionResourceId('/a/b', 'Microsoft.Authorization/locks', 'l')",
    '/a/b/providers/Microsoft.Authorization/locks/l',
  ],
];

const strings: readonly Example[] = [
  ["base64('one, two, three')", 'b25lLCB0d28sIHRocmVl'],
  [`base64ToJson(base64('{"one": "a"}'))`, { one: 'a' }],
  ["base64ToString('b25lLCB0d28sIHRocmVl')", 'one, two, three'],
  ["dataUri('Hello')", 'data:text/plain;charset=utf8;base64,SGVsbG8='],
  ["dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')", 'Hello, World!'],
  ["startsWith('abcdef', 'AB')", true],
  ["endsWith('abcdef', 'EF')", true],
  ["endsWith('abcdef', 'e')", false],
  [
    "format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)",
    'Hello, User. Formatted number: 8,175,133',
  ],
  [
    "format('>{0}<>{1}<>{2}<>{3}<', false(), 12948, createObject('a', 'b'), createArray(true(), 'c'))",
    ">False<>12948<>{'a':'b'}<>[true,'c']<",
  ],
  ["format('{{{0,4}|{0,-4}|{0:D3}}}', 7)", '{   7|7   |007}'],
  ["join(createArray('I', 'love', 'Bicep'), ' ')", 'I love Bicep'],
  ["padLeft('123', 10, '0')", '0000000123'],
  ["replace('123-123-1234', '-', '')", '1231231234'],
  ["split('one,two,three', ',')", ['one', 'two', 'three']],
  ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
  [
    "string(createObject('a', createArray(1, true(), null())))",
    '{"a":[1,true,null]}',
  ],
  ['string(5)', '5'],
  ['string(true())', 'True'],
  ["substring('one two three', 4, 3)", 'two'],
  ["substring('one two three', 8)", 'three'],
  ["toLower('One Two Three')", 'one two three'],
  ["toUpper('One Two Three')", 'ONE TWO THREE'],
  ["trim('    one two three   ')", 'one two three'],
  [
    "uri('http://contoso.com/resources/', 'nested/azuredeploy.json')",
    'http://contoso.com/resources/nested/azuredeploy.json',
  ],
  [
    "uri('http://contoso.org/firstpath', 'myscript.sh')",
    'http://contoso.org/myscript.sh',
  ],
  [
    "uri('http://contoso.org/firstpath/', '/myscript.sh')",
    'http://contoso.org/firstpath/myscript.sh',
  ],
  [
    "uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')",
    'http://contoso.org/firstpath/myscript.sh',
  ],
  [
    "uriComponent('http://contoso.com/resources/nested/azuredeploy.json')",
    'http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json',
  ],
  [
    "uriComponentToString('http%3A%2F%2Fcontoso.com%2F')",
    'http://contoso.com/',
  ],
];

const syntax: readonly Example[] = [
  ["'it''s'", "it's"],
  ["CREATEARRAY( 'a' , 'b' )[ 1 ]", 'b'],
  ["createObject('a', createObject('B', 2)).A['b']", 2],
];

describe.each([
  ['array', arrays],
  ['cidr', cidr],
  ['comparison', comparison],
  ['date', date],
  ['lambda', lambda],
  ['logical', logical],
  ['numeric', numeric],
  ['object', objects],
  ['resource', resources],
  ['string', strings],
  ['syntax', syntax],
])('%s', (_, examples) => {
  test.each(examples)('[%s]', (expression, value) => {
    expect(evaluateExpression(expression)).toEqual(value);
  });
});

/** What is known all the same where `unknown` stands for a value that isn't. */
const partlyKnown: readonly Example[] = [
  ["not(empty(createArray(createObject('id', unknown))))", true],
  ['if(unknown, 1, 1)', 1],
  [
    "if(unknown, createObject('a', 1, 'b', 2), createObject('a', 1, 'b', 3)).a",
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
  ["createObject('a', 1).b", 'the property "b" is asked for and missing'],
  ['null().b', 'the property "b" of null is asked for'],
  ["parameters('nowhere')", 'the template has no parameter "nowhere"'],
  ["variables('nowhere')", 'the template has no variable "nowhere"'],
  ['noSuchFunction()', 'no function is called noSuchFunction()'],
  ['toLower(1)', 'toLower() takes a text'],
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

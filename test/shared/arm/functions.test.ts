import { evaluateExpression } from '../../support/arm-expression';
import type { Json } from '../../support/arm';

/*
 * The examples of the function reference, by category, with the values that
 * their pages show: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */

type Example = readonly [expression: string, value: Json];

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
  ["cidrSubnet('10.144.3.77/24', 24, 0)", '10.144.3.0/24'],
  ["cidrSubnet('10.0.0.0/24', 32, 255)", '10.0.0.255/32'],
  ["cidrHost('10.0.0.0/24', 254)", '10.0.0.255'],
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
  ['equals(null(), null())', true],
  ['equals(createArray(1), createArray(1, 2))', false],
  ['equals(createArray(1, 2), createArray(1))', false],
  ["equals(createObject('a', 1), createObject('b', 1))", false],
  ["equals(createObject('a', 1), createObject('a', 1, 'b', 2))", false],
  ["equals(createObject('a', 1, 'b', 2), createObject('a', 1))", false],
  ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", true],
  ['greater(2, 2)', false],
  ['greater(3, 2)', true],
  ["greater('a', 'a')", false],
  ["greater('b', 'a')", true],
  ['less(2, 2)', false],
  ["less('a', 'a')", false],
  ["less('a', 'b')", true],
  ['greaterOrEquals(1, 2)', false],
  ['lessOrEquals(3, 2)', false],
  ["lessOrEquals('a', 'a')", true],
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
  [
    "dateTimeAdd('2020-12-31T23:59:59Z', 'PT1S', 'd.M.yy HH:mm')",
    '1.1.21 00:00',
  ],
  [
    "dateTimeAdd('2020-04-07T14:03:04.500Z', '-PT0.25S', 'hh''h'' m/s fff tt')",
    '02h 3/4 250 PM',
  ],
  ["dateTimeAdd('2020-04-07T14:53:14Z', 'P1D', 's')", '2020-04-08T14:53:14'],
  ["dateTimeAdd('2020-04-07T14:53:14Z', 'P1M', 'yyyy-MM-dd')", '2020-05-07'],
  ["dateTimeAdd('2020-05-07T14:53:14Z', '-P1M', 'yyyy-MM-dd')", '2020-04-07'],
  ["dateTimeAdd('2021-03-01T00:00:00Z', '-P1Y', 'yy-M-d')", '20-3-1'],
  [
    "dateTimeAdd('2020-04-07T14:53:14Z', 'P1DT1H2M3S', 'u')",
    '2020-04-08 15:55:17Z',
  ],
  ["dateTimeAdd('2020-04-07T23:59:59Z', 'PT1M', 'hh:mm:ss tt')", '12:00:59 AM'],
  ["dateTimeAdd('2020-04-07T11:00:00Z', 'PT1H', 'H h tt')", '12 12 PM'],
  [
    `dateTimeAdd('2020-04-07T01:02:03Z', 'PT0S', '"d of" dd MM H:m:s')`,
    'd of 07 04 1:2:3',
  ],
  ["dateTimeToEpoch('2023-05-02T15:16:13.9Z')", 1683040573],
  ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
  ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
];

const logical: readonly Example[] = [
  ["and(bool('true'), bool('false'))", false],
  ["or(bool('true'), bool('false'))", true],
  ["not(bool('true'))", false],
  ['bool(1)', true],
  ["bool('FALSE')", false],
  ["if(equals('a', 'a'), 'yes', 'no')", 'yes'],
  ['or(true(), true(), false())', true],
  ['and(true(), true(), true())', true],
  ['or(false(), false())', false],
  ['bool(0)', false],
  ["bool('True')", true],
];

const numeric: readonly Example[] = [
  ['add(5, 3)', 8],
  ['div(8, 3)', 2],
  ["float('3.5')", 3.5],
  ["int('4')", 4],
  ["int(' +42 ')", 42],
  ["int('-4')", -4],
  ["float('3.25')", 3.25],
  ['float(2)', 2],
  ['div(-8, 3)', -2],
  ['mod(-6, 3)', 0],
  ['mod(7, 3)', 1],
  ['mod(-7, 3)', -1],
  ['mul(5, 3)', 15],
  ['sub(7, 3)', 4],
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
  ["dataUriToString('data:text/plain;base64,SGVsbG8=')", 'Hello'],
  ["dataUriToString('data:text/plain,a%20b,c')", 'a b,c'],
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
  [
    "format('{0:X4} {0:x} {0:000000} {1:N} {1:F1}', 255, -1234)",
    '00FF ff 000255 -1,234.00 -1234.0',
  ],
  ["format('{0}', null())", ''],
  ["format('{0:X} {0:x2} {0:D} {0:N0} {0:000}', 0)", '0 00 0 0 000'],
  ["format('{0:x} {0:X2}', 171)", 'ab AB'],
  ["format('{0:d4} {0:f} {0:n1}', -5)", '-0005 -5.00 -5.0'],
  ["format('{0:N3} {0:F3}', float('1.5'))", '1.500 1.500'],
  ["format('{1}{0}', 'a', 'b')", 'ba'],
  [`format('{0}', 'say "no"')`, 'say "no"'],
  ["format('no hole')", 'no hole'],
  ["format('{{{0,4}|{0,-4}|{0:D3}}}', 7)", '{   7|7   |007}'],
  ["join(createArray('I', 'love', 'Bicep'), ' ')", 'I love Bicep'],
  ["padLeft('123', 10, '0')", '0000000123'],
  ["replace('123-123-1234', '-', '')", '1231231234'],
  ["split('one,two,three', ',')", ['one', 'two', 'three']],
  ["split('one;two,three', createArray(',', ';'))", ['one', 'two', 'three']],
  ["split('one', '')", ['one']],
  [
    "string(createObject('a', createArray(1, true(), null())))",
    '{"a":[1,true,null]}',
  ],
  ["string(createObject('a', 1, 'b', 2))", '{"a":1,"b":2}'],
  ['string(5)', '5'],
  ['string(true())', 'True'],
  ["substring('one two three', 4, 3)", 'two'],
  ["substring('one two three', 8)", 'three'],
  ["substring('one', 0, 3)", 'one'],
  ["substring('one', 3)", ''],
  ["toLower('One Two Three')", 'one two three'],
  ["toUpper('One Two Three')", 'ONE TWO THREE'],
  ["trim('    one two three   ')", 'one two three'],
  [
    "uri('http://contoso.com/resources/', 'nested/azuredeploy.json')",
    'http://contoso.com/resources/nested/azuredeploy.json',
  ],
  [
    "uri('http://contoso.org', 'myscript.sh')",
    'http://contoso.org/myscript.sh',
  ],
  ["uri('http://contoso.org', '/a/b.sh')", 'http://contoso.org/a/b.sh'],
  ["uri('file:///a', 'b')", 'file:///b'],
  ["uri('h://c/firstpath', 'myscript.sh')", 'h://c/myscript.sh'],
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
  ['cidr', cidr],
  ['comparison', comparison],
  ['date', date],
  ['logical', logical],
  ['numeric', numeric],
  ['resource', resources],
  ['string', strings],
  ['syntax', syntax],
])('%s', (_, examples) => {
  test.each(examples)('[%s]', (expression, value) => {
    expect(evaluateExpression(expression)).toEqual(value);
  });
});

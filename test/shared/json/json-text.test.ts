import {
  membersAt,
  hasDuplicateKey,
  skipString,
  skipValue,
} from '../../../shared/json/scanner';

/** The members at a place: the name, and the value as it is written. */
const members = (text: string, start = 0) =>
  Array.from(membersAt(text, start), ({ name, offset, value }) => [
    name,
    text.slice(offset, skipValue(text, value)),
  ]);

test.each<[situation: string, text: string, found: string[][]]>([
  ['an object with nothing in it', '{ }', []],
  ['a list with nothing in it', '[]', []],
  [
    'an object',
    '{"a": 1,"b":"c"}',
    [
      ['a', '"a": 1'],
      ['b', '"b":"c"'],
    ],
  ],
  [
    'a list',
    '[ 1 , "b",[ ]]',
    [
      ['0', '1 '],
      ['1', '"b"'],
      ['2', '[ ]'],
    ],
  ],
  [
    'what holds more',
    '{"a":{"b":[1,{}]},"c":[[2],{"d":3}]}',
    [
      ['a', '"a":{"b":[1,{}]}'],
      ['c', '"c":[[2],{"d":3}]'],
    ],
  ],
  [
    'a list before a comma',
    '[[1] ,2]',
    [
      ['0', '[1]'],
      ['1', '2'],
    ],
  ],
  [
    'a text before a comma',
    '["a" ,2]',
    [
      ['0', '"a"'],
      ['1', '2'],
    ],
  ],
  [
    'signs in texts',
    '["}]","{[,",":"]',
    [
      ['0', '"}]"'],
      ['1', '"{[,"'],
      ['2', '":"'],
    ],
  ],
  [
    'quotes in texts, and backslashes before the last quote',
    String.raw`["\\", "\"", "a\\\", b"]`,
    [
      ['0', String.raw`"\\"`],
      ['1', String.raw`"\""`],
      ['2', String.raw`"a\\\", b"`],
    ],
  ],
  [
    'a name in other characters',
    String.raw`{"\u0061": 1}`,
    [['a', String.raw`"\u0061": 1`]],
  ],
  ['what goes on behind it', '{"a":1}, "b":2}', [['a', '"a":1']]],
  ['a text that breaks off', '[1', [['0', '1']]],
])('the members of %s', (_, text, found) => {
  expect(members(text)).toEqual(found);
});

test.each<[what: string, text: string, start: number]>([
  ['a number', '[1,2]', 1],
  ['a text', '["a","b"]', 1],
  ['nothing', '', 0],
])('%s has no members', (_, text, start) => {
  expect(members(text, start)).toEqual([]);
});

test.each<[what: string, text: string, end: number]>([
  ['an object', '{"a":1} ,', 7],
  ['a number in an object', '1}', 1],
  ['a number in a list', '1]', 1],
  ['the last of all', '1', 1],
])('where %s ends', (_, text, end) => {
  expect(skipValue(text, 0)).toBe(end);
});

test('a string that breaks off ends with the text', () => {
  expect(skipString('"abc', 0)).toBe(4);
});

test.each<[situation: string, text: string]>([
  ['in an object', '{"a":1,"b":2,"a":3}'],
  ['behind a list', '{"a":["b","c"],"a":3}'],
  ['behind an object', '{"a":{"b":1},"a":3}'],
  ['in an object in a list', '["a","a",{"b":1,"b":2}]'],
  ['behind an empty object in a list', '{"a":[{}],"a":1}'],
])('a name is repeated %s', (_, text) => {
  expect(hasDuplicateKey(text)).toBe(true);
});

test.each<[situation: string, text: string]>([
  ['a text in a list', '["a","a"]'],
  ['a text in a list of an object', '{"a":["b","b"],"c":["b"]}'],
  ['a text that is a value', '{"a":"b","b":"a","c":"b"}'],
  ['a name in two objects', '[{"a":1},{"a":{"a":2}}]'],
  ['a text beside a name, in a list in an object', '{"a":1,"b":["a","a"]}'],
  ['a name behind a list in a list', '[["a"],"a",{"a":["a"]}]'],
])('no name is repeated by %s', (_, text) => {
  expect(hasDuplicateKey(text)).toBe(false);
});

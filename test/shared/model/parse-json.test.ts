import { parseJsonText } from '../../../shared/model/parse-json';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';

interface Row {
  readonly situation: string;
  readonly text: string;
  readonly value: Value;
}

const lenient: readonly Row[] = [
  { situation: 'a byte order mark', text: '\uFEFF{"a": 1}', value: { a: 1 } },
  {
    situation: 'a byte order mark before what is not strict',
    text: '\uFEFF{"a": 1,}',
    value: { a: 1 },
  },
  {
    situation: 'a comment to the end of the line',
    text: '{"a": 1, // "b": 2,\n"c": 3}',
    value: { a: 1, c: 3 },
  },
  {
    situation: 'a comment at the end of the text',
    text: '{"a": 1} // no line behind it',
    value: { a: 1 },
  },
  {
    situation: 'a comment between marks, over lines',
    text: '/* one */ {"a": /* two\n"b": */ 1} /**/',
    value: { a: 1 },
  },
  {
    situation: 'a comment that looks as if it ended at once',
    text: '{"a": 1 /*/ , "b": 2 */ }',
    value: { a: 1 },
  },
  {
    situation: 'marks of comments in a text',
    text: '{"a": "https://a/*b*/", }',
    value: { a: 'https://a/*b*/' },
  },
  {
    situation: 'a comma behind the last member, blanks and a comment',
    text: '{"a": [1, 2, /* last */\n ] , }',
    value: { a: [1, 2] },
  },
  {
    situation: 'commas and brackets in a text',
    text: `{"a": ",}", 'b': ',]', }`,
    value: { a: ',}', b: ',]' },
  },
  {
    situation: 'single quotes, with double ones in them',
    text: `{'a': 'say "no"'}`,
    value: { a: 'say "no"' },
  },
  {
    situation: 'a single quote that is escaped',
    text: String.raw`{'a': 'it\'s'}`,
    value: { a: "it's" },
  },
  {
    situation: 'a double quote that is escaped, beside a comment',
    text: String.raw`{"a": "say \"no\"" /* no */}`,
    value: { a: 'say "no"' },
  },
  {
    situation: 'a single quote in double ones, beside a comment',
    text: `{"a": "it's" /* no */}`,
    value: { a: "it's" },
  },
  {
    situation: 'a backslash at the end of a text, beside a comment',
    text: String.raw`{"a": "b\\", /* no */ "c": 1}`,
    value: { a: 'b\\', c: 1 },
  },
  {
    situation: 'lines and tabs in a text',
    text: '{"a": "b\r\n\tc"}',
    value: { a: 'b\r\n\tc' },
  },
];

test.each(lenient)('$situation', ({ text, value }) => {
  expect(parseJsonText(text)).toEqual(value);
});

test.each([
  ['two commas', '[1,,]'],
  ['two commas between members', '[1,,2]'],
  ['a comment that never ends', '{/* "a": 1}'],
  ['a comment that never ends, from the start', '/* {"a": 1}'],
  ['a slash alone', '{"a": 1 / 2}'],
  ['a text that never ends', `{"a": 'b}`],
  ['an escape at the very end', '{"a": "b\\'],
  ['nothing', ''],
])('%s is no JSON', (_, text) => {
  expect(() => parseJsonText(text)).toThrow(SyntaxError);
});

const twice = new Unknown('"a" is written twice');

test.each<[string, string, Value]>([
  [
    'a name that is written twice',
    '{"a": 1, "b": 2, "a": 3}',
    { a: twice, b: 2 },
  ],
  [
    'a name of three, in an array',
    '[0, {"a": 1, "a": 2, "a": 3}]',
    [0, { a: twice }],
  ],
  [
    'a name in other characters',
    String.raw`{"\u0061": 1, "a": 2}`,
    { a: twice },
  ],
  [
    'beside a comment and a comma',
    '{"a": {"a": 1}, /* */ "a": 1,}',
    { a: twice },
  ],
  [
    'the same name in other objects',
    '{"a": {"a": "\\": "}}',
    { a: { a: '": ' } },
  ],
])('%s', (_, text, value) => {
  expect(parseJsonText(text)).toEqual(value);
});

import {
  allOf,
  anyOf,
  equals,
  mayEqual,
  negate,
} from '../../../shared/model/kleene';
import type { Ternary } from '../../../shared/model/kleene';
import { Unknown } from '../../../shared/model/value';
import type { FieldValue, Value } from '../../../shared/model/value';

/** Kleene's tables: https://en.wikipedia.org/wiki/Three-valued_logic */
test.each<[one: Ternary, other: Ternary, any: Ternary, all: Ternary]>([
  ['yes', 'yes', 'yes', 'yes'],
  ['yes', 'unknown', 'yes', 'unknown'],
  ['yes', 'no', 'yes', 'no'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
  ['unknown', 'no', 'unknown', 'no'],
  ['no', 'no', 'no', 'no'],
])('%s with %s: any is %s, all is %s', (one, other, any, all) => {
  expect([anyOf(one, other), anyOf(other, one)]).toEqual([any, any]);
  expect([allOf(one, other), allOf(other, one)]).toEqual([all, all]);
});

test('of no answers: any is no, all is yes', () => {
  expect([anyOf(), allOf()]).toEqual(['no', 'yes']);
});

test.each<[answer: Ternary, negated: Ternary]>([
  ['yes', 'no'],
  ['no', 'yes'],
  ['unknown', 'unknown'],
])('the contrary of %s is %s', (answer, negated) => {
  expect(negate(answer)).toBe(negated);
});

const known = (value: Value): FieldValue => ({ state: 'known', value });
const absent: FieldValue = { state: 'absent' };
const unknown: FieldValue = {
  state: 'unknown',
  unknown: new Unknown('a test'),
};

test.each<[situation: string, FieldValue, expected: string | boolean, Ternary]>(
  [
    ['the text', known('Deny'), 'Deny', 'yes'],
    ['the text in another case', known('dENY'), 'Deny', 'yes'],
    ['the text with a space', known('Deny '), 'Deny', 'no'],
    ['another text', known('Allow'), 'Deny', 'no'],
    ['the boolean', known(true), true, 'yes'],
    ['the other boolean', known(false), true, 'no'],
    ['the boolean as a text', known('true'), true, 'no'],
    ['a boolean for a text', known(true), 'true', 'no'],
    ['a list of the text', known(['Deny']), 'Deny', 'no'],
    ['null', known(null), 'Deny', 'no'],
    ['nothing', absent, 'Deny', 'no'],
    ['what is not known', unknown, 'Deny', 'unknown'],
  ],
)('equals: %s', (_situation, property, expected, answer) => {
  expect(equals(property, expected)).toBe(answer);
});

test.each<[situation: string, FieldValue, Ternary]>([
  ['the text', known('premium'), 'yes'],
  ['another text', known('Basic'), 'no'],
  ['a list with it', known(['Basic', 'Premium']), 'yes'],
  ['a list without it', known(['Basic', 'Standard']), 'no'],
  ['an empty list', known([]), 'no'],
  ['a list in a list', known([['Premium']]), 'no'],
  ['nothing', absent, 'no'],
  ['what is not known', unknown, 'unknown'],
])('may equal: %s', (_situation, property, answer) => {
  expect(mayEqual(property, 'Premium')).toBe(answer);
});

import { isSameText, readProperty, Unknown } from '../../../shared/model/value';
import type {
  FieldValue,
  ReadOptions,
  Value,
} from '../../../shared/model/value';

const unknown = new Unknown('a test says so');
const known = (value: Value): FieldValue => ({ state: 'known', value });
const notKnown: FieldValue = { state: 'unknown', unknown };
const absent: FieldValue = { state: 'absent' };
const blocks: ReadOptions = { blocks: true };

const cause: { self?: unknown } = {};
cause.self = cause;
const heldByItself = new Unknown('a host says so', cause);

interface Reading {
  readonly situation: string;
  readonly root: Value | undefined;
  readonly path: readonly string[];
  readonly options?: ReadOptions;
  readonly is: FieldValue;
}

test.each<Reading>([
  {
    situation: 'a name in another case',
    root: { Sku: { NAME: 'Basic' } },
    path: ['sku', 'name'],
    is: known('Basic'),
  },
  {
    situation: 'no properties at all',
    root: undefined,
    path: ['sku'],
    is: absent,
  },
  { situation: 'null', root: { sku: null }, path: ['sku'], is: absent },
  {
    situation: 'null on the way',
    root: { sku: null },
    path: ['sku', 'name'],
    is: absent,
  },
  {
    situation: 'a text on the way',
    root: { sku: 'Basic' },
    path: ['sku', 'length'],
    is: absent,
  },
  {
    situation: 'a member of something unknown',
    root: { sku: unknown },
    path: ['sku', 'name'],
    is: notKnown,
  },
  {
    situation: 'a member that is known of something unknown',
    root: new Unknown('a test says so', undefined, { sku: 'Basic' }),
    path: ['SKU'],
    is: known('Basic'),
  },
  {
    situation:
      'a member by a name that is known elsewhere of something unknown',
    root: new Unknown('a test says so', undefined, { sku: 'Basic' }),
    path: ['properties', 'sku'],
    is: {
      state: 'unknown',
      unknown: new Unknown('a test says so', undefined, { sku: 'Basic' }),
    },
  },
  {
    situation: 'a character of a text',
    root: { sku: 'Basic' },
    path: ['sku', '0'],
    is: absent,
  },
  {
    situation: 'a list on the way, where it is no block',
    root: { sku: [{ name: 'Basic' }] },
    path: ['sku', 'name'],
    is: absent,
  },
  {
    situation: 'a list on the way, where it is a block',
    root: { sku: [{ name: 'Basic' }] },
    path: ['sku', 'name'],
    options: blocks,
    is: known('Basic'),
  },
  {
    situation: 'two blocks that say the same',
    root: { sku: [{ name: 'Basic' }, { name: 'Basic' }] },
    path: ['sku', 'name'],
    options: blocks,
    is: known('Basic'),
  },
  {
    situation: 'two blocks that are unknown for something that holds itself',
    root: { sku: [{ name: heldByItself }, { name: heldByItself }] },
    path: ['sku', 'name'],
    options: blocks,
    is: { state: 'unknown', unknown: heldByItself },
  },
  {
    situation: 'two blocks that say different things',
    root: { sku: [{ name: 'Basic' }, { name: 'Premium' }] },
    path: ['sku', 'name'],
    options: blocks,
    is: known(['Basic', 'Premium']),
  },
  {
    situation: 'a name twice, with objects that are equal',
    root: { sku: { name: 'Basic' }, SKU: { name: 'Basic' } },
    path: ['sku'],
    is: known([{ name: 'Basic' }, { name: 'Basic' }]),
  },
  {
    situation: 'a name twice, with different objects',
    root: { sku: { name: 'Basic' }, SKU: { name: 'Premium' } },
    path: ['sku'],
    is: known([{ name: 'Basic' }, { name: 'Premium' }]),
  },
  {
    situation: 'a name three times, with two values',
    root: { sku: 'Basic', SKU: 'Premium', Sku: 'Basic' },
    path: ['sku'],
    is: known(['Basic', 'Premium']),
  },
  {
    situation: 'a name twice, once with something unknown',
    root: { sku: 'Basic', SKU: unknown },
    path: ['sku'],
    is: notKnown,
  },
  ...[{}, { tier: 'Basic' }, { name: null }].map((other) => ({
    situation: `a name twice, once without the property: ${JSON.stringify(other)}`,
    root: { sku: { name: 'Basic' }, SKU: other },
    path: ['sku', 'name'],
    is: {
      state: 'unknown' as const,
      unknown: new Unknown('"sku" is written twice'),
    },
  })),
  {
    situation: 'a name twice, each time with the property',
    root: { sku: { name: 'Basic' }, SKU: { name: 'Basic' } },
    path: ['sku', 'name'],
    is: known('Basic'),
  },
  {
    situation: 'a name twice, each time without the property',
    root: { sku: {}, SKU: { name: null } },
    path: ['sku', 'name'],
    is: absent,
  },
])('$situation reads as $is.state', ({ root, path, options, is }) => {
  expect(readProperty(root, path, options)).toEqual(is);
});

test.each([
  { a: 'deny', b: 'Deny', same: true },
  { a: 'Deny', b: 'Deny', same: true },
  { a: 'deny', b: 'deny ', same: false },
  { a: 'deny', b: 'allow', same: false },
  // In lower case it is two characters, of which one is invisible.
  { a: 'İ', b: 'i̇', same: false },
])('$a is the text $b: $same', ({ a, b, same }) => {
  expect(isSameText(a, b)).toBe(same);
});

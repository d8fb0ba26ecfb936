import { constants } from 'node:buffer';
import v8 from 'node:v8';
import { assertParsable } from '../../cli/documents/memory';
import { assertReadable } from '../../cli/documents/text';

const mebibyte = 1 << 20;

/** As much of a text as is suspected: 32 MiB. */
const filledWith = (text: string) => Buffer.alloc(32 * mebibyte, text);

test('a text as long as Node can hold is read', () => {
  expect(() => {
    assertReadable(constants.MAX_STRING_LENGTH);
  }).not.toThrow();
});

describe('a document in a heap with little room', () => {
  test.each<[situation: string, bytes: Buffer, free: number, needed: number]>([
    ['a small one always fits', Buffer.alloc(32 * mebibyte - 1, '{'), 0, 0],
    ['whatever it holds, if there is room for lists', filledWith('['), 1360, 0],
    ['each for what it takes, and there is room', filledWith('{[,"'), 1160, 0],
    ['each for what it takes', filledWith('{[,"'), 1159, 1160],
  ])('%s', (_situation, bytes, free, needed) => {
    const statistics = v8.getHeapStatistics();
    const asked = jest.spyOn(v8, 'getHeapStatistics').mockReturnValue({
      ...statistics,
      heap_size_limit: (free + 10) * mebibyte,
      used_heap_size: 10 * mebibyte,
    });
    try {
      const check = () => {
        assertParsable(bytes);
      };
      if (needed === 0) expect(check).not.toThrow();
      else {
        expect(check).toThrow(
          `needs about ${needed} MiB of memory to be parsed, and Node may use ${free + 10} MiB. Split it, or run with NODE_OPTIONS=--max-old-space-size=${needed + 10}`,
        );
      }
    } finally {
      asked.mockRestore();
    }
  });
});

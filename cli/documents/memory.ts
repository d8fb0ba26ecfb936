import { getHeapStatistics } from 'node:v8';
import { UserError } from '../errors';

/** Smaller documents fit into any heap. */
const smallestSuspect = 1 << 25;

const mebibyte = 1 << 20;

/**
 * The minimum heap size of parsed JSON, in bytes of V8's heap for each character
 * that tells of a value: an object with room for four properties, a list with
 * its elements, a slot, half of a string's header.
 */
const costs: ReadonlyMap<string, number> = new Map([
  ['{', 56],
  ['[', 32],
  [',', 8],
  ['"', 12],
]);

/** Nothing that parses takes more for a byte than lists in lists; the text lies there too. */
const mostPerByte = 32 + 2;

/** The parser grows lists by half, and the collector needs room to move things. */
const headroom = 1.25;

/**
 * Refuses a document whose parsing would end in Node's crash for want of memory.
 * A real plan takes about twice its size; a file that is all brackets and commas
 * takes twenty times.
 *
 * @param bytes the document, in an encoding in which ASCII is itself
 * @throws {UserError} with the required memory and how to provide it
 */
export function assertParsable(bytes: Buffer): void {
  if (bytes.length < smallestSuspect) return;
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  const free = limit - used;
  if (bytes.length * mostPerByte * headroom <= free) return;
  const needed = Math.ceil(memoryFor(bytes) * headroom);
  if (needed <= free) return;
  const megabytes = Math.ceil((needed + used) / mebibyte);
  throw new UserError(
    `needs about ${Math.ceil(needed / mebibyte)} MiB of memory to be parsed, and Node may use ${Math.floor(limit / mebibyte)} MiB. Split it, or run with NODE_OPTIONS=--max-old-space-size=${megabytes}`,
  );
}

function memoryFor(bytes: Buffer): number {
  const costOf = new Uint8Array(256);
  for (const [character, cost] of costs) costOf[character.charCodeAt(0)] = cost;
  // The text and its strings lie there too.
  let total = 2 * bytes.length;
  // An indexed loop: this goes over hundreds of megabytes.
  for (let index = 0; index < bytes.length; index++) {
    total += costOf[bytes[index] as number] as number;
  }
  return total;
}

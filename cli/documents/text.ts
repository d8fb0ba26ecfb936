import { constants, isAscii, isUtf8 } from 'node:buffer';
import { UserError } from '../errors';

/** The longest text that Node can hold in one string, in bytes of UTF-8 at best. */
const longestText = constants.MAX_STRING_LENGTH;

const mebibyte = 1 << 20;

/**
 * Refuses a file that can't become one string, before it is read.
 *
 * @throws {UserError} with its size and what to do
 */
export function assertReadable(size: number): void {
  if (size <= longestText) return;
  throw new UserError(
    `is ${Math.ceil(size / mebibyte)} MiB large, and at most ${Math.floor(longestText / mebibyte)} MiB can be read: split it (a plan or stack for each part)`,
  );
}

/**
 * Turns bytes into text: UTF-8 with or without byte order mark, or UTF-16 with
 * one, which is what Windows PowerShell writes with `>`.
 *
 * @throws {UserError} with the first invalid byte, or the encoding
 */
export function decode(bytes: Buffer): string {
  const text = decodeUnicode(bytes);
  // JSON has no NUL characters, and UTF-16 and UTF-32 consist largely of NUL bytes.
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    throw new UserError(
      `is not text in UTF-8: it has a NUL character at offset ${nul}, as UTF-16 without a byte order mark, UTF-32 and binary files have. Save it as UTF-8`,
    );
  }
  return text;
}

function decodeUnicode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return bytes.toString('utf16le', 2);
  }
  if (first === 0xfe && second === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  // Several times faster than decoding UTF-8, and nearly every document is ASCII.
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) {
    const offset = firstInvalidByte(bytes);
    throw new UserError(
      `is not text in UTF-8: byte 0x${bytes.toString('hex', offset, offset + 1)} at offset ${offset}`,
    );
  }
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Finds where valid UTF-8 ends; halves the range, as validation is far faster than any loop here. */
function firstInvalidByte(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(bytes.subarray(0, startOfCharacter(bytes, middle)))) {
      valid = middle;
    } else {
      invalid = middle;
    }
  }
  return startOfCharacter(bytes, valid);
}

/** Steps back from the inside of a character to its first byte. */
function startOfCharacter(bytes: Buffer, offset: number): number {
  const isContinuation = (byte = 0) => (byte & 0xc0) === 0x80;
  let start = offset;
  while (start > 0 && offset - start < 3 && isContinuation(bytes[start])) {
    start--;
  }
  return start;
}

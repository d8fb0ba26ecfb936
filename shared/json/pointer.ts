import type { JsonPath } from './json';

/*
 * JSON pointers (https://www.rfc-editor.org/rfc/rfc6901).
 */

/** Returns the pointer for a path. */
export function toPointer(path: JsonPath): string {
  return path.map(toSegment).join('');
}

/** The part of a pointer for one name or index, with its slash. */
export function toSegment(step: string | number): string {
  return `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The names and indexes that a pointer leads through. */
export function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapeSegment);
}

/** The name in a part of a pointer, without its slash. */
export function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

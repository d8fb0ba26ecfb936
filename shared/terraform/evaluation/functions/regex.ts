import type { Value } from '../../../model/value';
import { uncovered } from '../values';

/** Characters of a text that a regular expression is tried on: with two repetitions it may take the square of them. */
const mostCharacters = 1_000;

/**
 * An expression that Go's RE2 and JavaScript understand in the same way: characters,
 * classes, groups that are not repeated, and at most two repetitions.
 *
 * @returns undefined for any other
 */
export function commonRegex(pattern: string, text: string): RegExp | undefined {
  const token =
    /\\[wdWD.\-+*?()[\]{}|^$/]|\[\^?(?:\\[wd.\-\]\\/]|[^\]\\[&~|])+\]|[\w .,:;@#%&=<>!'"~`/-]|[.^$|]|\((?!\?)|\)|[*+?](?!\?)|\{\d{1,2}(?:,\d{0,2})?\}(?!\?)/gy;
  let at = 0;
  let repetitions = 0;
  let previous = '';
  for (const [found] of pattern.matchAll(token)) {
    at += found.length;
    if (/^[*+?{]/.test(found)) {
      repetitions++;
      // Nothing, a group or another repetition before it.
      if (/^(?:|[(|^$)]|[*+?]|\{.*)$/.test(previous)) return undefined;
    }
    previous = found;
  }
  const isCovered =
    at === pattern.length &&
    repetitions <= 2 &&
    text.length <= mostCharacters &&
    /^[\n\x20-\x7e]*$/.test(text);
  if (!isCovered) return undefined;
  try {
    return new RegExp(pattern, 'g');
  } catch {
    return undefined;
  }
}

export const otherRegex: Value = uncovered('a regular expression like this');

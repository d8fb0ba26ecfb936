import { isList, tooLarge, Unknown } from '../../../model/value';
import type { Value } from '../../../model/value';
import { join } from '../../computed';
import { Refused, derivedFrom, toNumber, toText, uncovered } from '../values';
import type { ModuleScope } from '../../scope';
import type { FunctionTable } from './definition';
import {
  anyNumber,
  charactersPerStep,
  ofStrings,
  open,
  pure,
  textOf,
} from './definition';
import { commonRegex, otherRegex } from './regex';

/** Returns whether letters and lengths of a string are the same in every language. */
export function isPlain(text: string): boolean {
  return /^[\t\n\x20-\x7e]*$/.test(text);
}

const notPlain = uncovered('a string with letters outside of ASCII');

/** Functions of strings. */
export const strings: FunctionTable = {
  lower: ofStrings([1, 1], ([text = '']) =>
    isPlain(text) ? text.toLowerCase() : notPlain,
  ),
  upper: ofStrings([1, 1], ([text = '']) =>
    isPlain(text) ? text.toUpperCase() : notPlain,
  ),
  startswith: ofStrings([2, 2], ([text = '', start = '']) =>
    text.startsWith(start),
  ),
  endswith: ofStrings([2, 2], ([text = '', end = '']) => text.endsWith(end)),
  strcontains: ofStrings([2, 2], ([text = '', part = '']) =>
    text.includes(part),
  ),
  trimspace: ofStrings([1, 1], ([text = '']) =>
    isPlain(text) ? text.trim() : notPlain,
  ),
  chomp: ofStrings([1, 1], ([text = '']) => {
    let end = text.length;
    while (/[\r\n]/.test(text[end - 1] ?? '')) end--;
    return text.slice(0, end);
  }),
  trimprefix: ofStrings([2, 2], ([text = '', start = '']) =>
    text.startsWith(start) ? text.slice(start.length) : text,
  ),
  trimsuffix: ofStrings([2, 2], ([text = '', end = '']) =>
    end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
  ),
  trim: ofStrings([2, 2], ([text = '', cutset = '']) => {
    if (!isPlain(text) || !isPlain(cutset)) return notPlain;
    const characters = text.split('');
    const isKept = (character: string) => !cutset.includes(character);
    const first = characters.findIndex(isKept);
    return first < 0
      ? ''
      : text.slice(first, characters.findLastIndex(isKept) + 1);
  }),
  substr: pure([3, 3], ([value = null, offset = null, length = null]) => {
    const text = toText(value);
    const from = toNumber(offset);
    const count = toNumber(length);
    if (typeof text !== 'string') return text;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(count)) {
      return new Refused('its offset and length are not whole numbers');
    }
    if (!isPlain(text)) return notPlain;
    if (Number(from) < 0 && -Number(from) > text.length) {
      return uncovered('an offset before the start');
    }
    const start = Number(from) < 0 ? text.length + Number(from) : Number(from);
    return Number(count) < 0
      ? text.slice(start)
      : text.slice(start, start + Number(count));
  }),
  replace: ofStrings([3, 3], ([text = '', part = '', by = ''], scope) => {
    if (part.length > 1 && part.startsWith('/') && part.endsWith('/')) {
      const regex = commonRegex(part.slice(1, -1), text);
      if (regex === undefined || by.includes('$')) return otherRegex;
      // A match of nothing is replaced otherwise.
      return regex.test('') ? otherRegex : replaced(text, regex, by, scope);
    }
    if (part === '') return uncovered('a replacement of nothing');
    return replaced(text, part, by, scope);
  }),
  regex: ofStrings([2, 2], ([pattern = '', text = '']) => {
    const regex = commonRegex(pattern, text);
    if (regex === undefined) return otherRegex;
    const match = regex.exec(text);
    return match === null
      ? new Refused('its pattern does not match')
      : matched(match);
  }),
  regexall: ofStrings([2, 2], ([pattern = '', text = '']) => {
    const regex = commonRegex(pattern, text);
    if (regex === undefined || regex.test('')) return otherRegex;
    regex.lastIndex = 0;
    return [...text.matchAll(regex)].map(matched);
  }),
  title: ofStrings([1, 1], ([text = '']) =>
    isPlain(text)
      ? text.replace(/(?<![A-Za-z0-9_])[a-z]/g, (letter) =>
          letter.toUpperCase(),
        )
      : notPlain,
  ),
  strrev: ofStrings([1, 1], ([text = '']) =>
    isPlain(text) ? text.split('').reverse().join('') : notPlain,
  ),
  split: ofStrings([2, 2], ([separator = '', text = ''], scope) => {
    if (separator === '' && !isPlain(text)) return notPlain;
    const parts = text.split(separator);
    return scope.spend(parts.length) ? parts : tooLarge;
  }),
  join: open(
    [2, Number.POSITIVE_INFINITY],
    ([between = null, ...lists], scope) => {
      const separator = toText(between);
      if (separator instanceof Refused) return separator;
      const pieces: Value[] = [];
      for (const list of lists) {
        if (list instanceof Unknown) return derivedFrom(list);
        if (!isList(list)) return new Refused('its argument is not a list');
        for (const member of list) {
          if (pieces.length > 0) pieces.push(separator);
          pieces.push(member);
        }
      }
      return scope.spend(pieces.length) ? join(pieces, '${join(…)}') : tooLarge;
    },
  ),
  format: open(anyNumber, ([pattern = null, ...args]) => {
    const text = toText(pattern);
    if (text instanceof Unknown) return derivedFrom(text);
    return format(text, args);
  }),
};

function replaced(
  text: string,
  part: string | RegExp,
  by: string,
  scope: ModuleScope,
): Value {
  const count =
    typeof part === 'string'
      ? text.split(part).length - 1
      : [...text.matchAll(part)].length;
  const length = text.length + count * by.length;
  return scope.spend(length / charactersPerStep)
    ? textOf(length, () => text.replaceAll(part, () => by))
    : tooLarge;
}

/** The match, or its groups if the pattern has some. */
function matched([whole, ...groups]: RegExpMatchArray): Value {
  return groups.length === 0
    ? whole
    : groups.map((group: string | undefined) => group ?? null);
}

/** `%s`, `%v`, `%d`, `%05d`, `%t` and `%%`; unknown arguments are unknown parts of the string. */
function format(pattern: string, args: readonly Value[]): Value {
  const pieces: Value[] = [];
  let next = 0;
  let at = 0;
  for (const match of pattern.matchAll(
    /%(?<zeros>0\d{1,2})?(?<verb>[\s\S]?)/g,
  )) {
    const { zeros, verb = '' } = match.groups ?? {};
    pieces.push(pattern.slice(at, match.index));
    at = match.index + match[0].length;
    if (verb === '%' && zeros === undefined) {
      pieces.push('%');
      continue;
    }
    if (next >= args.length) return new Refused('it has too few arguments');
    const piece = formatted(args[next++] ?? null, verb, zeros);
    if (piece instanceof Refused) return piece;
    pieces.push(piece);
  }
  if (next < args.length) return new Refused('it has too many arguments');
  pieces.push(pattern.slice(at));
  return join(
    pieces.filter((piece) => piece !== ''),
    '${format(…)}',
  );
}

function formatted(arg: Value, verb: string, zeros: string | undefined): Value {
  if (!'svdt'.includes(verb) || verb === '') {
    return uncovered(`a format with %${verb}`);
  }
  if (arg instanceof Unknown) return arg;
  if (typeof arg === 'object') return uncovered('a format of null or a list');
  if (verb === 'd') {
    const number = toNumber(arg);
    if (number instanceof Unknown) return number;
    if (!Number.isSafeInteger(number)) {
      return uncovered('a format of such a number');
    }
    const width = Number(zeros ?? 0);
    return width > 0 && number < 0
      ? uncovered('a format of a negative number')
      : String(number).padStart(width, '0');
  }
  if (zeros !== undefined) return uncovered('a format with zeros');
  if (verb === 't' && typeof arg !== 'boolean') {
    return uncovered('a format of what is not a boolean');
  }
  return toText(arg);
}

import { isList } from '../../model/value';
import type { Value } from '../../model/value';
import { parseJsonText } from '../../model/parse-json';
import { limits } from '../limits';
import { findUnknown } from '../compare';
import { PartlyUnknown, knownStart, withKnowledge } from '../partially-known';
import {
  anyNumber,
  anything,
  array,
  bool,
  charactersPerMember,
  forget,
  isInteger,
  open,
  pure,
  refused,
  someText,
  special,
  spendSearch,
  takes,
  text,
  textOf,
  tooLong,
} from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';
import { atDeployment } from './deployment';
import { display } from './display';
import { format } from './format';

/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string
 *
 * What it shares with arrays (concat, contains, empty, first, indexOf, last,
 * lastIndexOf, length, skip, take) is in the table of arrays.
 */
export const strings: FunctionTable = {
  // #base64
  base64: onText(text, (value) =>
    Buffer.from(value, 'utf8').toString('base64'),
  ),
  // #base64tojson
  base64ToJson: onText(anything, (value, call) => {
    call.session.spend(Math.ceil(value.length / charactersPerMember));
    try {
      return parseJsonText(fromBase64(value));
    } catch {
      return takes(call, 'JSON in base64');
    }
  }),
  // #base64tostring
  base64ToString: onText(text, (value, call) =>
    isBase64(value) ? fromBase64(value) : takes(call, 'a string in base64'),
  ),
  // #datauri
  dataUri: onText(
    someText,
    (value) =>
      `data:text/plain;charset=utf8;base64,${Buffer.from(value, 'utf8').toString('base64')}`,
  ),
  // #datauritostring
  dataUriToString: onText(text, (value, call) => {
    const [, isBase64, data = ''] =
      /^data:[^,]*?(;base64)?,(.*)/is.exec(value) ?? [];
    if (!value.startsWith('data:')) return takes(call, 'a data URI');
    const decoded = decode(data, call);
    return isBase64 === undefined || typeof decoded !== 'string'
      ? decoded
      : fromBase64(decoded);
  }),
  // #endswith
  endsWith: onTexts(bool, (value, end) =>
    value.toLowerCase().endsWith(end.toLowerCase()),
  ),
  // #format
  format: open([1, anyNumber], (args, call) => {
    const unknown = findUnknown(args, call.session);
    if (unknown === undefined) return format(args, call);
    const [pattern] = args;
    const start =
      typeof pattern === 'string' ? pattern.split('{')[0] : undefined;
    return withKnowledge(forget(unknown), { ...text, ...knownStart(start) });
  }),
  // #guid
  guid: special([1, anyNumber], (call) => leftToAzure(call, sampleGuid)),
  // #join
  join: pure([2, 2], text, ([members, separator], call) => {
    if (!isList(members) || typeof separator !== 'string') {
      return takes(call, 'an array and a string');
    }
    const texts = members.map((member) => display(member, call.session));
    const length = texts.reduce(
      (sum, one) => sum + one.length + separator.length,
      0,
    );
    return textOf(call, length, () => texts.join(separator));
  }),
  // #newguid
  newGuid: atDeployment(someText, [0, 0]),
  // #padleft
  padLeft: pure([2, 3], text, ([value, width, filler = ' '], call) => {
    if (!isInteger(width) || typeof filler !== 'string' || filler.length !== 1)
      return takes(call, 'a value, a width and a character');
    return textOf(call, width, () =>
      display(value ?? null, call.session).padStart(width, filler),
    );
  }),
  // #replace
  replace: pure([3, 3], text, ([value, old, replacement], call) => {
    if (
      typeof value !== 'string' ||
      typeof old !== 'string' ||
      typeof replacement !== 'string' ||
      old === ''
    ) {
      return takes(call, 'three strings');
    }
    spendSearch(call, value, old);
    const parts = value.split(old);
    call.session.spend(parts.length);
    const length =
      value.length + (parts.length - 1) * (replacement.length - old.length);
    return textOf(call, length, () => parts.join(replacement));
  }),
  // #split
  split: pure([2, 2], array, ([value, delimiter], call) => {
    const delimiters = isList(delimiter) ? delimiter : [delimiter];
    if (
      typeof value !== 'string' ||
      !delimiters.every((one) => typeof one === 'string')
    ) {
      return takes(call, 'a string and its delimiters');
    }
    call.session.spend(value.length);
    for (const one of delimiters) spendSearch(call, value, one);
    return splitAt(value, delimiters);
  }),
  // #startswith
  startsWith: onTexts(bool, (value, start) =>
    value.toLowerCase().startsWith(start.toLowerCase()),
  ),
  // #string
  string: pure([1, 1], text, ([value = null], call) =>
    display(value, call.session),
  ),
  // #substring
  substring: pure([2, 3], text, ([value, start, length], call) => {
    if (typeof value !== 'string' || !isInteger(start)) {
      return takes(call, 'a string and a start');
    }
    const count = length ?? value.length - start;
    if (
      !isInteger(count) ||
      start < 0 ||
      count < 0 ||
      start + count > value.length
    ) {
      return refused(call, 'reaches outside of the string');
    }
    return value.slice(start, start + count);
  }),
  // #tolower
  toLower: onText(text, (value) => value.toLowerCase()),
  // #toupper
  toUpper: onText(text, (value) => value.toUpperCase()),
  // #trim
  trim: onText(text, (value) => value.trim()),
  // #uniquestring
  uniqueString: special([1, anyNumber], (call) =>
    leftToAzure(call, 'abcdefghij234'),
  ),
  // #uri
  uri: onTexts(text, combineUri),
  // #uricomponent
  uriComponent: onText(text, (value, call) => {
    try {
      return encodeURIComponent(value).replace(
        /[!'()*]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    } catch {
      return takes(call, 'a string of whole characters');
    }
  }),
  // #uricomponenttostring
  uriComponentToString: onText(text, decode),
};

function onText(
  result: Parameters<typeof pure>[1],
  compute: (value: string, call: Call) => Value,
): TemplateFunction {
  return pure([1, 1], result, ([value], call) => {
    if (typeof value !== 'string') return takes(call, 'a string');
    const computed = compute(value, call);
    return typeof computed === 'string' && computed.length > limits.textLength
      ? tooLong(call)
      : computed;
  });
}

function onTexts(
  result: Parameters<typeof pure>[1],
  compute: (a: string, b: string, call: Call) => Value,
): TemplateFunction {
  return pure([2, 2], result, ([a, b], call) =>
    typeof a === 'string' && typeof b === 'string'
      ? compute(a, b, call)
      : takes(call, 'two strings'),
  );
}

const sampleGuid = '0a1b2c3d-4e5f-5a6b-8c7d-0e1f2a3b4c5d';

/** The known shape of Azure's hashes: 13 lowercase letters and digits, or a GUID. */
function leftToAzure({ written }: Call, sample: string): Value {
  const knowledge = { ...someText, sample };
  return new PartlyUnknown(`${written}() is left to Azure`, knowledge);
}

/** Returns whether Azure, unlike Node, can decode a text: it refuses other characters and missing padding. */
function isBase64(value: string): boolean {
  const packed = value.replaceAll(/\s/g, '');
  return packed.length % 4 === 0 && /^[\w+/-]*={0,2}$/.test(packed);
}

function fromBase64(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

function decode(value: string, call: Call): Value {
  try {
    return decodeURIComponent(value);
  } catch {
    return takes(call, 'an encoded string');
  }
}

function splitAt(value: string, delimiters: readonly string[]): string[] {
  const [delimiter, ...rest] = delimiters.filter((one) => one !== '');
  if (delimiter === undefined) return [value];
  return value.split(delimiter).flatMap((part) => splitAt(part, rest));
}

/** Joins the parts of a URI as the reference describes. */
function combineUri(base: string, relative: string): Value {
  if (base.endsWith('/')) return base + relative.replace(/^\//, '');
  const afterHost = base.indexOf('//') < 0 ? 0 : base.indexOf('//') + 2;
  const seam = base.lastIndexOf('/');
  const kept = seam < afterHost ? `${base}/` : base.slice(0, seam + 1);
  return kept + relative.replace(/^\//, '');
}

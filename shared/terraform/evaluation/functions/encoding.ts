import { createHash } from 'node:crypto';
import { isList, isObject, tooLarge, Unknown } from '../../../model/value';
import type { Value } from '../../../model/value';
import { TerraformExpression, join } from '../../computed';
import { jsonValue } from '../../json-template';
import type { ModuleScope } from '../../scope';
import { unknownOrder } from '../set-order';
import {
  Refused,
  derivedFrom,
  isExact,
  sortedEntries,
  toText,
  uncovered,
} from '../values';
import type { FunctionTable, TerraformFunction } from './definition';
import { ofStrings, open, shallow } from './definition';

/** JSON and its like. */
export const encoding: FunctionTable = {
  /** Unknown parts of a value are unknown in its JSON; the rest is known. */
  jsonencode: open([1, 1], ([value = null], scope) => {
    const pieces: Value[] = [];
    return write(value, pieces, scope)
      ? join(pieces, '${jsonencode(…)}')
      : tooLarge;
  }),
  jsondecode: open([1, 1], ([value = null], scope) => {
    const text = toText(value);
    if (text instanceof TerraformExpression) {
      const parsed = jsonValue(text);
      return parsed === text ? derivedFrom(text) : parsed;
    }
    if (text instanceof Unknown) return derivedFrom(text);
    let parsed: Value;
    try {
      parsed = JSON.parse(text) as Value;
    } catch {
      return new Refused('its argument is not JSON');
    }
    return hasExactNumbers(parsed, scope)
      ? parsed
      : uncovered('JSON with numbers of so many digits');
  }),
  base64decode: ofStrings([1, 1], ([text = '']) => {
    const bytes = Buffer.from(text, 'base64');
    const decoded = bytes.toString();
    const isSame =
      bytes.toString('base64') === text && Buffer.from(decoded).equals(bytes);
    return isSame ? decoded : uncovered('base64 that is not of text');
  }),
  md5: hashed('md5'),
  sha1: hashed('sha1'),
  sha256: hashed('sha256'),
  sha512: hashed('sha512'),
  base64encode: shallow([1, 1], ([value = null]) => {
    const text = toText(value);
    return typeof text === 'string'
      ? Buffer.from(text).toString('base64')
      : text;
  }),
};

function hashed(algorithm: string): TerraformFunction {
  return ofStrings([1, 1], ([text = '']) =>
    createHash(algorithm).update(text).digest('hex'),
  );
}

function hasExactNumbers(value: Value, scope: ModuleScope): boolean {
  if (typeof value === 'number') {
    return isExact(value) || String(value).replace(/\D/g, '').length <= 15;
  }
  if (typeof value !== 'object' || value === null) return true;
  const members = Object.values(value as Readonly<Record<string, Value>>);
  return (
    scope.spend(members.length) &&
    scope.descend(() =>
      members.every((member) => hasExactNumbers(member, scope)),
    ) === true
  );
}

/** Adds what a value is in JSON; false where that is too much. */
function write(value: Value, pieces: Value[], scope: ModuleScope): boolean {
  if (!scope.spend(1)) return false;
  const order = unknownOrder(value);
  if (order !== undefined) {
    pieces.push(order);
    return true;
  }
  if (isList(value)) {
    pieces.push('[');
    const isWritten = value.every((member, index) => {
      if (index > 0) pieces.push(',');
      return writeInner(member, pieces, scope);
    });
    pieces.push(']');
    return isWritten;
  }
  if (isObject(value)) {
    pieces.push('{');
    const isWritten = sortedEntries(value).every(([name, member], index) => {
      pieces.push(`${index > 0 ? ',' : ''}${quote(name)}:`);
      return writeInner(member, pieces, scope);
    });
    pieces.push('}');
    return isWritten;
  }
  if (value === null) pieces.push('null');
  else if (typeof value === 'string') pieces.push(quote(value));
  else if (value instanceof TerraformExpression && value.pieces.length > 0) {
    // A string of which parts are known.
    pieces.push('"');
    for (const piece of value.pieces) {
      pieces.push(
        typeof piece === 'string' ? quote(piece).slice(1, -1) : piece,
      );
    }
    pieces.push('"');
  } else pieces.push(toText(value));
  return true;
}

function writeInner(
  value: Value,
  pieces: Value[],
  scope: ModuleScope,
): boolean {
  return scope.descend(() => write(value, pieces, scope)) === true;
}

/** Terraform escapes as Go does, for HTML too. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

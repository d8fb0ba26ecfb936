import { Unknown, isList, isObject } from '../../../model/value';
import type { Value } from '../../../model/value';
import type { FunctionTable } from './definition';
import { open, shallow, withObject } from './definition';
import { unknownOrder } from '../set-order';
import {
  Refused,
  asMap,
  derivedFrom,
  describe,
  isSet,
  toBoolean,
  toNumber,
  toObject,
  toSet,
  toText,
  uncovered,
  unify,
  unknownIn,
} from '../values';

const mixed = uncovered('a list or map of several types');

function nullOr(
  convert: (value: Value) => Value,
): (args: readonly Value[]) => Value {
  return ([value = null]) => (value === null ? null : convert(value));
}

function toList(value: Value): Value {
  if (!isList(value)) return new Refused(`${describe(value)} is not a list`);
  if (isSet(value)) return unknownOrder(value) ?? [...value];
  return unify(value) ?? mixed;
}

/** Conversions of types, and what goes by whether an expression is valid. */
export const conversions: FunctionTable = {
  tostring: shallow([1, 1], nullOr(toText)),
  tonumber: shallow([1, 1], nullOr(toNumber)),
  tobool: shallow([1, 1], nullOr(toBoolean)),
  tolist: shallow([1, 1], nullOr(toList)),
  toset: shallow(
    [1, 1],
    nullOr((value) => {
      const list = toList(value);
      return isList(list) ? toSet(list) : list;
    }),
  ),
  tomap: shallow(
    [1, 1],
    nullOr((value) =>
      withObject(value, (object) => {
        const members = unify(Object.values(object));
        return members === undefined
          ? mixed
          : asMap(
              toObject(
                Object.keys(object).map((name, index) => [
                  name,
                  members[index] as Value,
                ]),
              ),
            );
      }),
    ),
  ),
  /** The first of its arguments that Terraform does not refuse. */
  try: (args, scope) => {
    let value: Value = new Refused('none of its arguments is valid');
    for (const arg of args) {
      value = arg();
      if (value instanceof Refused) continue;
      // What is unknown in it may be refused.
      const unknown = unknownIn(value, scope);
      return unknown === undefined || unknown === value
        ? value
        : derivedFrom(unknown);
    }
    return value;
  },
  can: ([arg], scope) => {
    const value = arg?.() ?? null;
    if (value instanceof Refused) return false;
    const unknown = unknownIn(value, scope);
    return unknown === undefined ? true : derivedFrom(unknown);
  },
  sensitive: open([1, 1], ([value = null], scope) => {
    scope.markSensitive(value);
    return value;
  }),
  nonsensitive: open([1, 1], ([value = null]) => value),
  coalesce: open([1, Number.POSITIVE_INFINITY], (values) => {
    const unified = unify(values);
    if (unified === undefined) {
      return uncovered('a choice of values of several types');
    }
    for (const value of unified) {
      if (value instanceof Unknown) {
        const isOnly = values.every((one) => one === value || one === null);
        return isOnly ? value : derivedFrom(value);
      }
      if (value !== null && value !== '') return value;
    }
    return new Refused('all of its arguments are null or empty');
  }),
  coalescelist: open([1, Number.POSITIVE_INFINITY], (values) => {
    for (const value of values) {
      if (value instanceof Unknown) return derivedFrom(value);
      if (isList(value) && value.length > 0) return value;
      if (isObject(value)) return uncovered('a choice of objects');
    }
    return new Refused('all of its arguments are empty');
  }),
};

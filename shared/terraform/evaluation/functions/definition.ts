import { isList, isObject, tooLarge, Unknown } from '../../../model/value';
import type { Value, ValueObject } from '../../../model/value';
import { limits } from '../../computed';
import type { ModuleScope } from '../../scope';
import { Refused, derivedFrom, describe, toText, unknownIn } from '../values';

/** Characters come cheaper than members: so many of them cost one step. */
export const charactersPerStep = 64;

/** A function of Terraform. It evaluates its arguments itself. */
export type TerraformFunction = (
  args: readonly (() => Value)[],
  scope: ModuleScope,
) => Value;

/** A category of the function reference: its functions by name. */
export type FunctionTable = Readonly<Record<string, TerraformFunction>>;

type Implementation = (args: readonly Value[], scope: ModuleScope) => Value;

/** The least and the greatest number of arguments. */
type Arity = readonly [least: number, most: number];

/** The arity of a function that takes any number of arguments. */
export const anyNumber: Arity = [0, Number.POSITIVE_INFINITY];

/** A function that takes its arguments as they are, unknown ones too. */
export function open(
  [least, most]: Arity,
  implement: Implementation,
): TerraformFunction {
  return (args, scope) => {
    if (args.length < least || args.length > most) {
      return new Refused('it has another number of arguments');
    }
    const values = args.map((arg) => arg());
    const refused = values.find((value) => value instanceof Refused);
    if (refused !== undefined) return refused;
    const size = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    return scope.spend(size) ? implement(values, scope) : tooLarge;
  };
}

/** A function over the outside of its arguments: if one is unknown, so is the result. */
export function shallow(
  arity: Arity,
  implement: Implementation,
): TerraformFunction {
  return open(arity, (values, scope) => {
    const unknown = values.find((value) => value instanceof Unknown);
    return unknown instanceof Unknown
      ? derivedFrom(unknown)
      : implement(values, scope);
  });
}

/** A function of all that is in its arguments. */
export function pure(
  arity: Arity,
  implement: Implementation,
): TerraformFunction {
  return open(arity, (values, scope) => {
    for (const value of values) {
      const unknown = unknownIn(value, scope);
      if (unknown !== undefined) return derivedFrom(unknown);
    }
    return implement(values, scope);
  });
}

/** A function of strings; others are converted. */
export function ofStrings(
  arity: Arity,
  implement: (texts: readonly string[], scope: ModuleScope) => Value,
): TerraformFunction {
  return pure(arity, (values, scope) => {
    const texts: string[] = [];
    for (const value of values) {
      const text = toText(value);
      if (typeof text !== 'string') return text;
      texts.push(text);
    }
    return implement(texts, scope);
  });
}

/** A string that is put together, if it is not too long. */
export function textOf(length: number, make: () => string): Value {
  return length > limits.characters ? tooLarge : make();
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length / charactersPerStep;
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 1;
}

/** Passes a list or set on; refuses all else. */
export function withList(
  value: Value | undefined,
  implement: (list: readonly Value[]) => Value,
): Value {
  if (isList(value)) return implement(value);
  return value instanceof Unknown
    ? derivedFrom(value)
    : new Refused(`${describe(value ?? null)} is not a list`);
}

/** Passes an object on; refuses all else. */
export function withObject(
  value: Value | undefined,
  implement: (object: ValueObject) => Value,
): Value {
  if (isObject(value)) return implement(value);
  return value instanceof Unknown
    ? derivedFrom(value)
    : new Refused(`${describe(value ?? null)} is not an object`);
}

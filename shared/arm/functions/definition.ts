import { Unknown, isObject } from '../../model/value';
import type { Value } from '../../model/value';
import { findUnknown } from '../compare';
import type { Expression } from '../expression';
import type { EvaluationContext } from '../evaluation-context';
import { charactersPerStep, limits } from '../limits';
import { withKnowledge } from '../partially-known';
import type { Knowledge } from '../partially-known';
import type { EvaluationBudget } from '../session';

/** A call that is being evaluated. */
export interface Call {
  /** The function's name as written. */
  readonly written: string;
  readonly args: readonly Expression[];
  readonly frame: EvaluationContext;
  readonly session: EvaluationBudget;
  readonly evaluate: (
    expression: Expression,
    frame?: EvaluationContext,
  ) => Value;
}

/** A function of the template language. */
export interface TemplateFunction {
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number];
  readonly call: (call: Call) => Value;
}

/** The functions of one category of the reference, by name. */
export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

type Arity = readonly [number, number];
type Implementation = (args: readonly Value[], call: Call) => Value;

/** A function that selects which of its arguments are evaluated. */
export function special(
  arity: Arity,
  call: (call: Call) => Value,
): TemplateFunction {
  return { arity, call };
}

/** A function that accepts unknown arguments. */
export function open(
  arity: Arity,
  implement: Implementation,
): TemplateFunction {
  return {
    arity,
    call: (call) => {
      const args = evaluateAll(call);
      const result = implement(args, call);
      const sample = sampleOf(result, args, (samples) =>
        implement(samples, call),
      );
      return sample === undefined ? result : withKnowledge(result, { sample });
    },
  };
}

/** The shape of a joined string, if the shapes of all its parts are known. */
function sampleOf(
  result: Value,
  args: readonly Value[],
  compute: (samples: readonly Value[]) => Value,
): string | undefined {
  if (!(result instanceof Unknown)) return undefined;
  const samples = args.map((arg) =>
    arg instanceof Unknown ? arg.sample : arg,
  );
  if (!samples.every((sample) => sample !== undefined)) return undefined;
  if (!args.some((arg) => arg instanceof Unknown)) return undefined;
  const computed = compute(samples);
  return typeof computed === 'string' ? computed : undefined;
}

/**
 * A function that reads its arguments shallowly: their members may be unknown, but
 * if an argument is unknown, so is the result.
 *
 * @param result known facts about an unknown result
 */
export function shallow(
  arity: Arity,
  result: Knowledge,
  implement: Implementation,
): TemplateFunction {
  return open(arity, (args, call) => {
    const unknown = args.find((arg) => arg instanceof Unknown);
    return unknown === undefined
      ? implement(args, call)
      : withKnowledge(forget(unknown), result);
  });
}

/** A function that reads its arguments deeply: if anything in them is unknown, so is the result. */
export function pure(
  arity: Arity,
  result: Knowledge,
  implement: Implementation,
): TemplateFunction {
  return open(arity, (args, call) => {
    const unknown = findUnknown(args, call.session);
    return unknown === undefined
      ? implement(args, call)
      : withKnowledge(forget(unknown), result);
  });
}

/** The value of one argument; null if it is missing. */
export function valueOf({ args, evaluate }: Call, index: number): Value {
  const arg = args[index];
  return arg === undefined ? null : evaluate(arg);
}

function evaluateAll({ args, session, evaluate }: Call): Value[] {
  const values = args.map((arg) => evaluate(arg));
  for (const value of values) session.spend(sizeOf(value));
  return values;
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') {
    return Math.ceil(value.length / charactersPerStep);
  }
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length + 1 : 1;
}

/** Average number of JSON characters for one member. */
export const charactersPerMember = 8;

/** Comparisons of characters that cost one step. */
const comparisonsPerStep = 1024;

/**
 * Takes steps for a search in a string, which in the worst case compares the whole
 * search string at every position.
 */
export function spendSearch(call: Call, inside: string, wanted: string): void {
  const comparisons = inside.length * wanted.length;
  call.session.spend(Math.ceil(comparisons / comparisonsPerStep));
}

/** The unknown result of a computation with an unknown value, with no known facts. */
export function forget(unknown: Unknown): Unknown {
  return new Unknown(unknown.reason, unknown.cause);
}

/** The result of a call that Azure refuses: unknown, with the reason. */
export function refused(call: Call, reason: string): Unknown {
  return new Unknown(`${call.written}() ${reason}`);
}

/** As {@link refused}, for arguments of a wrong type. */
export function takes(call: Call, expected: string): Unknown {
  return refused(call, `takes ${expected}`);
}

/** A string, unless it is too long. */
export function textOf(call: Call, length: number, make: () => string): Value {
  if (length > limits.textLength) return tooLong(call);
  call.session.spend(Math.ceil(length / charactersPerStep));
  return make();
}

/** Replaces a string that is too long. */
export function tooLong(call: Call): Unknown {
  return refused(
    call,
    `makes a string of more than ${limits.textLength} characters`,
  );
}

/** Returns whether a value is a whole number that is exact in JavaScript. */
export function isInteger(value: Value | undefined): value is number {
  return Number.isSafeInteger(value);
}

export const text: Knowledge = { type: 'string' };
export const someText: Knowledge = { type: 'string', nonEmpty: true };
export const array: Knowledge = { type: 'array' };
export const object: Knowledge = { type: 'object' };
export const number: Knowledge = { type: 'number' };
export const bool: Knowledge = { type: 'bool' };
export const anything: Knowledge = {};
/** The arity of a function with a minimum number of arguments and no maximum. */
export const anyNumber = Number.POSITIVE_INFINITY;

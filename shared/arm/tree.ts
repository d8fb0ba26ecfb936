import { fillPlaceholders } from '../model/placeholder';
import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { assertLevel } from './compare';
import { evaluateSource } from './evaluator';
import { isExpression, unescapeLiteral } from './expression';
import type { EvaluationContext } from './evaluation-context';
import { limits } from './limits';
import { ObjectBuilder, emptyObject, readPart } from './lookup';
import { PartlyUnknown } from './partially-known';
import { BoundReached } from './session';

/**
 * Evaluates a JSON value of a template: every expression in it, also in property
 * names, and the copy loops of properties.
 *
 * @throws {BoundReached} only
 */
export function evaluateTree(
  value: Value,
  frame: EvaluationContext,
  level = 0,
): Value {
  if (typeof value === 'string') return evaluateText(value, frame);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Unknown) return value;
  assertLevel(level);
  if (isList(value)) {
    frame.session.spend(value.length);
    return value.map((member) => evaluateTree(member, frame, level + 1));
  }
  return evaluateObject(value, frame, level);
}

function evaluateText(text: string, frame: EvaluationContext): Value {
  if (isExpression(text)) return evaluateSource(text, frame);
  const literal = unescapeLiteral(text);
  // The nested deployment evaluates the unescaped expression again.
  return literal !== text && frame.isOuterScope === true
    ? new Unknown('an expression is escaped for a nested deployment')
    : fillPlaceholders(literal);
}

function evaluateObject(
  value: ValueObject,
  frame: EvaluationContext,
  level: number,
): Value {
  const evaluated = new ObjectBuilder();
  for (const name of Object.keys(value)) {
    frame.session.spend(1);
    const member = value[name] as Value;
    const loops = name.toLowerCase() === 'copy' ? propertyLoops(member) : [];
    for (const loop of loops) {
      evaluated.set(loop.name, evaluateLoop(loop, frame, level + 1));
    }
    if (loops.length > 0) continue;
    const key = isExpression(name)
      ? evaluateSource(name, frame)
      : unescapeLiteral(name);
    if (typeof key !== 'string') {
      const reason =
        key instanceof Unknown
          ? key.reason
          : 'the name of a property is not a string';
      return new PartlyUnknown(reason, { type: 'object', nonEmpty: true });
    }
    const isRepeated = evaluated.get(key) !== undefined && loops.length === 0;
    evaluated.set(
      key,
      isRepeated
        ? new Unknown(`"${key}" is written twice`)
        : evaluateTree(member, frame, level + 1),
    );
  }
  return evaluated.object;
}

/** A copy loop that makes an array for a property or variable. */
export interface PropertyLoop {
  readonly name: string;
  readonly count: Value;
  readonly input: Value;
}

/**
 * Returns the copy loops of a `copy` property; none if it is an ordinary property
 * with that name.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties
 */
export function propertyLoops(copy: Value): readonly PropertyLoop[] {
  if (!isList(copy)) return [];
  return copy.flatMap((loop) => {
    if (!isObject(loop)) return [];
    const [name, count, input] = ['name', 'count', 'input'].map((part) =>
      readPart(loop, part),
    );
    return typeof name === 'string' && count !== undefined
      ? [{ name, count, input: input ?? null }]
      : [];
  });
}

/** The array that a copy loop makes. */
export function evaluateLoop(
  { name, count, input }: PropertyLoop,
  frame: EvaluationContext,
  level = 0,
): Value {
  const indexes = evaluateIndexes(count, frame);
  if (indexes instanceof Unknown) {
    return new PartlyUnknown(indexes.reason, { type: 'array' });
  }
  return indexes.map((index) =>
    evaluateTree(input, inLoop(frame, name, index, false), level),
  );
}

/** The indexes of a copy loop, or the reason why their number is unknown. */
export function evaluateIndexes(
  count: Value,
  frame: EvaluationContext,
): readonly number[] | Unknown {
  const number = evaluateTree(count, frame);
  if (number instanceof Unknown) return number;
  if (!Number.isInteger(number) || Number(number) < 0) {
    return new Unknown('the count of a copy loop is no whole number');
  }
  if (Number(number) > limits.copies) {
    return new Unknown(`a copy loop makes at most ${limits.copies} copies`);
  }
  return Array.from({ length: Number(number) }, (_, index) => index);
}

/** The frame of one iteration of a copy loop. */
export function inLoop(
  frame: EvaluationContext,
  name: string,
  index: Value,
  isResource: boolean,
): EvaluationContext {
  const loop = {
    name: name.toLowerCase(),
    index,
    isResource,
    outer: frame.loop,
  };
  return { ...frame, loop };
}

/**
 * As {@link evaluateTree}, but properties, at any depth, are evaluated when they
 * are read, because a rule reads few of them.
 */
export function lazyTree(
  value: Value,
  frame: EvaluationContext,
  level = 0,
): Value {
  const isPlain =
    isObject(value) &&
    level < limits.levels &&
    Object.keys(value).every(
      (name) => name.toLowerCase() !== 'copy' && !isExpression(name),
    );
  if (!isPlain) return guarded(() => evaluateTree(value, frame, level));
  const lazy = emptyObject();
  for (const [name, member] of Object.entries(value)) {
    let evaluated: Value | undefined;
    Object.defineProperty(lazy, unescapeLiteral(name), {
      enumerable: true,
      get: () => (evaluated ??= lazyTree(member, frame, level + 1)),
    });
  }
  return lazy;
}

/** The evaluated value; unknown if a limit is reached. */
export function guarded(evaluated: () => Value): Value {
  try {
    return evaluated();
  } catch (error) {
    return boundReached(error);
  }
}

/**
 * Converts the limit that ended an evaluation into an unknown.
 *
 * @throws what was caught, if it is not a limit: an internal error
 */
export function boundReached(error: unknown): Unknown {
  if (error instanceof BoundReached) return new Unknown(error.message);
  // The stack may already be deep when a host reads the value.
  if (error instanceof RangeError) {
    return new Unknown('a value is computed through too many levels');
  }
  throw error;
}

import { Unknown, isList, isObject } from '../../model/value';
import type { Value } from '../../model/value';
import type { LambdaVariable } from '../evaluation-context';
import { ObjectBuilder, emptyObject } from '../lookup';
import { PartlyUnknown, isEmpty, withKnowledge } from '../partially-known';
import type { Knowledge } from '../partially-known';
import {
  array,
  forget,
  object,
  refused,
  special,
  takes,
  valueOf,
} from './definition';
import type { Call, FunctionTable } from './definition';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda */
export const lambdas: FunctionTable = {
  // #filter
  filter: special([2, 2], (call) => overArray(call, array, filter)),
  // #groupby
  groupBy: special([2, 2], (call) => overArray(call, object, groupBy)),
  // `lambda` is evaluated by the functions that take one.
  lambda: special([1, 8], (call) => refused(call, 'is called on its own')),
  // #lambda-functions-for-arm-templates
  lambdaVariables: special([1, 1], readVariable),
  // #map
  map: special([2, 2], (call) =>
    overArray(call, array, (members, apply) =>
      members.map((member, index) => apply(member, index)),
    ),
  ),
  // #mapvalues
  mapValues: special([2, 2], mapValues),
  // #reduce
  reduce: special([3, 3], reduce),
  // #sort
  sort: special([2, 2], (call) => overArray(call, array, sort)),
  // #toobject
  toObject: special([2, 3], toObject),
};

type Apply = (...values: Value[]) => Value;

function readVariable(call: Call): Value {
  const name = valueOf(call, 0);
  if (typeof name !== 'string') return takes(call, 'a name');
  let variable = call.frame.variables;
  while (variable !== undefined && variable.name !== name.toLowerCase()) {
    variable = variable.outer;
  }
  return (
    variable?.value ?? (variable ? null : refused(call, 'finds no variable'))
  );
}

/** Converts a lambda argument to a function; undefined if it is not a lambda. */
function lambdaOf(call: Call, index: number): Apply | undefined {
  const expression = call.args[index];
  if (expression?.kind !== 'call' || expression.name !== 'lambda') {
    return undefined;
  }
  const names = expression.args
    .slice(0, -1)
    .map((name) =>
      name.kind === 'literal' ? String(name.value).toLowerCase() : undefined,
    );
  const body = expression.args.at(-1);
  if (body === undefined) return undefined;
  return (...values) => {
    let variables = call.frame.variables;
    for (const [index, name] of names.entries()) {
      if (name === undefined) return takes(call, 'names of variables');
      const value = values[index] ?? null;
      variables = { name, value, outer: variables } satisfies LambdaVariable;
    }
    return call.evaluate(body, { ...call.frame, variables });
  };
}

/**
 * Applies the lambda in the second argument to each member of the first.
 *
 * @param result known facts about the result if the array is unknown
 */
function overArray(
  call: Call,
  result: Knowledge,
  compute: (members: readonly Value[], apply: Apply, call: Call) => Value,
): Value {
  const members = valueOf(call, 0);
  const apply = lambdaOf(call, 1);
  if (members instanceof Unknown) {
    return withKnowledge(forget(members), result);
  }
  if (!isList(members) || apply === undefined) {
    return takes(call, 'an array and a lambda');
  }
  call.session.spend(members.length);
  return compute(members, apply, call);
}

function filter(members: readonly Value[], apply: Apply, call: Call): Value {
  const kept: Value[] = [];
  let doubt: Unknown | undefined;
  for (const [index, member] of members.entries()) {
    const answer = apply(member, index);
    if (answer === true) kept.push(member);
    else if (answer instanceof Unknown) doubt ??= answer;
    else if (answer !== false) return takes(call, 'a lambda that is a boolean');
  }
  if (doubt === undefined) return kept;
  const nonEmpty = kept.length > 0;
  return new PartlyUnknown(doubt.reason, { type: 'array', nonEmpty });
}

function groupBy(members: readonly Value[], apply: Apply, call: Call): Value {
  const groups = emptyObject() as Record<string, Value[]>;
  for (const member of members) {
    const key = apply(member);
    if (key instanceof Unknown) return withKnowledge(forget(key), object);
    if (typeof key !== 'string')
      return takes(call, 'a lambda that is a string');
    (groups[key] ??= []).push(member);
  }
  return groups;
}

function mapValues(call: Call): Value {
  const value = valueOf(call, 0);
  const apply = lambdaOf(call, 1);
  if (value instanceof Unknown) return withKnowledge(forget(value), object);
  if (!isObject(value) || apply === undefined) {
    return takes(call, 'an object and a lambda');
  }
  const mapped = emptyObject();
  call.session.spend(Object.keys(value).length);
  for (const [name, member] of Object.entries(value)) {
    mapped[name] = apply(member);
  }
  return mapped;
}

function reduce(call: Call): Value {
  const members = valueOf(call, 0);
  const start = valueOf(call, 1);
  const apply = lambdaOf(call, 2);
  if (members instanceof Unknown) return forget(members);
  if (!isList(members) || apply === undefined) {
    return takes(call, 'an array, a start and a lambda');
  }
  return members.reduce(
    (value: Value, member, index) => apply(value, member, index),
    start,
  );
}

/** Sorts with a lambda that returns whether its first value precedes its second. */
function sort(members: readonly Value[], apply: Apply, call: Call): Value {
  let doubt: Unknown | undefined;
  const goesBefore = (a: Value, b: Value): boolean => {
    const answer = apply(a, b);
    if (answer instanceof Unknown) doubt ??= answer;
    else if (typeof answer !== 'boolean') {
      doubt ??= takes(call, 'a lambda that is a boolean');
    }
    return answer === true;
  };
  const sorted = [...members].sort((a, b) =>
    goesBefore(a, b) ? -1 : goesBefore(b, a) ? 1 : 0,
  );
  // The members are known, but their order is not.
  return doubt === undefined ? sorted : unknowns(members.length, doubt);
}

function unknowns(count: number, { reason, cause }: Unknown): Value {
  return Array.from({ length: count }, () => new Unknown(reason, cause));
}

function toObject(call: Call): Value {
  const members = valueOf(call, 0);
  const keyOf = lambdaOf(call, 1);
  const memberOf =
    call.args.length < 3 ? (value: Value) => value : lambdaOf(call, 2);
  if (members instanceof Unknown) {
    const nonEmpty = isEmpty(members) === false;
    return new PartlyUnknown(members.reason, { type: 'object', nonEmpty });
  }
  if (!isList(members) || keyOf === undefined || memberOf === undefined) {
    return takes(call, 'an array and lambdas');
  }
  const made = new ObjectBuilder();
  for (const member of members) {
    const key = keyOf(member);
    if (key instanceof Unknown) {
      return new PartlyUnknown(key.reason, { type: 'object', nonEmpty: true });
    }
    if (typeof key !== 'string')
      return takes(call, 'a lambda that is a string');
    made.set(key, memberOf(member));
  }
  return made.object;
}

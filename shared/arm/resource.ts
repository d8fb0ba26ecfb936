import { Unknown, isList, isObject, isSameText } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type { EvaluationContext } from './evaluation-context';
import { parseParameterValues, parametersOf } from './parameter-values';
import { readPart } from './lookup';
import { inTurn } from './place';
import type { Place } from './place';
import { fillIn } from './placeholders';
import type { Given } from './scope';
import {
  evaluateIndexes,
  evaluateLoop,
  evaluateTree,
  guarded,
  inLoop,
  propertyLoops,
} from './tree';
import { linkedParameters } from './unresolved-template';

/**
 * Returns the frame in which a resource is deployed; undefined if it is not
 * deployed, because it exists or its condition is false. An unknown condition is
 * treated as true and recorded.
 */
export function frameDeployed(
  resource: ValueObject,
  frame: EvaluationContext,
  { symbol }: Place,
): EvaluationContext | undefined {
  // `existing` has a meaning only with symbolic names.
  const mayExist = symbol !== undefined;
  const existing = mayExist ? (readPart(resource, 'existing') ?? null) : null;
  if (existing !== null && evaluateTree(existing, frame) === true) {
    return undefined;
  }
  const written = readPart(resource, 'condition') ?? true;
  const condition = guarded(() => evaluateTree(written, frame));
  if (condition === false) return undefined;
  return condition instanceof Unknown
    ? { ...frame, uncertainty: condition }
    : frame;
}

/** Its evaluated name, else its symbolic name. */
export function nameOf(
  resource: ValueObject,
  frame: EvaluationContext,
  { symbol }: Place,
): { readonly name?: string } {
  const name = guarded(() => evaluatedName(resource, frame));
  if (typeof name === 'string') return { name };
  return symbol === undefined ? {} : { name: symbol };
}

/** The value of its `name`. */
export function evaluatedName(
  resource: ValueObject,
  frame: EvaluationContext,
): Value {
  return evaluateTree(readPart(resource, 'name') ?? null, frame);
}

/**
 * Returns the scope in which a nested deployment's expressions are evaluated. The
 * default is `outer`; in language version 2 it is `inner`, and Azure refuses
 * `outer`:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration#use-symbolic-name
 */
export function scopeOf(
  properties: ValueObject,
  frame: EvaluationContext,
): 'inner' | 'outer' | Unknown {
  const written = readPart(properties, 'expressionEvaluationOptions') ?? null;
  const options = evaluateTree(written, frame);
  const scope = isObject(options) ? readPart(options, 'scope') : options;
  if (scope instanceof Unknown) return scope;
  const isInner = typeof scope === 'string' && isSameText(scope, 'inner');
  if (frame.isLanguage2 !== true) return isInner ? 'inner' : 'outer';
  return typeof scope === 'string' && isSameText(scope, 'outer')
    ? new Unknown(
        'language version 2.0 does not allow the scope "outer" (expressionEvaluationOptions)',
      )
    : 'inner';
}

/** The values that a nested deployment passes on. */
export function givenBy(
  properties: ValueObject,
  frame: EvaluationContext,
): Given {
  const link = readPart(properties, 'parametersLink') ?? null;
  if (link !== null) return givenByLink(evaluateTree(link, frame), frame);
  return parseParameterValues(readPart(properties, 'parameters'), (value) =>
    evaluateTree(value, frame),
  );
}

function givenByLink(
  link: Value,
  { session, source }: EvaluationContext,
): Given {
  const path = isObject(link) ? readPart(link, 'relativePath') : undefined;
  if (typeof path !== 'string') return () => linkedParameters;
  const file = session.readLinked(path, source);
  if (!(file instanceof Unknown))
    return parseParameterValues(parametersOf(file.document), fillIn);
  const unknown = new Unknown(
    `its parameters are linked (parametersLink.relativePath "${path}"), and ${file.reason}`,
  );
  return () => unknown;
}

/** The value of an output, as `reference()` gives it: with its type. */
export function outputValue(output: Value, frame: EvaluationContext): Value {
  if (!isObject(output)) return evaluateTree(output, frame);
  const condition = evaluateTree(readPart(output, 'condition') ?? true, frame);
  if (condition !== true) {
    return condition instanceof Unknown
      ? condition
      : new Unknown('an output is left out by its condition');
  }
  const copy = readPart(output, 'copy') ?? null;
  const [loop] = isObject(copy)
    ? propertyLoops([{ name: 'output', ...copy }])
    : [];
  return {
    type: readPart(output, 'type') ?? null,
    value:
      loop === undefined
        ? evaluateTree(readPart(output, 'value') ?? null, frame)
        : evaluateLoop(loop, frame),
  };
}

/** The resources inside another resource, as an array or by symbolic name. */
export function childrenOf(resource: ValueObject): ValueObject[] {
  const children = readPart(resource, 'resources');
  if (isList(children)) return children.filter((child) => isObject(child));
  return isObject(children)
    ? Object.values(children).filter((child) => isObject(child))
    : [];
}

/** A resource in one iteration of its copy loop. */
export interface Turn {
  readonly frame: EvaluationContext;
  readonly place: Place;
}

/** One iteration for each copy; one with an unknown index if their number is unknown. */
export function turnsOf(
  resource: ValueObject,
  frame: EvaluationContext,
  place: Place,
): Turn[] {
  const copy = readPart(resource, 'copy');
  if (copy === undefined || copy === null) return [{ frame, place }];
  const count = isObject(copy) ? readPart(copy, 'count') : copy;
  const name = isObject(copy) ? readPart(copy, 'name') : '';
  const loop = typeof name === 'string' ? name : '';
  const indexes = evaluateIndexes(count ?? null, frame);
  if (indexes instanceof Unknown) {
    const turn = inLoop(frame, loop, indexes, true);
    return [{ frame: { ...turn, uncertainty: indexes }, place }];
  }
  return indexes.map((index) => ({
    frame: inLoop(frame, loop, index, true),
    place: inTurn(place, index),
  }));
}

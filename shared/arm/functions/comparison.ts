import { Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import { areEqual, either } from '../compare';
import { typeOf, withKnowledge } from '../partially-known';
import {
  anyNumber,
  bool,
  forget,
  open,
  pure,
  special,
  takes,
} from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison */
export const comparison: FunctionTable = {
  // #coalesce
  coalesce: special([1, anyNumber], coalesce),
  // #equals
  equals: open([2, 2], ([a = null, b = null], call) => {
    const answer = areEqual(a, b, call.session);
    if (answer !== 'unknown') return answer === 'yes';
    return withKnowledge(unknownOf(a, b), bool);
  }),
  // #greater
  greater: compare((order) => order > 0),
  // #greaterorequals
  greaterOrEquals: compare((order) => order >= 0),
  // #less
  less: compare((order) => order < 0),
  // #lessorequals
  lessOrEquals: compare((order) => order <= 0),
};

/** The first value that isn't null. Later arguments are not evaluated. */
function coalesce(call: Call): Value {
  let doubtful: Unknown | undefined;
  let found: Value = null;
  for (const arg of call.args) {
    found = call.evaluate(arg);
    if (found === null) continue;
    if (!(found instanceof Unknown) || typeOf(found) !== undefined) break;
    doubtful ??= found;
  }
  return doubtful === undefined
    ? found
    : either(doubtful, found, doubtful, call.session);
}

function unknownOf(...values: readonly Value[]): Unknown {
  for (const value of values) {
    if (value instanceof Unknown) return forget(value);
  }
  return new Unknown('a part of it is not known');
}

/** Compares numbers by size, strings by character code. */
function compare(holds: (order: number) => boolean): TemplateFunction {
  return pure([2, 2], bool, ([a = null, b = null], call) => {
    if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
    if (typeof a === 'string' && typeof b === 'string') {
      return holds(a < b ? -1 : a > b ? 1 : 0);
    }
    return takes(call, 'two numbers or two strings');
  });
}

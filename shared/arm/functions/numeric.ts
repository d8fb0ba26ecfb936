import type { Value } from '../../model/value';
import { isInteger, number, pure, refused, takes } from './definition';
import type { Call, FunctionTable, TemplateFunction } from './definition';

/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 *
 * `copyIndex` is in the table of deployment functions, `max` and `min` in that
 * of arrays.
 */
export const numeric: FunctionTable = {
  // #add
  add: integers((a, b) => a + b),
  // #div
  div: integers((a, b) => (b === 0 ? undefined : Math.trunc(a / b))),
  // #float
  float: pure([1, 1], number, ([value], call) => {
    const parsed = toNumber(value);
    return Number.isFinite(parsed) ? parsed : takes(call, 'a number');
  }),
  // #int
  int: pure([1, 1], number, ([value], call) => {
    const parsed = toNumber(value);
    return isInteger(parsed) ? parsed : takes(call, 'a whole number');
  }),
  // #mod
  mod: integers((a, b) => (b === 0 ? undefined : a % b)),
  // #mul
  mul: integers((a, b) => a * b),
  // #sub
  sub: integers((a, b) => a - b),
};

function integers(
  compute: (a: number, b: number) => number | undefined,
): TemplateFunction {
  return pure([2, 2], number, ([a, b], call: Call) => {
    if (!isInteger(a) || !isInteger(b)) return takes(call, 'whole numbers');
    const result = compute(a, b);
    // Beyond 2^53 JavaScript numbers differ from Azure's 64-bit integers.
    return isInteger(result)
      ? result + 0
      : refused(call, 'has no exact result');
  });
}

function toNumber(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)
    ? Number(value)
    : Number.NaN;
}

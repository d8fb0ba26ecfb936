import { isList, tooLarge } from '../../../model/value';
import type { Value } from '../../../model/value';
import { Refused, isExact, toNumber, uncovered } from '../values';
import type { FunctionTable, TerraformFunction } from './definition';
import { pure } from './definition';

/** As many members as Terraform lets `range` make. */
const mostInRange = 1024;

function ofNumbers(
  arity: readonly [number, number],
  implement: (numbers: readonly number[]) => Value,
): TerraformFunction {
  return pure(arity, (values) => {
    const numbers: number[] = [];
    for (const value of values) {
      const number = toNumber(value);
      if (typeof number !== 'number') return number;
      if (!isExact(number)) return uncovered('a number of so many digits');
      numbers.push(number);
    }
    return implement(numbers);
  });
}

const any = [1, Number.POSITIVE_INFINITY] as const;

/** Functions of numbers. */
export const numbers: FunctionTable = {
  abs: ofNumbers([1, 1], ([number = 0]) => Math.abs(number)),
  ceil: ofNumbers([1, 1], ([number = 0]) => Math.ceil(number) + 0),
  floor: ofNumbers([1, 1], ([number = 0]) => Math.floor(number) + 0),
  max: ofNumbers(any, (all) => all.reduce((a, b) => Math.max(a, b))),
  min: ofNumbers(any, (all) => all.reduce((a, b) => Math.min(a, b))),
  sum: pure([1, 1], ([list = null], scope) => {
    if (!isList(list) || list.length === 0) {
      return new Refused('its argument is not a list of numbers');
    }
    const add = ofNumbers(any, (all) => {
      const sum = all.reduce((a, b) => a + b, 0);
      return isExact(sum) ? sum : uncovered('a number of so many digits');
    });
    return add(
      list.map((member) => () => member),
      scope,
    );
  }),
  range: ofNumbers([1, 3], (all) => {
    const [from, to] = all.length === 1 ? [0, ...all] : all;
    if (from === undefined || to === undefined) return tooLarge;
    const step = all[2] ?? (to < from ? -1 : 1);
    if (step === 0 || step > 0 !== to > from) {
      return from === to ? [] : new Refused('its step leads away from its end');
    }
    const count = Math.ceil((to - from) / step);
    if (count > mostInRange) {
      return new Refused(`it has more than ${mostInRange} members`);
    }
    return Array.from({ length: count }, (_, index) => from + index * step);
  }),
};

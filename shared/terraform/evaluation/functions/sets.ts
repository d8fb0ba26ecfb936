import { isList } from '../../../model/value';
import type { Value } from '../../../model/value';
import { Refused, toSet, uncovered, unify } from '../values';
import type { FunctionTable, TerraformFunction } from './definition';
import { pure } from './definition';

function ofSets(
  combine: (sets: readonly ReadonlySet<Value>[]) => readonly Value[],
): TerraformFunction {
  return pure([1, Number.POSITIVE_INFINITY], (values) => {
    const lists = values.filter((value) => isList(value));
    if (lists.length < values.length) {
      return new Refused('its arguments are not sets');
    }
    const all = lists.flat();
    // Of several types, members are converted.
    if (unify(all) !== all || all.includes(null)) {
      return uncovered('sets of several types');
    }
    if (all.some((member) => typeof member === 'object')) {
      return uncovered('sets of lists or objects');
    }
    return toSet(combine(lists.map((list) => new Set(list))));
  });
}

/** Functions of sets. */
export const sets: FunctionTable = {
  setunion: ofSets((all) => all.flatMap((set) => [...set])),
  setintersection: ofSets(([first, ...others]) =>
    [...(first ?? [])].filter((member) =>
      others.every((other) => other.has(member)),
    ),
  ),
  setsubtract: ofSets(([first, ...others]) =>
    [...(first ?? [])].filter((member) =>
      others.every((other) => !other.has(member)),
    ),
  ),
};

import { isList } from '../../model/value';
import type { Value } from '../../model/value';
import { assertLevel } from '../compare';
import { charactersPerStep } from '../limits';
import type { EvaluationBudget } from '../session';

/** Converts a known value to a string, as `string`, `format` and `concat` do. */
export function display(value: Value, session: EvaluationBudget): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return value === null ? '' : toJson(value, session);
}

/** JSON without whitespace, built member by member so that each costs a step. */
function toJson(value: Value, session: EvaluationBudget, level = 0): string {
  assertLevel(level);
  session.spend(2);
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value);
    session.spend(Math.ceil(text.length / charactersPerStep));
    return text;
  }
  if (isList(value)) {
    return `[${value.map((one) => toJson(one, session, level + 1)).join(',')}]`;
  }
  const pairs = Object.entries(value).map(
    ([name, member]) =>
      `${JSON.stringify(name)}:${toJson(member as Value, session, level + 1)}`,
  );
  return `{${pairs.join(',')}}`;
}

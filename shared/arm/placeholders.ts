import { fillPlaceholders } from '../model/placeholder';
import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { limits } from './limits';

/** Starts of placeholders that are not names or strings of the template language. */
const inExpression = /^(?:\$[{(]|#\{)/;

/** A literal in an expression that a tool may replace before Azure sees it. */
export function fillLiteral(text: string): string | Unknown {
  return inExpression.test(text) ? fillPlaceholders(text) : text;
}

/** A value of a parameter file in which azd's defaults count and other placeholders are unknown. */
export function fillIn(value: Value, level = 0): Value {
  if (typeof value === 'string') return fillPlaceholders(value);
  if (level > limits.levels) {
    return new Unknown(`a value has more than ${limits.levels} levels`);
  }
  if (isList(value)) return value.map((member) => fillIn(member, level + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      fillIn(member, level + 1),
    ]),
  );
}

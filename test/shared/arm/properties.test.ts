import fc from 'fast-check';
import {
  isEmpty,
  knowledgeOf,
  typeOf,
} from '../../../shared/arm/partially-known';
import { Unknown, isList, isObject } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';
import { evaluateExpression } from '../../support/arm-expression';
import { anyTerm, sizeOf, writeTerm } from '../../support/arm-terms';
import type { Plain } from '../../support/arm-terms';

const runs = { numRuns: 2_000 };

test('an expression comes to what the oracle says', () => {
  fc.assert(
    fc.property(anyTerm, (term) => {
      expect(evaluateExpression(writeTerm(term))).toEqual(term.value);
    }),
    runs,
  );
});

test('with a subterm unknown, what is still known is the same', () => {
  fc.assert(
    fc.property(anyTerm, fc.nat(), (term, number) => {
      const expression = writeTerm(term, number % sizeOf(term));
      const value = evaluateExpression(expression);
      if (!mayTurnOutAs(value, term.value)) {
        throw new Error(`${expression} came to ${JSON.stringify(value)}`);
      }
    }),
    { numRuns: 5_000 },
  );
});

/** Returns whether another value has the known facts of a value and of the unknowns in it. */
function mayTurnOutAs(value: Value, actual: Plain): boolean {
  if (value instanceof Unknown) {
    const { type, nonEmpty, members = {} } = knowledgeOf(value);
    return (
      Object.entries(members).every(
        ([name, member]) =>
          isObject(actual) &&
          Object.hasOwn(actual, name) &&
          mayTurnOutAs(member, actual[name] as Plain),
      ) &&
      (type === undefined || type === typeOf(actual)) &&
      (nonEmpty !== true || isEmpty(actual) === false)
    );
  }
  if (isList(value)) {
    return (
      isList(actual) &&
      value.length === actual.length &&
      value.every((member, index) =>
        mayTurnOutAs(member, actual[index] as Plain),
      )
    );
  }
  if (isObject(value)) {
    const names = Object.keys(value);
    return (
      isObject(actual) &&
      names.length === Object.keys(actual).length &&
      names.every((name) =>
        mayTurnOutAs(value[name] as Value, actual[name] as Plain),
      )
    );
  }
  return value === actual;
}

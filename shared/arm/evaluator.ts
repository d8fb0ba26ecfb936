import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { either } from './compare';
import { SyntaxFault } from './expression';
import type { Expression } from './expression';
import type { EvaluationContext } from './evaluation-context';
import { templateFunction } from './functions';
import { forget, refused } from './functions/definition';
import type { Call } from './functions/definition';
import { memberNamed } from './lookup';
import { partOfUnknown } from './partially-known';
import { fillLiteral } from './placeholders';
import { BoundReached, isStackOverflow } from './session';
import type { EvaluationBudget } from './session';

/**
 * Evaluates a JSON string that is an expression.
 *
 * @param source the string as written, with its brackets
 */
export function evaluateSource(
  source: string,
  frame: EvaluationContext,
): Value {
  const expression = frame.session.parse(source);
  return expression instanceof SyntaxFault
    ? new Unknown(expression.reason)
    : evaluate(expression, frame);
}

/**
 * Evaluates an expression. Only the arguments that its result needs are
 * evaluated; a failing call is unknown with the reason.
 *
 * @throws {BoundReached} only
 */
function evaluate(expression: Expression, frame: EvaluationContext): Value {
  return frame.session.descend(() => {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string'
          ? fillLiteral(expression.value)
          : expression.value;
      case 'access':
        return access(expression, frame);
      case 'call':
        return call(expression, frame);
    }
  });
}

function call(
  { name, written, args }: Extract<Expression, { kind: 'call' }>,
  frame: EvaluationContext,
): Value {
  const userFunction = frame.scope.userFunction(name);
  if (userFunction !== undefined) {
    return userFunction(args.map((arg) => evaluate(arg, frame)));
  }
  const definition = templateFunction(name);
  if (definition === undefined) {
    return new Unknown(`${written}() is not a function that is known here`);
  }
  const [least, most] = definition.arity;
  if (args.length < least || args.length > most) {
    return new Unknown(`${written}() is called with ${args.length} arguments`);
  }
  const evaluated: Call = {
    written,
    args,
    frame,
    session: frame.session,
    evaluate: (arg, inner = frame) => evaluate(arg, inner),
  };
  try {
    return definition.call(evaluated);
  } catch (error) {
    // Stack overflow or a limit: the caller reports it.
    if (error instanceof BoundReached || isStackOverflow(error)) throw error;
    return refused(evaluated, 'has no result for these arguments');
  }
}

/** Reads a property or a member: `base.key`, `base[key]`. */
function access(
  expression: Extract<Expression, { kind: 'access' }>,
  frame: EvaluationContext,
): Value {
  const base = evaluate(expression.base, frame);
  const key = evaluate(expression.key, frame);
  if (base instanceof Unknown) return partOfUnknown(base, key);
  if (key instanceof Unknown) return anyMember(base, key, frame.session);
  const found = member(base, key, frame.session);
  if (found !== undefined) return found;
  // A computed key may be a secret; a literal one can't be.
  const { key: written } = expression;
  const name =
    written.kind === 'literal'
      ? `"${written.value}"`
      : 'of the name that is computed';
  return new Unknown(
    `${base === null ? 'null' : 'the value'} has no property ${name}`,
  );
}

/** A member of a known value; undefined if it has none of that name. */
function member(
  base: Value,
  key: Value,
  session: EvaluationBudget,
): Value | undefined {
  if (isObject(base) && typeof key === 'string') {
    return memberNamed(base, key, session);
  }
  return isList(base) && typeof key === 'number' ? base[key] : undefined;
}

/** The value of whichever member an unknown key names. */
function anyMember(
  base: Value,
  key: Unknown,
  session: EvaluationBudget,
): Value {
  const members = isList(base)
    ? base
    : isObject(base)
      ? Object.values(base)
      : [];
  session.spend(members.length);
  const [first, ...rest] = members;
  if (first === undefined) return forget(key);
  return rest.reduce(
    (value, member) => either(value, member, key, session),
    first,
  );
}

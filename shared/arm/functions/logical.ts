import { Unknown } from '../../model/value';
import type { Value } from '../../model/value';
import { either } from '../compare';
import { withKnowledge } from '../partially-known';
import {
  anyNumber,
  bool,
  forget,
  pure,
  special,
  takes,
  valueOf,
} from './definition';
import type { Call, FunctionTable } from './definition';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical */
export const logical: FunctionTable = {
  // #and
  and: special([2, anyNumber], (call) => decide(call, false)),
  // #bool
  bool: pure([1, 1], bool, ([value = null], call) => toBool(value, call)),
  // #false
  false: special([0, 0], () => false),
  // #if
  if: special([3, 3], choose),
  // #not
  not: pure([1, 1], bool, ([value], call) =>
    typeof value === 'boolean' ? !value : takes(call, 'a boolean'),
  ),
  // #or
  or: special([2, anyNumber], (call) => decide(call, true)),
  // #true
  true: special([0, 0], () => true),
};

/**
 * `and` and `or`: a decisive argument decides, even if others are unknown; later
 * arguments are not evaluated.
 */
function decide(call: Call, decisive: boolean): Value {
  let unknown: Unknown | undefined;
  for (const arg of call.args) {
    const value = call.evaluate(arg);
    if (value === decisive) return decisive;
    if (value instanceof Unknown) unknown ??= value;
    else if (typeof value !== 'boolean') unknown ??= takes(call, 'booleans');
  }
  return unknown === undefined
    ? !decisive
    : withKnowledge(forget(unknown), bool);
}

/** Only the branch taken counts. If the condition is unknown, the parts that both branches agree on are known. */
function choose(call: Call): Value {
  const condition = valueOf(call, 0);
  if (condition === true) return valueOf(call, 1);
  if (condition === false) return valueOf(call, 2);
  if (!(condition instanceof Unknown)) return takes(call, 'a boolean first');
  const { session } = call;
  return either(valueOf(call, 1), valueOf(call, 2), condition, session);
}

function toBool(value: Value, call: Call): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const lower = typeof value === 'string' ? value.toLowerCase() : '';
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return takes(call, 'true, false or a number');
}

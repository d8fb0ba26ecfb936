import type { JsonObject } from '../json/json';
import type { Ternary } from '../model/kleene';
import { isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { TerraformExpression } from './computed';
import { toNumber } from './evaluation/values';
import { toValue } from './expression';
import { isInstantiatedIn } from './instances';
import type { Step } from './hcl/tree';
import type { ModuleScope } from './scope';

/** One instance of a block that has `count` or `for_each`; of any other block the only one. */
export interface Instance {
  /** Undefined if the block has no key, or its keys are unknown. */
  readonly key: Step | undefined;
  /** The scope of the block, with `each` or `count`. */
  readonly scope: ModuleScope;
  /** The certainty that it exists. */
  readonly runs: Ternary;
}

/** More instances than these are evaluated as one whose key is unknown. */
const mostInstances = 1_000;

/**
 * Lists the instances of a block. If they are unknown, or too many, it is one whose
 * `each` and `count` are unknown: what holds of that one holds of all.
 */
export function instancesOf(
  body: JsonObject,
  scope: ModuleScope,
): readonly Instance[] {
  const runs = isInstantiatedIn(body, scope);
  if (runs === 'no') return [];
  const { count, for_each: forEach } = body;
  if (count !== undefined && count !== null) {
    return countedInstances(toValue(count, scope), scope, runs);
  }
  if (forEach !== undefined && forEach !== null) {
    return eachInstances(toValue(forEach, scope), scope, runs);
  }
  return [{ key: undefined, scope, runs }];
}

function countedInstances(
  count: Value,
  scope: ModuleScope,
  runs: Ternary,
): readonly Instance[] {
  const number = Number(toNumber(count));
  const isNumber = Number.isInteger(number) && number >= 0;
  return isNumber && number <= mostInstances
    ? Array.from({ length: number }, (_, index) => ({
        key: index,
        scope: scope.with({ count: { index } }),
        runs,
      }))
    : [
        {
          key: undefined,
          scope: scope.with({
            count: {
              index: new TerraformExpression(
                '${count.index}',
                [],
                isNumber ? tooMany : undefined,
              ),
            },
          }),
          runs,
        },
      ];
}

function eachInstances(
  forEach: Value,
  scope: ModuleScope,
  runs: Ternary,
): readonly Instance[] {
  const members = membersOf(forEach);
  const reason =
    members !== undefined && members.length > mostInstances
      ? tooMany
      : undefined;
  return members === undefined || reason !== undefined
    ? [
        {
          key: undefined,
          scope: scope.with({
            each: {
              key: new TerraformExpression('${each.key}', [], reason),
              value: new TerraformExpression('${each.value}', [], reason),
            },
          }),
          runs,
        },
      ]
    : members.map(([key, value]) => ({
        key,
        scope: scope.with({ each: { key, value } }),
        runs,
      }));
}

/** Undefined for members that are unknown, and for what Terraform refuses. */
function membersOf(forEach: Value): [string, Value][] | undefined {
  if (!isList(forEach) && !isObject(forEach)) return undefined;
  const members: [Value, Value][] = isList(forEach)
    ? forEach.map((member) => [member, member])
    : Object.entries<Value>(forEach);
  const isKnown = members.every(
    (member): member is [string, Value] => typeof member[0] === 'string',
  );
  return isKnown ? members : undefined;
}

const tooMany = `it is one of more than ${mostInstances.toLocaleString('en')} instances, which are evaluated as one`;

/** The key of an instance in an address: `["a"]`, `[0]`. */
export function keySuffix(key: Step | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

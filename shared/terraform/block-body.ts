import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { bodyOf, nestingBlocks } from './blocks';
import { TerraformExpression } from './computed';
import { isSet } from './evaluation/values';
import { blockValue, toValue } from './expression';
import type { ModuleScope } from './scope';

/** More blocks than these are evaluated as one whose iterator is unknown. */
const mostGenerated = 1_000;

const tooMany = `it is in one of more than ${mostGenerated.toLocaleString('en')} blocks, which are evaluated as one`;

/**
 * Evaluates the body of a block. The content of a `dynamic` block is evaluated for
 * each member of its `for_each`, with its iterator
 * (https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks).
 */
export function evaluateBody(body: JsonObject, scope: ModuleScope): Value {
  const nested = nestingBlocks.filter((name) => hasDynamic(body[name]));
  if (body['dynamic'] === undefined && nested.length === 0) {
    return blockValue(body, scope);
  }
  const { dynamic, ...rest } = body;
  const own = nested.length === 0 ? rest : without(rest, nested);
  const value = blockValue(own, scope);
  if (!isObject(value)) return value;
  const expanded = nested.map((name): [string, Value] => [
    name,
    mapBlocks(body[name] as Json, (block) => evaluateBody(block, scope), scope),
  ]);
  return {
    ...value,
    ...(dynamic === undefined ? {} : { dynamic: generators(dynamic, scope) }),
    ...Object.fromEntries(expanded),
  };
}

function without(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !names.includes(name)),
  );
}

function hasDynamic(json: Json | undefined): boolean {
  if (Array.isArray(json)) return (json as readonly Json[]).some(hasDynamic);
  return isJsonObject(json) && json['dynamic'] !== undefined;
}

/** Evaluates one block or several. */
function mapBlocks(
  json: Json,
  evaluate: (block: JsonObject) => Value,
  scope: ModuleScope,
): Value {
  if (!Array.isArray(json)) {
    return isJsonObject(json) ? evaluate(json) : toValue(json, scope);
  }
  return (json as readonly Json[]).map((member) => {
    const block = bodyOf(member);
    return isJsonObject(block) ? evaluate(block) : toValue(block, scope);
  });
}

/** The `dynamic` blocks by what they generate, with all that they generate as their content. */
function generators(dynamic: Json, scope: ModuleScope): Value {
  return mapBlocks(
    dynamic,
    (labels) =>
      Object.fromEntries(
        Object.entries(labels).map(([label, json]) => [
          label,
          mapBlocks(json, (block) => generator(label, block, scope), scope),
        ]),
      ),
    scope,
  );
}

function generator(
  label: string,
  { for_each: written = null, iterator, content = {} }: JsonObject,
  scope: ModuleScope,
): Value {
  const forEach = toValue(written, scope);
  const name = typeof iterator === 'string' ? iterator : label;
  const members = membersOf(forEach);
  if (members === undefined || !scope.spend(members.length)) {
    return { for_each: forEach, content: toValue(content, scope) };
  }
  if (members.length > mostGenerated) {
    const member = (part: string) =>
      new TerraformExpression(`\${${name}.${part}}`, [], tooMany);
    const all = scope.with({
      [name]: { key: member('key'), value: member('value') },
    });
    return { for_each: forEach, content: toValue(content, all) };
  }
  return {
    for_each: forEach,
    content: members.flatMap(([key, value]) => {
      const inner = scope.with({ [name]: { key, value } });
      const blocks = mapBlocks(
        content,
        (block) => evaluateBody(block, inner),
        inner,
      );
      return isList(blocks) ? blocks : [blocks];
    }),
  };
}

function membersOf(forEach: Value): [key: Value, value: Value][] | undefined {
  if (forEach instanceof Unknown) return undefined;
  const members: [Value, Value][] = isList(forEach)
    ? forEach.map((value, index) => [isSet(forEach) ? value : index, value])
    : isObject(forEach)
      ? Object.entries<Value>(forEach)
      : [];
  return members;
}

import type { Json } from '../json/json';
import { allOf } from '../model/kleene';
import type { Ternary } from '../model/kleene';
import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { toNumber } from './evaluation/values';

/** The blocks of a registry that hold blocks themselves. */
export const nestingBlocks = ['network_rule_set'];

/**
 * Replaces `dynamic` blocks, nested ones too, by the blocks that they generate:
 * none for an empty `for_each`, the content for each of its members, something
 * unknown where `for_each` is.
 */
export function expandDynamicBlocks(properties: ValueObject): ValueObject {
  const expanded = expandOwn(properties);
  const nested = nestingBlocks.filter((name) =>
    blocksOf(expanded[name]).some(hasDynamicBlocks),
  );
  if (nested.length === 0) return expanded;
  return {
    ...expanded,
    ...Object.fromEntries(
      nested.map((name) => [
        name,
        blocksOf(expanded[name]).map((block) =>
          isObject(block) ? expandDynamicBlocks(block) : block,
        ),
      ]),
    ),
  };
}

function hasDynamicBlocks(block: Value): boolean {
  return isObject(block) && block['dynamic'] !== undefined;
}

function expandOwn(properties: ValueObject): ValueObject {
  const { dynamic } = properties;
  if (dynamic === undefined) return properties;
  const expanded: Record<string, Value> = { ...properties };
  for (const [name, generated] of dynamicBlocks(dynamic)) {
    expanded[name] = [...blocksOf(expanded[name]), ...generated];
  }
  return expanded;
}

/** The `dynamic` blocks by the name of what they generate. */
function dynamicBlocks(dynamic: Value): [string, readonly Value[]][] {
  return blocksOf(dynamic).flatMap((block) =>
    isObject(block)
      ? Object.entries(block).map(
          ([name, generator]): [string, readonly Value[]] => [
            name,
            blocksOf(generator).flatMap(generate),
          ],
        )
      : [],
  );
}

function generate(generator: Value): readonly Value[] {
  if (!isObject(generator)) return [generator];
  const { for_each: forEach, content } = generator;
  if (forEach instanceof Unknown) return [forEach];
  if (!isList(forEach) && !isObject(forEach)) return [refusedForEach];
  // Every block has the same content here: what differs refers to the iterator, which is unknown.
  return countOf(forEach) === 0 ? [] : blocksOf(content);
}

/** Terraform refuses null and scalars (hcl: ext/dynblock/expand_spec.go). */
const refusedForEach = new Unknown(
  'the for_each of its dynamic block is not a list, a set or a map',
);

function countOf(forEach: Value | undefined): number {
  if (isList(forEach)) return forEach.length;
  return isObject(forEach) ? Object.keys(forEach).length : 0;
}

function blocksOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value.map(bodyOf) : [value];
}

/**
 * The body of a block. Where one body is due, Terraform takes a list of objects for
 * one that holds what they hold together; a block that several of them have is
 * several blocks (`collectDeepAttrs` in hashicorp/hcl's json/structure.go).
 */
export function bodyOf(value: Json): Json;
export function bodyOf(value: Value): Value;
export function bodyOf(value: Value): Value {
  if (!isList(value) || !value.every(isObject)) return value;
  const body = new Map<string, Value>();
  for (const [name, member] of value.flatMap(Object.entries<Value>)) {
    const others = body.get(name);
    body.set(
      name,
      others === undefined
        ? member
        : [...blocksOf(others), ...blocksOf(member)],
    );
  }
  return Object.fromEntries(body);
}

/**
 * Returns whether a block has instances: `count = 0`, an empty `for_each` and
 * OpenTofu's `lifecycle { enabled = false }` make none. Terraform converts
 * strings for a count.
 */
export function isInstantiated(body: ValueObject): Ternary {
  const { count, for_each: forEach, lifecycle } = body;
  const enabled = blocksOf(lifecycle).map((block) =>
    isObject(block) ? block['enabled'] : undefined,
  );
  return allOf(
    isCounted(count),
    isRepeated(forEach),
    ...enabled.map(isEnabled),
  );
}

function isCounted(count: Value | undefined): Ternary {
  if (count === undefined || count === null) return 'yes';
  const number = toNumber(count);
  if (typeof number !== 'number' || number < 0) return 'unknown';
  return number === 0 ? 'no' : 'yes';
}

function isRepeated(forEach: Value | undefined): Ternary {
  if (forEach === undefined || forEach === null) return 'yes';
  if (!isList(forEach) && !isObject(forEach)) return 'unknown';
  return countOf(forEach) === 0 ? 'no' : 'yes';
}

function isEnabled(enabled: Value | undefined): Ternary {
  if (enabled === undefined || enabled === null) return 'yes';
  if (typeof enabled === 'boolean') return enabled ? 'yes' : 'no';
  if (enabled === 'true') return 'yes';
  return enabled === 'false' ? 'no' : 'unknown';
}

import type { Json } from '../json/json';
import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { toValue } from './expression';
import {
  asMap,
  isScalar,
  toBoolean,
  toNumber,
  toObject,
  toSet,
  uncovered,
  unify,
} from './evaluation/values';
import { parseExpression } from './hcl/expression-tree';
import type { ExpressionTree } from './hcl/tree';
import { toOrderedSet } from './evaluation/set-order';
import { ModuleScope } from './scope';

/** A type constraint of a variable (https://developer.hashicorp.com/terraform/language/expressions/type-constraints). */
export type VariableType =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | { readonly kind: 'list' | 'set' | 'map'; readonly of: VariableType }
  | { readonly kind: 'tuple'; readonly of: readonly VariableType[] }
  | {
      readonly kind: 'object';
      readonly attributes: ReadonlyMap<string, AttributeType>;
    };

interface AttributeType {
  readonly type: VariableType;
  readonly isOptional: boolean;
  /** The default of an optional attribute, as it is written. */
  readonly defaultValue: Value | undefined;
}

const any: VariableType = { kind: 'any' };

const simple = /^(?:(list|set|map)\()?(any|string|number|bool)\)?$/;

/**
 * Parses the `type` of a variable.
 *
 * @returns `any` for what Terraform would refuse
 */
export function parseVariableType(json: Json | undefined): VariableType {
  if (typeof json !== 'string') return any;
  const text = /^\$\{(.*)\}$/s.exec(json)?.[1] ?? json;
  // The parser is loaded only for what is not as simple as nearly all types.
  const [, collection, element] = simple.exec(text.trim()) ?? [];
  if (element !== undefined) {
    const type = { kind: element as 'any' };
    return collection === undefined
      ? type
      : { kind: collection as 'list', of: type };
  }
  try {
    return toType(parseExpression(text));
  } catch {
    return any;
  }
}

function toType(tree: ExpressionTree | undefined): VariableType {
  if (tree?.kind === 'reference') {
    const [name] = tree.path;
    return name === 'string' || name === 'number' || name === 'bool'
      ? { kind: name }
      : any;
  }
  if (tree?.kind !== 'call') return any;
  const [argument] = tree.args;
  switch (tree.name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: tree.name, of: toType(argument) };
    case 'tuple':
      return argument?.kind === 'tuple'
        ? { kind: 'tuple', of: argument.members.map(toType) }
        : any;
    case 'object':
      return argument?.kind === 'object'
        ? {
            kind: 'object',
            attributes: new Map(
              argument.items.map(([key, value]) => [
                nameOf(key),
                toAttribute(value),
              ]),
            ),
          }
        : any;
    default:
      return any;
  }
}

function toAttribute(tree: ExpressionTree): AttributeType {
  if (tree.kind !== 'call' || tree.name !== 'optional') {
    return { type: toType(tree), isOptional: false, defaultValue: undefined };
  }
  const [type, given] = tree.args;
  return {
    type: toType(type),
    isOptional: true,
    defaultValue: given === undefined ? undefined : literalOf(given),
  };
}

function nameOf(key: ExpressionTree): string {
  if (key.kind === 'literal') return String(key.value);
  return key.kind === 'reference' ? key.path.join('.') : '';
}

function literalOf(tree: ExpressionTree): Value {
  return toValue(`\${${sourceOf(tree)}}`, new ModuleScope());
}

/** The source text of an expression. */
function sourceOf(tree: ExpressionTree): string {
  if (tree.kind === 'literal') return JSON.stringify(tree.value);
  if (tree.kind === 'tuple')
    return `[${tree.members.map(sourceOf).join(', ')}]`;
  return tree.kind === 'item' ? '' : tree.source;
}

/**
 * Converts a value to a type, with the defaults of optional attributes. A value that
 * Terraform would refuse stays as it is: it satisfies nothing.
 */
export function convertToType(value: Value, type: VariableType): Value {
  if (value === null || value instanceof Unknown) return value;
  switch (type.kind) {
    case 'any':
      return value;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : value;
    case 'number':
      return typeof value === 'string'
        ? knownOr(toNumber(value), value)
        : value;
    case 'bool':
      return typeof value === 'string'
        ? knownOr(toBoolean(value), value)
        : value;
    case 'list':
      return isList(value) ? toMembers(value, type.of) : value;
    case 'set':
      return isList(value) ? toSetOf(toMembers(value, type.of)) : value;
    case 'tuple':
      return isList(value)
        ? value.map((member, index) =>
            convertToType(member, type.of[index] ?? any),
          )
        : value;
    case 'map':
      return isObject(value) ? toMap(value, type.of) : value;
    case 'object':
      return isObject(value) ? convertToObject(value, type.attributes) : value;
  }
}

function convertToObject(
  value: { readonly [name: string]: Value },
  attributes: ReadonlyMap<string, AttributeType>,
): Value {
  const members: [string, Value][] = [];
  for (const [name, { type, isOptional, defaultValue }] of attributes) {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    // A default replaces null too.
    const given = own ?? defaultValue ?? (isOptional ? null : own);
    if (given !== undefined) members.push([name, convertToType(given, type)]);
  }
  return Object.fromEntries(members);
}

function knownOr(converted: Value, value: Value): Value {
  return converted instanceof Unknown ? value : converted;
}

/** Members of one type. Those of `any` get one that all of them have. */
function toMembers(
  values: readonly Value[],
  type: VariableType,
): readonly Value[] | Unknown {
  if (type.kind !== 'any') {
    return values.map((member) => convertToType(member, type));
  }
  return unify(values) ?? uncovered('a list or map of several types');
}

function toSetOf(members: readonly Value[] | Unknown): Value {
  if (members instanceof Unknown) return members;
  return members.every(isScalar) ? toSet(members) : toOrderedSet(members);
}

function toMap(value: ValueObject, type: VariableType): Value {
  const members = toMembers(Object.values(value), type);
  if (members instanceof Unknown) return members;
  const names = Object.keys(value);
  return asMap(
    toObject(names.map((name, index) => [name, members[index] as Value])),
  );
}

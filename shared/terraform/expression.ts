import { Unknown, isList } from '../model/value';
import type { Value } from '../model/value';
import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { isTemplate, splitTemplate } from './template';
import type * as Evaluator from './evaluation';
import { toSet } from './evaluation/values';
import { TerraformExpression, join, tooLarge } from './computed';
import type { Step } from './hcl/tree';
import type { ModuleScope } from './scope';

export { TerraformExpression } from './computed';

/**
 * Turns a Terraform JSON value into a {@link Value}: strings are templates, and
 * so are the names in an object
 * (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping).
 * What a template refers to is unknown unless the scope holds it.
 *
 * @returns the value, itself where nothing in it is a template; never throws
 */
export function toValue(json: Json, scope: ModuleScope): Value {
  if (typeof json === 'string') return textValue(json, scope);
  if (typeof json !== 'object' || json === null) return json;
  return scope.descend(() =>
    isJsonObject(json) ? objectValue(json, scope) : listValue(json, scope),
  );
}

/** As {@link toValue}, of a block's body; its comment (`//`) stays as it is. */
export function blockValue(body: JsonObject, scope: ModuleScope): Value {
  return objectValue(body, scope, '//');
}

/**
 * An object that inherits nothing, so that a key named __proto__ is a key like
 * any other. Made by a class, because V8 keeps what `Object.create(null)` makes
 * as a hash table, which takes twice as long to read.
 */
class NullPrototypeObject {
  [name: string]: Value;

  static {
    Object.setPrototypeOf(this.prototype, null);
  }
}

function listValue(list: readonly Json[], scope: ModuleScope): Value {
  if (!scope.take(list.length)) return tooLarge;
  const values = list.map((member) => toValue(member, scope));
  return values.some((value, index) => value !== list[index]) ? values : list;
}

/** @param comment the name of a member that is not evaluated */
function objectValue(
  json: JsonObject,
  scope: ModuleScope,
  comment?: string,
): Value {
  const names = Object.keys(json);
  if (!scope.take(names.length)) return tooLarge;
  let value: NullPrototypeObject | undefined;
  for (const [index, name] of names.entries()) {
    const member = json[name] as Json;
    const key = textValue(name, scope);
    // A name that is not known may be that of any property.
    if (typeof key === 'object') return new TerraformExpression(name);
    const own = name === comment ? member : toValue(member, scope);
    if (value === undefined) {
      if (own === member && key === name) continue;
      value = new NullPrototypeObject();
      for (const same of names.slice(0, index))
        value[same] = json[same] as Json;
    }
    value[String(key)] = own;
  }
  return value ?? json;
}

function textValue(text: string, scope: ModuleScope): Value {
  return isTemplate(text) ? scope.evaluate(text) : text;
}

/** Evaluates a string that is a template. */
export function templateValue(template: string, scope: ModuleScope): Value {
  const pieces = splitTemplate(template);
  if (pieces === undefined) return new TerraformExpression(template);
  const hasDirective = pieces.some(
    (piece) => typeof piece !== 'string' && piece.expression === undefined,
  );
  if (hasDirective) return evaluator().evaluateTemplate(template, scope);
  const values = pieces.map((piece) =>
    typeof piece === 'string'
      ? piece
      : expressionValue(piece.expression ?? '', scope),
  );
  const [first, second] = values;
  return first !== undefined && second === undefined
    ? first
    : join(values, template);
}

const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const traversal = new RegExp(
  String.raw`^(?<root>${name})(?<path>(?:\.${name}|\[\d{1,9}\]|\["[^"\\$%]*"\])*)$`,
  'u',
);
const pathStep = new RegExp(
  String.raw`\.(?<name>${name})|\[(?<index>\d+)\]|\["(?<key>[^"]*)"\]`,
  'gu',
);

/** Evaluates the expression in `${…}`. Literals and references need no parser. */
function expressionValue(expression: string, scope: ModuleScope): Value {
  // `${~ x ~}` strips white space around, of which only a string has any.
  const trimmed = expression.trim();
  const reference = traversal.exec(trimmed)?.groups;
  const { root = '', path = '' } = reference ?? {};
  if (path !== '') {
    const steps = [...path.matchAll(pathStep)].map(({ groups = {} }): Step =>
      groups['index'] === undefined
        ? (groups['name'] ?? groups['key'] ?? '')
        : Number(groups['index']),
    );
    const value = scope.resolve([root, ...steps]);
    return value === undefined
      ? new TerraformExpression(`\${${expression}}`)
      : value;
  }
  return (
    literalValue(trimmed, scope) ??
    evaluator().evaluateExpression(trimmed, scope)
  );
}

/** Loaded when an expression is met that is more than a literal or a reference: it brings a parser. */
function evaluator(): typeof Evaluator {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on use
  return require('./evaluation') as typeof Evaluator;
}

/** CDKTF's form of an iterator over a list: `${toset(["a"])}`. */
const literalSet = /^toset\((\[.*\])\)$/s;

/** The start of a JSON literal, because a failed parse is slow. */
const startsLiteral = /^(?:["[{\d-]|(?:true|false|null)$)/;

/** Numbers that JSON and Terraform may read differently. */
const longNumber = /\d{16}|\d[eE]/;

/** A literal that JSON writes too: `true`, `null`, `"Premium"`, `["a"]`; strings in it are templates again. */
function literalValue(
  expression: string,
  scope: ModuleScope,
): Value | undefined {
  const set = literalSet.exec(expression)?.[1];
  const literal = set ?? expression;
  if (!startsLiteral.test(literal) || longNumber.test(literal))
    return undefined;
  let json: Json;
  try {
    json = JSON.parse(literal) as Json;
  } catch {
    return undefined;
  }
  const value = toValue(json, scope);
  if (set === undefined || value instanceof Unknown) return value;
  const members = isList(value) ? value : [];
  return members.every((member) => typeof member === 'string')
    ? toSet(members)
    : undefined;
}

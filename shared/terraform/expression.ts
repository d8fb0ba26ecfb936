import type { Value } from '../model/value';
import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { isTemplate, splitTemplate } from './template';
import type { TemplateSegment } from './template';
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
  const values = pieces.map((piece) => pieceValue(piece, scope));
  const [first, second] = values;
  return first !== undefined && second === undefined
    ? first
    : join(values, template);
}

function pieceValue(piece: TemplateSegment, scope: ModuleScope): Value {
  if (typeof piece === 'string') return piece;
  const value = expressionValue(piece.expression, scope);
  return value === undefined ? new TerraformExpression(piece.source) : value;
}

const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const traversal = new RegExp(
  String.raw`^(?<root>${name})(?<path>(?:\.${name}|\[\d+\]|\["[^"\\$%]*"\])*)$`,
  'u',
);
const pathStep = new RegExp(
  String.raw`\.(?<name>${name})|\[(?<index>\d+)\]|\["(?<key>[^"]*)"\]`,
  'gu',
);

/** Evaluates a literal or a reference; undefined for all else. */
function expressionValue(
  expression: string | undefined,
  scope: ModuleScope,
): Value | undefined {
  if (expression === undefined) return undefined;
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
    return scope.resolve([root, ...steps]);
  }
  return literalValue(literalSet.exec(trimmed)?.[1] ?? trimmed, scope);
}

/** How CDKTF writes an iterator over a list: `${toset(["a"])}`. */
const literalSet = /^toset\((\[.*\])\)$/s;

/** What a literal of JSON starts with; a failed parse costs much. */
const startsLiteral = /^(?:["[{\d-]|(?:true|false|null)$)/;

/** A literal that JSON writes too: `true`, `null`, `"Premium"`, `["a"]`; texts in it are templates again. */
function literalValue(
  expression: string,
  scope: ModuleScope,
): Value | undefined {
  if (!startsLiteral.test(expression)) return undefined;
  try {
    return toValue(JSON.parse(expression) as Json, scope);
  } catch {
    return undefined;
  }
}

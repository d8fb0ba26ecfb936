import { BoundedMap } from '../util/bounded-map';
import { Budget } from '../util/budget';
import { Unknown, isList, isObject } from '../model/value';
import type { Value } from '../model/value';
import { isJsonObject } from '../json/json';
import type { Json, JsonObject } from '../json/json';
import { isTemplate, splitTemplate } from './template';
import type { TemplateSegment } from './template';
import {
  TerraformExpression,
  join,
  limits,
  tooDeep,
  tooLarge,
} from './computed';

export { TerraformExpression } from './computed';

/** A name or an index in a reference: `local.registry.sku`, `local.skus[0]`. */
type Step = string | number;

/** The `locals` of a document by their names; a host may look them up when asked. */
export interface Locals {
  get(name: string): Json | undefined;
}

/**
 * What references in a Terraform JSON document can be resolved to: the
 * `locals` of the same document. Everything else (variables, resources, data)
 * is known to Terraform alone; the plan settles it.
 */
export class LocalsScope {
  readonly #locals: Locals;
  readonly #reportTooLarge: (local: string) => void;
  readonly #pending = new Set<string>();
  /** Blocks of one stack refer to the same things over and over. */
  readonly #evaluated = new BoundedMap<string, Value>();
  /** How many values are in one that is evaluated. */
  readonly #sizes = new WeakMap<object, number>();
  readonly #budget = new Budget(limits.steps);
  #depth = 0;

  /** @param reportTooLarge called for each local that is too large to evaluate */
  constructor(
    locals: Locals = new Map<string, Json>(),
    reportTooLarge: (local: string) => void = () => undefined,
  ) {
    this.#locals = locals;
    this.#reportTooLarge = reportTooLarge;
  }

  /** Evaluates a string, once for each text that recurs. */
  evaluate(template: string): Value {
    let value = this.#evaluated.get(template);
    if (value === undefined) {
      value = templateValue(template, this);
      this.#evaluated.set(template, value);
    }
    return value;
  }

  /**
   * Takes steps for values that are evaluated.
   *
   * @returns whether there were enough left; those outside of locals cost nothing
   */
  take(steps: number): boolean {
    if (this.#pending.size === 0 || this.#budget.take(steps)) return true;
    const [innermost] = [...this.#pending].reverse();
    if (innermost !== undefined) this.#reportTooLarge(innermost);
    return false;
  }

  /** Evaluates one level further down in a value; unknown where that is too deep. */
  descend(evaluate: () => Value): Value {
    if (this.#depth >= limits.depth) return tooDeep;
    this.#depth++;
    try {
      return evaluate();
    } finally {
      this.#depth--;
    }
  }

  /**
   * Looks up `local.<name>`, or a part of it.
   *
   * @returns undefined for a local that depends on itself, and for a part that
   *   is not there, which Terraform refuses
   */
  local(name: string, path: readonly Step[]): Value | undefined {
    const json = this.#locals.get(name);
    if (json === undefined || this.#pending.has(name)) return undefined;
    this.#pending.add(name);
    try {
      const value =
        this.#pending.size > limits.levels ? tooLarge : this.#part(json, path);
      if (value === undefined) return undefined;
      if (value !== tooLarge && this.#sizeOf(value) <= limits.values) {
        return value;
      }
      this.#reportTooLarge(name);
      return tooLarge;
    } finally {
      this.#pending.delete(name);
    }
  }

  /** Evaluates no more of a local than what is referred to. */
  #part(json: Json, path: readonly Step[]): Value | undefined {
    const [step, ...rest] = path;
    if (step !== undefined) {
      const member = memberOf(json, step);
      if (member !== undefined) return this.#part(member, rest);
    }
    return partOf(toValue(json, this), path);
  }

  #sizeOf(value: Value): number {
    if (typeof value !== 'object' || value === null) return 1;
    if (value instanceof Unknown) return 1;
    let size = this.#sizes.get(value);
    if (size === undefined) {
      size = 1;
      for (const member of Object.values<Value>(value)) {
        size += this.#sizeOf(member);
      }
      this.#sizes.set(value, size);
    }
    return size;
  }
}

function memberOf(json: Json, step: Step): Json | undefined {
  if (typeof step === 'number') {
    return Array.isArray(json) ? (json as readonly Json[])[step] : undefined;
  }
  return isJsonObject(json) ? ownMember(json, step) : undefined;
}

/** A member that an object does not inherit. */
function ownMember<Member>(
  object: Readonly<Record<string, Member>>,
  name: string,
): Member | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function partOf(value: Value, path: readonly Step[]): Value | undefined {
  let part: Value | undefined = value;
  for (const step of path) {
    if (part instanceof Unknown) return part;
    if (isList(part)) part = part[Number(step)];
    else part = isObject(part) ? ownMember(part, String(step)) : undefined;
  }
  return part;
}

/**
 * Turns a Terraform JSON value into a {@link Value}: strings are templates, and
 * so are the names in an object
 * (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping).
 * What a template refers to is unknown unless the scope holds it.
 *
 * @returns the value, itself where nothing in it is a template; never throws
 */
export function toValue(json: Json, scope: LocalsScope): Value {
  if (typeof json === 'string') return textValue(json, scope);
  if (typeof json !== 'object' || json === null) return json;
  return scope.descend(() =>
    isJsonObject(json) ? objectValue(json, scope) : listValue(json, scope),
  );
}

/** As {@link toValue}, of a block's body; its comment (`//`) stays as it is. */
export function blockValue(body: JsonObject, scope: LocalsScope): Value {
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

function listValue(list: readonly Json[], scope: LocalsScope): Value {
  if (!scope.take(list.length)) return tooLarge;
  const values = list.map((member) => toValue(member, scope));
  return values.some((value, index) => value !== list[index]) ? values : list;
}

/** @param comment the name of a member that is not evaluated */
function objectValue(
  json: JsonObject,
  scope: LocalsScope,
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

function textValue(text: string, scope: LocalsScope): Value {
  return isTemplate(text) ? scope.evaluate(text) : text;
}

function templateValue(template: string, scope: LocalsScope): Value {
  const pieces = splitTemplate(template);
  if (pieces === undefined) return new TerraformExpression(template);
  const values = pieces.map((piece) => pieceValue(piece, scope));
  const [first, second] = values;
  return first !== undefined && second === undefined
    ? first
    : join(values, template);
}

function pieceValue(piece: TemplateSegment, scope: LocalsScope): Value {
  if (typeof piece === 'string') return piece;
  const value = expressionValue(piece.expression, scope);
  return value === undefined ? new TerraformExpression(piece.source) : value;
}

const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const localReference = new RegExp(
  String.raw`^local\.(?<name>${name})(?<path>(?:\.${name}|\[\d+\]|\["[^"\\$%]*"\])*)$`,
  'u',
);
const pathStep = new RegExp(
  String.raw`\.(?<name>${name})|\[(?<index>\d+)\]|\["(?<key>[^"]*)"\]`,
  'gu',
);

/** Evaluates a literal or a reference to a local; undefined for all else. */
function expressionValue(
  expression: string | undefined,
  scope: LocalsScope,
): Value | undefined {
  if (expression === undefined) return undefined;
  // `${~ x ~}` strips white space around, of which a text alone has any.
  const trimmed = expression.trim();
  const reference = localReference.exec(trimmed)?.groups;
  if (reference !== undefined) {
    const path = [...(reference['path'] ?? '').matchAll(pathStep)].map(
      ({ groups = {} }): Step =>
        groups['index'] === undefined
          ? (groups['name'] ?? groups['key'] ?? '')
          : Number(groups['index']),
    );
    return scope.local(reference['name'] ?? '', path);
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
  scope: LocalsScope,
): Value | undefined {
  if (!startsLiteral.test(expression)) return undefined;
  try {
    return toValue(JSON.parse(expression) as Json, scope);
  } catch {
    return undefined;
  }
}

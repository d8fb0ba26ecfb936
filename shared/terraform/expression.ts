import { Unknown } from '../value';
import type { Value } from '../value';
import { isJsonObject } from '../json';
import type { Json, JsonObject } from '../json';

/** The `locals` of a document by their names; a host may look them up when asked. */
export interface Locals {
  get(name: string): Json | undefined;
}

/**
 * What references in a Terraform JSON document can be resolved to: the
 * `locals` of the same document. Everything else (variables, resources, data)
 * is known to Terraform alone; the plan settles it.
 */
export class Scope {
  readonly #locals: Locals;
  readonly #pending = new Set<string>();

  constructor(locals: Locals = new Map<string, Json>()) {
    this.#locals = locals;
  }

  /** Looks up `local.<name>`; a local that depends on itself is unknown. */
  local(name: string, expression: string): Value {
    const json = this.#locals.get(name);
    if (json === undefined || this.#pending.has(name)) {
      return unknownExpression(expression);
    }
    this.#pending.add(name);
    try {
      return toValue(json, this);
    } finally {
      this.#pending.delete(name);
    }
  }
}

/**
 * Turns a Terraform JSON value into a {@link Value}: strings are templates
 * (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping),
 * and what a template refers to is unknown unless the scope holds it.
 *
 * @returns the value; never throws
 */
export function toValue(json: Json, scope: Scope): Value {
  if (typeof json === 'string') return templateValue(json, scope);
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map((member) => toValue(member, scope));
  }
  if (isJsonObject(json)) return objectValue(json, scope);
  return json;
}

function objectValue(json: JsonObject, scope: Scope): Value {
  // No prototype, so that a key named __proto__ is a key like any other.
  const value = Object.create(null) as Record<string, Value>;
  for (const name of Object.keys(json)) {
    value[name] = toValue(json[name] as Json, scope);
  }
  return value;
}

/** The whole of a template is one interpolation. */
const singleInterpolation = /^\$\{([^{}]*)\}$/;
const localReference = /^local\.([\p{ID_Start}_][\p{ID_Continue}-]*)$/u;

function templateValue(template: string, scope: Scope): Value {
  if (!template.includes('{')) return template;
  if (!isTemplate(template)) {
    return template.replaceAll('$${', '${').replaceAll('%%{', '%{');
  }
  const expression = singleInterpolation.exec(template)?.[1]?.trim();
  if (expression === undefined) return unknownExpression(template);
  const name = localReference.exec(expression)?.[1];
  if (name !== undefined) return scope.local(name, template);
  return literalValue(expression) ?? unknownExpression(template);
}

/** Tells whether a string holds an interpolation or a directive; `$${` and `%%{` are escapes. */
function isTemplate(text: string): boolean {
  return /(?<!\$)\$\{|(?<!%)%\{/.test(text.replaceAll(/\$\$\{|%%\{/g, ''));
}

/** What a scalar literal of JSON starts with; a failed parse costs much. */
const startsLiteral = /^(?:["\d-]|(?:true|false|null)$)/;

/** How CDKTF writes an iterator over a list: `${toset(["a"])}`. */
const literalSet = /^toset\((\[.*\])\)$/s;

/** A literal in an interpolation: `${true}`, `${"Premium"}`, `${toset([])}`. */
function literalValue(expression: string): Value | undefined {
  const set = literalSet.exec(expression)?.[1];
  if (set !== undefined) {
    const members = parse(set);
    return Array.isArray(members) && members.every(isScalar)
      ? members
      : undefined;
  }
  const literal = startsLiteral.test(expression) ? parse(expression) : null;
  return isScalar(literal) ? literal : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

const longestReason = 60;

function unknownExpression(template: string): Unknown {
  const shown =
    template.length > longestReason
      ? `${template.slice(0, longestReason)}…`
      : template;
  return new Unknown(`Terraform computes ${shown}`);
}

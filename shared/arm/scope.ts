import { Unknown, isList, isObject } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import type {
  EvaluationContext,
  Scope,
  UserFunction,
} from './evaluation-context';
import { byLowerName, readPart } from './lookup';
import { withKnowledge } from './partially-known';
import { declaredType } from './parameter-type';
import type { EvaluationBudget } from './session';
import { evaluateLoop, evaluateTree, propertyLoops } from './tree';

/**
 * The values given for parameters.
 *
 * @param name the parameter's name in lower case
 * @returns the value, or undefined if none is given
 */
export type Given = (name: string) => Value | undefined;

/** The parameters, variables and functions of a template, each evaluated on first use. */
export class TemplateScope implements Scope {
  readonly #template: ValueObject;
  readonly #given: Given;
  readonly #frame: EvaluationContext;
  readonly #parameters: Memo;
  readonly #variables: Memo;
  #functions: ReadonlyMap<string, UserFunction> | undefined;

  constructor(template: ValueObject, given: Given, session: EvaluationBudget) {
    this.#template = template;
    this.#given = given;
    this.#frame = frameOf(this, session);
    this.#parameters = new Memo('parameter', (name) => this.#parameter(name));
    this.#variables = new Memo('variable', (name) => this.#variable(name));
  }

  parameter(name: string): Value {
    return this.#parameters.get(name);
  }

  variable(name: string): Value {
    return this.#variables.get(name);
  }

  userFunction(name: string): UserFunction | undefined {
    this.#functions ??= userFunctions(this.#template, this.#frame);
    return this.#functions.get(name);
  }

  #parameter(name: string): Value {
    const value = this.#valueOf(name);
    const definition = partNamed(this.#template, 'parameters', name);
    if (
      isObject(definition) &&
      declaredType(definition, this.#template).isSecure
    ) {
      this.#frame.session.sensitive.add(value);
    }
    return value;
  }

  #valueOf(name: string): Value {
    const definition = partNamed(this.#template, 'parameters', name);
    if (!isObject(definition)) {
      return definition instanceof Unknown
        ? definition
        : new Unknown(`the template has no parameter "${name}"`);
    }
    const { isNullable, knowledge } = declaredType(definition, this.#template);
    const given = this.#given(name.toLowerCase());
    const fallback = readPart(definition, 'defaultValue') ?? null;
    if (given instanceof Unknown) {
      return isNullable ? given : withKnowledge(given, knowledge);
    }
    // Azure treats null as "no value": https://github.com/Azure/bicep/pull/11532
    if (given !== undefined && given !== null) return given;
    if (fallback !== null) {
      const value = evaluateTree(fallback, this.#frame);
      return isNullable ? value : withKnowledge(value, knowledge);
    }
    if (isNullable || hasDefault(definition)) return null;
    return withKnowledge(
      new Unknown(`the parameter "${name}" has neither value nor default`),
      knowledge,
    );
  }

  #variable(name: string): Value {
    const definition = partNamed(this.#template, 'variables', name);
    if (definition !== undefined) return evaluateTree(definition, this.#frame);
    const copy = partNamed(this.#template, 'variables', 'copy');
    const loop = propertyLoops(copy ?? null).find(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
    return loop === undefined
      ? new Unknown(`the template has no variable "${name}"`)
      : evaluateLoop(loop, this.#frame);
  }
}

/** The frame that a scope's own definitions are evaluated in. */
export function frameOf(
  scope: Scope,
  session: EvaluationBudget,
): EvaluationContext {
  return {
    scope,
    session,
    loop: undefined,
    variables: undefined,
    source: { document: {} },
  };
}

function hasDefault(definition: ValueObject): boolean {
  return readPart(definition, 'defaultValue') === null;
}

const members = new WeakMap<ValueObject, ReadonlyMap<string, Value>>();

/** A member of a part of a template, by case-insensitive name. */
function partNamed(
  template: ValueObject,
  part: string,
  name: string,
): Value | undefined {
  const object = readPart(template, part);
  if (object instanceof Unknown) return object;
  if (!isObject(object)) return undefined;
  let byName = members.get(object);
  if (byName === undefined) {
    byName = byLowerName(object);
    members.set(object, byName);
  }
  return byName.get(name.toLowerCase());
}

/** Values by name, each computed once; one that depends on itself is unknown. */
class Memo {
  readonly #kind: string;
  readonly #compute: (name: string) => Value;
  readonly #values = new Map<string, Value>();
  readonly #pending = new Set<string>();

  constructor(kind: string, compute: (name: string) => Value) {
    this.#kind = kind;
    this.#compute = compute;
  }

  get(name: string): Value {
    const key = name.toLowerCase();
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (this.#pending.has(key)) {
      return new Unknown(`the ${this.#kind} "${name}" refers to itself`);
    }
    this.#pending.add(key);
    try {
      const value = this.#compute(name);
      this.#values.set(key, value);
      return value;
    } finally {
      this.#pending.delete(key);
    }
  }
}

/**
 * The functions that a template defines, by full name in lower case:
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
 */
function userFunctions(
  template: ValueObject,
  { scope, session }: EvaluationContext,
): ReadonlyMap<string, UserFunction> {
  const found = new Map<string, UserFunction>();
  const namespaces = readPart(template, 'functions');
  for (const group of isList(namespaces) ? namespaces : []) {
    if (!isObject(group)) continue;
    const namespace = readPart(group, 'namespace');
    const functions = readPart(group, 'members');
    if (typeof namespace !== 'string' || !isObject(functions)) continue;
    for (const [name, definition] of Object.entries(functions)) {
      if (!isObject(definition)) continue;
      const full = `${namespace}.${name}`;
      found.set(full.toLowerCase(), (args) => {
        const inner = new FunctionScope(full, definition, args, scope);
        const output = readPart(definition, 'output');
        const value = isObject(output) ? readPart(output, 'value') : undefined;
        return value === undefined
          ? new Unknown(`${full}() has no output`)
          : evaluateTree(value, frameOf(inner, session));
      });
    }
  }
  return found;
}

/** A function can use its parameters and other functions, but no variables. */
class FunctionScope implements Scope {
  readonly #name: string;
  readonly #parameters: ReadonlyMap<string, Value>;
  readonly #template: Scope;

  constructor(
    name: string,
    definition: ValueObject,
    args: readonly Value[],
    template: Scope,
  ) {
    this.#name = name;
    this.#template = template;
    const declared = readPart(definition, 'parameters');
    const names = (isList(declared) ? declared : []).map((parameter) => {
      const label = isObject(parameter) ? readPart(parameter, 'name') : null;
      return typeof label === 'string' ? label.toLowerCase() : '';
    });
    this.#parameters = new Map(
      names.map((label, index) => [label, args[index] ?? null]),
    );
  }

  parameter(name: string): Value {
    return (
      this.#parameters.get(name.toLowerCase()) ??
      (this.#parameters.has(name.toLowerCase())
        ? null
        : new Unknown(`${this.#name}() has no parameter "${name}"`))
    );
  }

  variable(): Value {
    return new Unknown(
      `${this.#name}() asks for a variable, which no function has`,
    );
  }

  userFunction(name: string): UserFunction | undefined {
    return this.#template.userFunction(name);
  }
}

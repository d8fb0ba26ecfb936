import type { JsonObject } from '../json/json';
import { Unknown, isObject } from '../model/value';
import type { Value } from '../model/value';
import { isSameValue } from '../model/same-value';
import type { Budget } from '../util/budget';
import { keySuffix } from './call-instances';
import { TerraformExpression, asOneOfSeveral, indexOf } from './computed';
import { at, toObject } from './evaluation/values';
import type { Step } from './hcl/tree';
import type { Part } from './labelled';
import { partOf } from './scope';
import type { CalledModuleValues } from './scope';

/** A module of which the outputs can be evaluated. */
interface CalledModule {
  /** The start of its addresses: `module.hub["a"].` */
  readonly prefix: string;
  readonly outputs: readonly string[];
  output(name: string): Value | undefined;
}

/** An instance of a call, with its key. */
interface CalledInstance {
  /** Undefined if the call has no keys, or they are unknown. */
  readonly key: Step | undefined;
  readonly module: CalledModule;
}

/** The outputs of the instances of a call, as the module that makes it refers to them. */
export class CalledValues implements CalledModuleValues {
  readonly #call: Part<JsonObject>;
  /** The start of the addresses of the module that makes the call. */
  readonly #from: string;
  readonly #instances: readonly CalledInstance[];
  readonly #budget: Budget;
  /** Undefined until it is evaluated; all outputs of all instances are. */
  #all: { readonly value: Value | undefined } | undefined;

  /** @param budget the work that is left, an output being a step */
  constructor(
    call: Part<JsonObject>,
    from: string,
    instances: readonly CalledInstance[],
    budget: Budget,
  ) {
    this.#call = call;
    this.#from = from;
    this.#instances = instances;
    this.#budget = budget;
  }

  resolve(path: readonly Step[]): Value | undefined {
    const [first, ...rest] = path;
    if (first === undefined) return this.#whole();
    if (!this.#isRepeated) return this.#output(undefined, path);
    if (this.#instances.some(({ key }) => key === first)) {
      return this.#output(first, rest);
    }
    if (!this.#areKeysUnknown) return partOf(this.#whole(), path);
    const [name, ...inner] = rest;
    const [some] = this.#instances;
    if (some === undefined || typeof name !== 'string') return undefined;
    const value = some.module.output(name);
    return value === undefined
      ? undefined
      : partOf(this.#asOneOf(value, some, keySuffix(first)), inner);
  }

  instance(key: Value): Value | undefined {
    if (!this.#isRepeated) return undefined;
    const [first, ...others] = this.#instances;
    if (first === undefined) return undefined;
    const all = this.#whole();
    if (!(key instanceof Unknown) && all !== undefined) return at(all, key);
    if (others.length === 0) {
      const outputs = this.#outputsOf(first);
      return this.#areKeysUnknown
        ? this.#asOneOf(outputs, first, indexOf(key))
        : outputs;
    }
    if (all === undefined) return undefined;
    return merge(
      this.#instances.map((one) =>
        this.#asOneOf(this.#outputsOf(one) ?? null, one, indexOf(key)),
      ),
      `module.${this.#call.label}${indexOf(key)}`,
    );
  }

  get #isRepeated(): boolean {
    const { count, for_each: forEach } = this.#call.json;
    return [count, forEach].some((one) => one !== undefined && one !== null);
  }

  get #areKeysUnknown(): boolean {
    const [first] = this.#instances;
    return this.#isRepeated && first !== undefined && first.key === undefined;
  }

  #output(key: Step | undefined, path: readonly Step[]): Value | undefined {
    const [name, ...rest] = path;
    const instance = this.#instances.find((one) => one.key === key);
    return typeof name === 'string'
      ? partOf(instance?.module.output(name), rest)
      : undefined;
  }

  /** All instances: an object of outputs, or a list or an object of these. */
  #whole(): Value | undefined {
    if (this.#all !== undefined) return this.#all.value;
    // Of what depends on itself, or is too much, nothing is known.
    this.#all = { value: undefined };
    const size = this.#instances.reduce(
      (sum, { module }) => sum + module.outputs.length,
      0,
    );
    const value = this.#budget.take(size) ? this.#evaluate() : undefined;
    this.#all = { value };
    return value;
  }

  #evaluate(): Value | undefined {
    if (this.#areKeysUnknown) return undefined;
    const { count } = this.#call.json;
    if (!this.#isRepeated) {
      const [only] = this.#instances;
      return only === undefined ? undefined : this.#outputsOf(only);
    }
    const members = this.#instances.map((one): [string, Value] => [
      String(one.key),
      this.#outputsOf(one),
    ]);
    return count === undefined || count === null
      ? toObject(members)
      : members.map(([, member]) => member);
  }

  #outputsOf({ key, module }: CalledInstance): Value {
    return toObject(
      module.outputs.map((name) => [
        name,
        module.output(name) ??
          new TerraformExpression(
            `\${module.${this.#call.label}${keySuffix(key)}.${name}}`,
          ),
      ]),
    );
  }

  #asOneOf(value: Value, { module }: CalledInstance, key: string): Value {
    const to = `${this.#from}module.${this.#call.label}.`;
    const call = this.#call;
    return asOneOfSeveral(value, module.prefix, to, {
      key,
      call,
      from: this.#from,
    });
  }
}

/** The values of several instances as one, as far as they are the same. */
function merge(values: readonly Value[], reference: string): Value {
  const [first = null, ...others] = values;
  if (others.every((other) => isSame(first, other))) return first;
  if (!isObject(first)) return new TerraformExpression(`\${${reference}}`);
  const objects = values.filter(isObject);
  return objects.length < values.length
    ? new TerraformExpression(`\${${reference}}`)
    : toObject(
        Object.keys(first).map((name) => [
          name,
          objects.every((object) => Object.hasOwn(object, name))
            ? merge(
                objects.map((object) => object[name] as Value),
                `${reference}.${name}`,
              )
            : new TerraformExpression(`\${${reference}.${name}}`),
        ]),
      );
}

/** Returns whether two values are the same, or the same reference. */
function isSame(a: Value, b: Value): boolean {
  if (!(a instanceof TerraformExpression)) return isSameValue(a, b);
  return (
    b instanceof TerraformExpression &&
    a.reference !== undefined &&
    a.reference === b.reference &&
    a.module === b.module &&
    // Each instance has its own.
    !/^(?:each|count)\b/.test(a.reference)
  );
}

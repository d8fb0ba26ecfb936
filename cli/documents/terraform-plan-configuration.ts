import { isJsonObject } from '../../shared/json/json';
import type { Json, JsonObject, JsonPath } from '../../shared/json/json';
import { expectObjects, optionalObject } from './expect';
import { asObject } from './json-helpers';
import {
  callsFunction,
  isExpression,
  moduleStep,
  referencesOf,
  stepsOf,
} from './terraform-plan-reference';
import {
  identityOf,
  instanceOf,
  managedIn,
  modulesOfEach,
  repeats,
} from './terraform-plan-written';
import type { Configured, Module, Written } from './terraform-plan-written';

/*
 * The `configuration` of a plan: what was written, without its locals. Of an
 * expression it has what it refers to, or its value if that needs no reference
 * and no function (terraform: internal/command/jsonconfig/expression.go).
 */

/** Finds what was written for the resources of a plan. */
export class PlanConfiguration {
  readonly #root: Module;
  readonly #variables: JsonObject;
  readonly #modules = new Map<string, Module>();
  readonly #resources = new Map<JsonObject, ReadonlyMap<string, JsonObject>>();
  readonly #known = new Map<string, boolean>();

  constructor(plan: JsonObject) {
    const path = ['configuration', 'root_module'];
    const configuration = optionalObject(
      plan['configuration'],
      path.slice(0, 1),
    );
    this.#root = {
      json: optionalObject(configuration?.['root_module'], path) ?? {},
      prefix: '',
    };
    this.#variables = optionalObject(plan['variables'], ['variables']) ?? {};
  }

  /** The configuration of a resource; undefined if the plan does not have it. */
  of(address: string, type: string, name: string): Written | undefined {
    const module = this.#moduleOf(address);
    let resources = this.#resources.get(module.json);
    if (resources === undefined) {
      resources = managedIn(module.json);
      this.#resources.set(module.json, resources);
    }
    const block = resources.get(`${type}.${name}`);
    const [key = ''] = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address) ?? [];
    return block === undefined ? undefined : { module, block, key };
  }

  /** All resources that are written, in all modules. */
  *all(): Generator<Configured> {
    const rest: { module: Module; path: JsonPath; isRepeated: boolean }[] = [
      {
        module: this.#root,
        path: ['configuration', 'root_module'],
        isRepeated: false,
      },
    ];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      const { module, path, isRepeated } = next;
      for (const { json: block, path: place } of expectObjects(
        module.json['resources'],
        [...path, 'resources'],
      )) {
        yield {
          ...identityOf({ json: block, path: place }),
          json: block,
          path: place,
          written: { module, block },
          isRepeated: isRepeated || repeats(block),
        };
      }
      const calls = [...path, 'module_calls'];
      for (const [name, json] of Object.entries(
        optionalObject(module.json['module_calls'], calls) ?? {},
      )) {
        const call = optionalObject(json, [...calls, name]) ?? {};
        const inner = [...calls, name, 'module'];
        rest.push({
          module: {
            json: optionalObject(call['module'], inner) ?? {},
            prefix: `${module.prefix}module.${name}.`,
            call: { json: call, from: module },
          },
          path: inner,
          isRepeated: isRepeated || repeats(call),
        });
      }
    }
  }

  /**
   * Returns whether Terraform knew an expression's value when it planned: if all
   * that it refers to are variables with values, and other known values.
   */
  isKnown(expression: Json | undefined, written: Written): boolean {
    if (Array.isArray(expression)) {
      return (expression as readonly Json[]).every((one) =>
        this.isKnown(one, written),
      );
    }
    if (!isJsonObject(expression)) return false;
    const references = referencesOf(expression);
    if (references.length > 0) {
      return references.every((one) => this.#isKnownReference(one, written));
    }
    // Of a call of a function that refers to nothing, such as uuid(), native
    // syntax leaves an empty object, and JSON the template.
    return Object.hasOwn(expression, 'constant_value')
      ? !callsFunction(expression['constant_value'])
      : !isExpression(expression) && this.#areKnown(expression, written);
  }

  /**
   * What an expression refers to, from the root module: through the inputs and
   * outputs of modules to their sources.
   */
  trace(expression: Json | undefined, written: Written): readonly string[] {
    return this.#trace(expression, written, new Set());
  }

  #areKnown(block: JsonObject, written: Written): boolean {
    const members = Object.values(block);
    return (
      members.length > 0 && members.every((one) => this.isKnown(one, written))
    );
  }

  #isKnownReference(reference: string, written: Written): boolean {
    // Every block has an `each` of its own.
    if (reference.startsWith('each.'))
      return this.#isResolved(reference, written);
    const key = `${written.module.prefix}${reference}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // What depends on itself is not known.
    this.#known.set(key, false);
    const isKnown = this.#isResolved(reference, written);
    this.#known.set(key, isKnown);
    return isKnown;
  }

  #isResolved(reference: string, written: Written): boolean {
    const { module, block } = written;
    const [kind = '', name = ''] = stepsOf(reference);
    if (kind === 'path' || kind === 'terraform' || kind === 'count')
      return true;
    if (kind === 'each') {
      return (
        name === 'key' || this.isKnown(block['for_each_expression'], written)
      );
    }
    const source = this.#sourceOf(reference, written);
    if (source !== undefined) return this.isKnown(...source);
    if (kind !== 'var') return false;
    // Root variables have their values in the plan, ephemeral ones excepted.
    return (
      Object.hasOwn(
        asObject(asObject(module.json['variables'])[name]),
        'default',
      ) ||
      (module.call === undefined && Object.hasOwn(this.#variables, name))
    );
  }

  #trace(
    expression: Json | undefined,
    written: Written,
    seen: Set<string>,
  ): readonly string[] {
    return referencesOf(asObject(expression)).flatMap((reference) => {
      const whole = `${written.module.prefix}${reference}`;
      if (seen.has(whole)) return [whole];
      seen.add(whole);
      const instance = instanceOf(reference, written);
      if (instance !== undefined) return [instance];
      const modules = modulesOfEach(reference, written);
      if (modules.length > 0) return [whole, ...modules];
      const source = this.#sourceOf(reference, written);
      const traced = source === undefined ? [] : this.#trace(...source, seen);
      const [called] = moduleStep.exec(reference) ?? [];
      const rest =
        called === undefined
          ? stepsOf(reference).slice(2).join('')
          : reference.slice(called.length).replace(/^[^.[]*/, '');
      const [only] = traced;
      if (only === undefined) return [whole];
      return traced.length === 1 ? [`${only}${rest}`] : traced;
    });
  }

  /** The expression of a module's input or output. */
  #sourceOf(
    reference: string,
    { module }: Written,
  ): [expression: Json | undefined, written: Written] | undefined {
    const [kind, name = ''] = stepsOf(reference);
    if (kind === 'var' && module.call !== undefined) {
      const { json: block, from } = module.call;
      const expression = asObject(block['expressions'])[name];
      return expression === undefined
        ? undefined
        : [expression, { module: from, block }];
    }
    const called = moduleStep.exec(reference)?.[0];
    if (called === undefined) return undefined;
    const inner = this.#called(module, called);
    const outputName = reference.slice(called.length).split(/[.[]/)[0] ?? '';
    const { expression } = asObject(
      asObject(inner.json['outputs'])[outputName],
    );
    return expression === undefined
      ? undefined
      : [expression, { module: inner, block: {} }];
  }

  #moduleOf(address: string): Module {
    let module = this.#root;
    let rest = address;
    for (
      let [step] = moduleStep.exec(rest) ?? [];
      step !== undefined;
      [step] = moduleStep.exec(rest) ?? []
    ) {
      module = this.#called(module, step);
      rest = rest.slice(step.length);
    }
    return module;
  }

  /** @param step `module.hub["a"].` */
  #called(from: Module, step: string): Module {
    const prefix = `${from.prefix}${step}`;
    let module = this.#modules.get(prefix);
    if (module === undefined) {
      const name = moduleStep.exec(step)?.[1] ?? '';
      const call = asObject(asObject(from.json['module_calls'])[name]);
      const json = asObject(call['module']);
      module = { json, prefix, call: { json: call, from } };
      this.#modules.set(prefix, module);
    }
    return module;
  }
}

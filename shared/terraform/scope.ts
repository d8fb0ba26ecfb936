import { BoundedMap } from '../util/bounded-map';
import { Budget } from '../util/budget';
import type { SensitiveStrings } from '../model/sensitive';
import { Unknown } from '../model/value';
import type { Value } from '../model/value';
import { isJsonObject } from '../json/json';
import type { Json } from '../json/json';
import { at } from './evaluation/values';
import { limits, memberOfComputed, tooDeep, tooLarge } from './computed';
import { templateValue, toValue } from './expression';
import type { Step } from './hcl/tree';

/** The `locals` of a module by their names; a host may look them up when asked. */
export interface Locals {
  get(name: string): Json | undefined;
}

/** The values of a called module; undefined for what is unknown. */
export interface CalledModuleValues {
  /** Looks up `module.NAME.OUTPUT` and `module.NAME["a"].OUTPUT`; without steps all instances. */
  resolve(path: readonly Step[]): Value | undefined;
  /** The outputs of an instance of which the key may be unknown: `module.NAME[each.key]`. */
  instance(key: Value): Value | undefined;
}

/** Reads the files that functions name. */
export interface FileReader {
  /**
   * @param path as Terraform takes it: relative to the directory of the root module
   * @returns the text, or why it is not read; never throws
   */
  readText(path: string): string | Unknown;
}

/** The values that the expressions of a module may refer to. All others are unknown. */
export interface ModuleValues {
  readonly locals?: Locals;
  /**
   * `var.NAME` as the module sees it: converted to the type of the variable. One
   * that is left out is unknown.
   */
  readonly variables?: { get(name: string): Value | undefined };
  /** `path.module`, `path.root` and `path.cwd`. */
  readonly path?: Readonly<Partial<Record<string, string>>>;
  /** The calls of modules by their names. */
  readonly modules?: { get(name: string): CalledModuleValues | undefined };
  /** Reads files for `file`, `templatefile` and so on. */
  readonly files?: FileReader | undefined;
  /** Takes what the module marks as sensitive. */
  readonly sensitive?: SensitiveStrings;
  /** Called for each local that is too large to evaluate. */
  readonly reportTooLarge?: (local: string) => void;
}

/** Names that only a part of a module may refer to: `each`, `count`, the iterator of a `dynamic` block. */
export type BoundNames = Readonly<Record<string, Value>>;

/** The values that references in a Terraform module resolve to. */
export class ModuleScope {
  readonly #values: ModuleValues;
  readonly #bound: BoundNames;
  /** The scope of the module itself, without names that are bound; it keeps count of the work. */
  readonly #module: ModuleScope;
  /** Blocks of one stack refer to the same things over and over. */
  #evaluated: BoundedMap<string, Value> | undefined;
  /** The locals that are being evaluated. */
  readonly #pending = new Set<string>();
  /** The number of values in an evaluated value. */
  readonly #sizes = new WeakMap<object, number>();
  readonly #budget = new Budget(limits.steps);
  #depth = 0;

  /**
   * @param values what the whole module may refer to
   * @param bound names that are bound in a part of it
   * @param module the scope that the names are added to
   */
  constructor(
    values: ModuleValues = {},
    bound: BoundNames = {},
    module?: ModuleScope,
  ) {
    this.#values = values;
    this.#bound = bound;
    this.#module = module ?? this;
  }

  /**
   * A scope with more names, for one instance of a block:
   * `{ each: { key, value } }` or `{ count: { index } }`.
   */
  with(names: BoundNames): ModuleScope {
    return new ModuleScope(
      this.#values,
      { ...this.#bound, ...names },
      this.#module,
    );
  }

  /** A scope with these names only, for the template in a file. */
  only(names: BoundNames): ModuleScope {
    const { files, sensitive } = this.#values;
    const values = {
      files,
      ...(sensitive === undefined ? {} : { sensitive }),
    };
    return new ModuleScope(values, names, this.#module);
  }

  /** Reads files; undefined if none is in reach. */
  get files(): FileReader | undefined {
    return this.#values.files;
  }

  /** Evaluates a string, once for each string that recurs. */
  evaluate(template: string): Value {
    const evaluated = (this.#evaluated ??= new BoundedMap());
    let value = evaluated.get(template);
    if (value === undefined) {
      value = templateValue(template, this);
      evaluated.set(template, value);
    }
    return value;
  }

  /** Records a value that is marked as sensitive. */
  markSensitive(value: Value): void {
    this.#values.sensitive?.add(value);
  }

  /**
   * Takes steps for values that are evaluated.
   *
   * @returns whether there were enough left; those outside of locals cost nothing
   */
  take(steps: number): boolean {
    return this.#module.#pending.size === 0 || this.spend(steps);
  }

  /** Takes steps, also outside of locals: for what may make much of little. */
  spend(steps: number): boolean {
    if (this.#module.#budget.take(steps)) return true;
    const pending = this.#module.#pending;
    const [innermost] = [...pending].reverse();
    if (innermost !== undefined) this.#reportTooLarge(innermost);
    return false;
  }

  /** Returns whether a value has not too many members, each counted as often as it stands there. */
  holds(value: Value): boolean {
    return this.#module.#sizeOf(value) <= limits.values;
  }

  /** Evaluates one level further down in a value; unknown where that is too deep. */
  descend<Result>(evaluate: () => Result): Result | Unknown {
    const module = this.#module;
    if (module.#depth >= limits.depth) return tooDeep;
    module.#depth++;
    try {
      return evaluate();
    } finally {
      module.#depth--;
    }
  }

  /**
   * Resolves a reference: `['var', 'skus', 0]` for `var.skus[0]`.
   *
   * @returns undefined for what is unknown, for a local that depends on itself,
   *   and for a part that is not there, which Terraform refuses
   */
  resolve([root, ...path]: readonly Step[]): Value | undefined {
    if (typeof root !== 'string') return undefined;
    const bound = ownMember(this.#bound, root);
    if (bound !== undefined) return partOf(bound, path);
    const [name, ...rest] = path;
    if (typeof name !== 'string') return undefined;
    const { variables, path: paths = {} } = this.#values;
    switch (root) {
      case 'local':
        // Locals are outside of all blocks, and of the names that are bound there.
        return this.#module.#local(name, rest);
      case 'var':
        return partOf(variables?.get(name), rest);
      case 'path':
        return partOf(ownMember(paths, name), rest);
      case 'module':
        return this.#values.modules?.get(name)?.resolve(rest);
      default:
        return undefined;
    }
  }

  /** The outputs of an instance of a called module: `module.NAME[KEY]`; undefined if they are unknown. */
  moduleInstance(name: string, key: Value): Value | undefined {
    return this.#values.modules?.get(name)?.instance(key);
  }

  #local(name: string, path: readonly Step[]): Value | undefined {
    const pending = this.#pending;
    const json = this.#values.locals?.get(name);
    if (json === undefined || pending.has(name)) return undefined;
    pending.add(name);
    try {
      const value =
        pending.size > limits.levels ? tooLarge : this.#part(json, path);
      if (value === undefined) return undefined;
      if (value !== tooLarge && this.holds(value)) {
        return value;
      }
      this.#reportTooLarge(name);
      return tooLarge;
    } finally {
      pending.delete(name);
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

  #reportTooLarge(local: string): void {
    this.#values.reportTooLarge?.(local);
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

/** A part of a value. */
export function partOf(
  value: Value | undefined,
  path: readonly Step[],
): Value | undefined {
  if (value === undefined) return undefined;
  return path.reduce<Value>((part, step) => {
    return part instanceof Unknown
      ? memberOfComputed(part, step)
      : at(part, step);
  }, value);
}

import { join, relative } from 'node:path';
import type { Json, JsonObject, JsonPath } from '../json/json';
import type { Ternary } from '../model/kleene';
import type { SensitiveStrings } from '../model/sensitive';
import type { Value } from '../model/value';
import type { CalledValues } from './called-values';
import { qualify } from './computed';
import type { WrittenPlace } from './module-files';
import { toValue } from './expression';
import { localsOf, namedBlocks } from './labelled';
import type { Part } from './labelled';
import { ModuleCall } from './module-call';
import type { CalledBy, ModuleTree } from './module-call';
import type { ModuleDirectory } from './module-directory';
import { ModuleScope } from './scope';
import type { ModuleValues } from './scope';
import { variableValue } from './variables';

/** A module of a configuration: the root, or one instance of a call. */
export class ModuleInstance {
  readonly scope: ModuleScope;
  readonly #tree: ModuleTree;
  readonly #calls = new Map<string, ModuleCall>();
  readonly #pending = new Set<string>();
  readonly #variables = new Map<string, Value | undefined>();

  private constructor(
    tree: ModuleTree,
    readonly document: JsonObject,
    /** The prefix of its addresses: `module.hub["a"].`; empty for the root. */
    readonly prefix: string,
    readonly origin: ModuleDirectory | undefined,
    readonly calledBy: CalledBy | undefined,
    values: ModuleValues,
  ) {
    this.#tree = tree;
    const { variables } = values;
    this.scope = new ModuleScope({
      ...values,
      sensitive: tree.sensitive,
      ...(variables === undefined
        ? {}
        : {
            variables: {
              get: (name) => this.#noted(name, variables.get(name)),
            },
          }),
      locals: localsOf(document),
      files: tree.sources,
      modules: { get: (name) => this.#valuesOf(name) },
      reportTooLarge: (local) => {
        tree.reportTooLarge(`${prefix}local.${local}`);
      },
    });
  }

  /** @param values what its expressions may refer to beside its own locals and calls */
  static root(
    tree: ModuleTree,
    document: JsonObject,
    values: ModuleValues,
  ): ModuleInstance {
    const path = tree.sources === undefined ? {} : { module: '.', root: '.' };
    return new ModuleInstance(tree, document, '', undefined, undefined, {
      path,
      ...values,
    });
  }

  static called(
    tree: ModuleTree,
    origin: ModuleDirectory,
    prefix: string,
    calledBy: CalledBy,
  ): ModuleInstance {
    const { root } = calledBy.module;
    const module: ModuleInstance = new ModuleInstance(
      tree,
      origin.module.document,
      prefix,
      origin,
      calledBy,
      {
        variables: { get: (name) => module.#variable(name) },
        path: {
          module: relative(root ?? origin.directory, origin.directory),
          root: '.',
        },
      },
    );
    return module;
  }

  get sensitive(): SensitiveStrings {
    return this.#tree.sensitive;
  }

  get modulesWithoutRegistries(): readonly string[] {
    return this.#tree.modulesWithoutRegistries;
  }

  /** @returns whether an instance of a block in a called module is within the limit */
  takeInstance(): boolean {
    const [call] = /^module\.[^.[]+/.exec(this.prefix) ?? [];
    if (call === undefined || this.#tree.budget.take(1)) return true;
    this.#tree.reportTooLarge(call);
    return false;
  }

  /** The directory of the root module. */
  get root(): string | undefined {
    return this.#tree.sources?.root;
  }

  get directory(): string | undefined {
    return this.origin?.directory ?? this.root;
  }

  /** The names of the calls that lead to it: `hub.registry`. */
  keyOf(call: string): string {
    const { calledBy } = this;
    return calledBy === undefined
      ? call
      : `${calledBy.module.keyOf(calledBy.call.label)}.${call}`;
  }

  get depth(): number {
    return this.calledBy === undefined ? 0 : this.calledBy.module.depth + 1;
  }

  /** The certainty that it exists. */
  get runs(): Ternary {
    const { calledBy } = this;
    if (calledBy === undefined) return 'yes';
    return calledBy.runs === 'yes' ? calledBy.module.runs : calledBy.runs;
  }

  /** The call of the root module that leads to it; undefined for the root itself. */
  get rootCall(): Part<JsonObject> | undefined {
    const { calledBy } = this;
    return calledBy?.module.rootCall ?? calledBy?.call;
  }

  /** The position of a block in a called module, then of each call except the root's. */
  placesOf(path: JsonPath): [WrittenPlace, ...WrittenPlace[]] {
    const { calledBy, origin } = this;
    const { file, path: own } = origin?.module.originOf(path) ?? {
      file: '',
      path,
    };
    const place = { file: join(this.directory ?? '', file), path: own };
    return calledBy?.module.calledBy === undefined
      ? [place]
      : [place, ...calledBy.module.placesOf(calledBy.call.path)];
  }

  /** The calls of modules that it holds. */
  *calls(): Generator<ModuleCall> {
    for (const part of namedBlocks(this.document['module'], ['module'])) {
      yield this.#callOf(part);
    }
  }

  #callOf(part: Part<JsonObject>): ModuleCall {
    let call = this.#calls.get(part.label);
    if (call?.part.json !== part.json) {
      call = new ModuleCall(
        this.#tree,
        this,
        part,
        (origin, prefix, calledBy) =>
          ModuleInstance.called(this.#tree, origin, prefix, calledBy),
      );
      this.#calls.set(part.label, call);
    }
    return call;
  }

  #valuesOf(name: string): CalledValues | undefined {
    for (const call of namedBlocks(this.document['module'], ['module'])) {
      if (call.label === name) return this.#callOf(call).values;
    }
    return undefined;
  }

  /** The names of its outputs. */
  get outputs(): readonly string[] {
    return [...namedBlocks(this.document['output'], [])].map(
      ({ label }) => label,
    );
  }

  /** The value of an output; undefined if it has no value. */
  output(name: string): Value | undefined {
    for (const { label, json } of namedBlocks(this.document['output'], [])) {
      if (label !== name) continue;
      const { value } = json;
      if (value === undefined) return undefined;
      return this.#once(`output.${name}`, () =>
        qualify(toValue(value, this.scope), this.prefix),
      );
    }
    return undefined;
  }

  /** Records the value of a variable that is declared as sensitive. */
  #noted(name: string, value: Value | undefined): Value | undefined {
    if (value === undefined) return undefined;
    const declarations = namedBlocks(this.document['variable'], []);
    for (const { label, json } of declarations) {
      const { sensitive } = json;
      if (label === name && (sensitive === true || sensitive === 'true')) {
        this.#tree.sensitive.add(value);
      }
    }
    return value;
  }

  #variable(name: string): Value | undefined {
    if (!this.#variables.has(name)) {
      const value = this.#once(`var.${name}`, () => this.#toVariable(name));
      if (value === undefined) return undefined;
      this.#variables.set(name, value);
    }
    return this.#variables.get(name);
  }

  #toVariable(name: string): Value | undefined {
    const { calledBy } = this;
    if (calledBy === undefined) return undefined;
    const { call, scope, module } = calledBy;
    for (const { label, json } of namedBlocks(this.document['variable'], [])) {
      if (label !== name) continue;
      const input = ownMember(call.json, name);
      const given =
        input === undefined
          ? undefined
          : qualify(toValue(input, scope), module.prefix);
      return variableValue(json, given);
    }
    return undefined;
  }

  /** Undefined for what depends on itself. */
  #once<Made>(name: string, make: () => Made): Made | undefined {
    if (this.#pending.has(name)) return undefined;
    this.#pending.add(name);
    try {
      return make();
    } finally {
      this.#pending.delete(name);
    }
  }
}

function ownMember(json: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

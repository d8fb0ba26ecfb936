import { join, relative } from 'node:path';
import type { Json, JsonObject, JsonPath } from '../json/json';
import type { Ternary } from '../model/kleene';
import type { SensitiveStrings } from '../model/sensitive';
import type { Value } from '../model/value';
import type { Budget } from '../util/budget';
import { instancesOf, keySuffix } from './call-instances';
import { qualify } from './computed';
import type { WrittenPlace } from './module-files';
import { toValue } from './expression';
import type { Step } from './hcl/tree';
import { isInstantiatedIn } from './instances';
import { labelled, localsOf, namedBlocks } from './labelled';
import type { Part } from './labelled';
import type { ModuleDirectory } from './module-directory';
import type { ModuleSources } from './module-sources';
import { ModuleScope } from './scope';
import type { ModuleValues } from './scope';
import { variableValue } from './variables';

/** Limits of the modules of one configuration. Past one of them a module is not evaluated. */
export const moduleLimits = {
  /** Modules that call one another. */
  depth: 32,
  /** The work for an instance in addition to its blocks, in blocks. */
  overhead: 10,
  /** Blocks in the instances of all called modules. */
  blocks: 50_000,
} as const;

/** State that is shared by the modules of one configuration. */
export interface ModuleTree {
  /** Finds called modules; nothing is in reach without it. */
  readonly sources: ModuleSources | undefined;
  /** Globs of the sources of modules that the configuration says declare no registry. */
  readonly modulesWithoutRegistries: readonly string[];
  /** The work that is left. */
  readonly budget: Budget;
  readonly reportTooLarge: (address: string) => void;
  /** What any of its modules marks as sensitive. */
  readonly sensitive: SensitiveStrings;
}

/** The call of a module. */
interface CalledBy {
  readonly module: ModuleInstance;
  readonly call: Part<JsonObject>;
  /** The scope that the call's inputs are evaluated in: with its `each` or `count`. */
  readonly scope: ModuleScope;
  readonly runs: Ternary;
}

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
      moduleOutput: (name, output, key) => this.#output(name, output, key),
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
    return new ModuleInstance(tree, document, '', undefined, undefined, values);
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
      call = new ModuleCall(this.#tree, this, part);
      this.#calls.set(part.label, call);
    }
    return call;
  }

  #output(name: string, output: string, key: Step | undefined) {
    const calls = namedBlocks(this.document['module'], ['module']);
    for (const call of calls) {
      if (call.label !== name) continue;
      const instance = this.#callOf(call).instanceFor(key);
      return instance === undefined ? undefined : instance.#outputValue(output);
    }
    return undefined;
  }

  #outputValue(name: string): Value | undefined {
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

/** A call of a module. */
export class ModuleCall {
  readonly #tree: ModuleTree;
  readonly #module: ModuleInstance;
  #found: Found | undefined;

  constructor(
    tree: ModuleTree,
    module: ModuleInstance,
    readonly part: Part<JsonObject>,
  ) {
    this.#tree = tree;
    this.#module = module;
  }

  /** The certainty that it has an instance. */
  get runs(): Ternary {
    return isInstantiatedIn(this.part.json, this.#module.scope);
  }

  /** The modules that it makes, or why they are not read. */
  get found(): Found {
    return (this.#found ??= this.#find());
  }

  /** The instance that a reference means. */
  instanceFor(key: Step | undefined): ModuleInstance | undefined {
    const { found } = this;
    return 'instances' in found
      ? found.instances.find((instance) => instance.key === key)?.module
      : undefined;
  }

  #find(): Found {
    const { json, label } = this.part;
    const source = toValue(json['source'] ?? null, this.#module.scope);
    const version = toValue(json['version'] ?? null, this.#module.scope);
    const { directory } = this.#module;
    const { sources, budget } = this.#tree;
    if (sources === undefined || directory === undefined) {
      return outOfReach('is not read');
    }
    if (typeof source !== 'string') return outOfReach('is unknown');
    if (version !== null && typeof version !== 'string') {
      return outOfReach('has an unknown version');
    }
    const origin = sources.find(
      { source, version: version ?? undefined },
      directory,
      this.#module.keyOf(label),
    );
    if ('unreadable' in origin)
      return {
        why: origin.unreadable,
        isFetchable: origin.isFetchable ?? false,
      };
    if (this.#isWithin(origin.directory)) {
      return outOfReach('calls itself');
    }
    if (this.#module.depth >= moduleLimits.depth) {
      return outOfReach(
        `is called more than ${moduleLimits.depth} levels deep`,
      );
    }
    const size = blockCount(origin.module.document);
    const instances: CallInstance[] = [];
    for (const { key, scope, runs } of instancesOf(json, this.#module.scope)) {
      if (!budget.take(size + moduleLimits.overhead)) {
        return outOfReach('is one of too many modules to evaluate');
      }
      const prefix = `${this.#module.prefix}module.${label}${keySuffix(key)}.`;
      instances.push({
        key,
        module: ModuleInstance.called(this.#tree, origin, prefix, {
          module: this.#module,
          call: this.part,
          scope,
          runs,
        }),
      });
    }
    if (instances.length > 0) sources.onCall?.(origin);
    return { instances };
  }

  #isWithin(directory: string): boolean {
    let module: ModuleInstance | undefined = this.#module;
    for (; module !== undefined; module = module.calledBy?.module) {
      if (module.directory === directory) return true;
    }
    return false;
  }
}

interface CallInstance {
  readonly key: Step | undefined;
  readonly module: ModuleInstance;
}

type Found =
  | { readonly instances: readonly CallInstance[] }
  /** Why it is not read, as what follows its source. */
  | { readonly why: string; readonly isFetchable: boolean };

/** The work of evaluating a module once, roughly; each call in it counts by itself. */
function blockCount(document: JsonObject): number {
  let count = 0;
  for (const kind of ['resource', 'ephemeral', 'action']) {
    for (const { json } of labelled(document[kind])) count += sizeOf(json);
  }
  return count;
}

function sizeOf(json: Json): number {
  return typeof json === 'object' && json !== null
    ? Object.keys(json).length
    : 1;
}

function ownMember(json: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

function outOfReach(why: string): Found {
  return { why, isFetchable: false };
}

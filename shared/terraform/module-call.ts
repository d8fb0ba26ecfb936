import type { Json, JsonObject } from '../json/json';
import type { Ternary } from '../model/kleene';
import type { SensitiveStrings } from '../model/sensitive';
import type { Budget } from '../util/budget';
import { instancesOf, keySuffix } from './call-instances';
import { CalledValues } from './called-values';
import type { Step } from './hcl/tree';
import { toValue } from './expression';
import { isInstantiatedIn } from './instances';
import { labelled } from './labelled';
import type { Part } from './labelled';
import type { ModuleDirectory } from './module-directory';
import type { ModuleInstance } from './module-instance';
import type { ModuleSources } from './module-sources';
import type { ModuleScope } from './scope';

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
export interface CalledBy {
  readonly module: ModuleInstance;
  readonly call: Part<JsonObject>;
  /** The scope that the call's inputs are evaluated in: with its `each` or `count`. */
  readonly scope: ModuleScope;
  readonly runs: Ternary;
}

/** Makes an instance of a module. */
type MakeInstance = (
  origin: ModuleDirectory,
  prefix: string,
  calledBy: CalledBy,
) => ModuleInstance;

/** A call of a module. */
export class ModuleCall {
  readonly #tree: ModuleTree;
  readonly #module: ModuleInstance;
  readonly #make: MakeInstance;
  #found: Found | undefined;
  #values: CalledValues | undefined;

  constructor(
    tree: ModuleTree,
    module: ModuleInstance,
    readonly part: Part<JsonObject>,
    make: MakeInstance,
  ) {
    this.#tree = tree;
    this.#module = module;
    this.#make = make;
  }

  /** The certainty that it has an instance. */
  get runs(): Ternary {
    return isInstantiatedIn(this.part.json, this.#module.scope);
  }

  /** The modules that it makes, or why they are not read. */
  get found(): Found {
    return (this.#found ??= this.#find());
  }

  /** What the calling module may refer to; undefined if the module is not read. */
  get values(): CalledValues | undefined {
    const { found, part } = this;
    if (!('instances' in found)) return undefined;
    return (this.#values ??= new CalledValues(
      part,
      this.#module.prefix,
      found.instances,
      this.#tree.budget,
    ));
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
        module: this.#make(origin, prefix, {
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

function outOfReach(why: string): Found {
  return { why, isFetchable: false };
}

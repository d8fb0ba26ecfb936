import type { Declaration } from './declaration';
import { enabledAmong, evaluate, findingsOf } from './evaluate';
import type { EvaluateOptions } from './evaluate';
import { judge } from './judgement';
import type { Judgement } from './judgement';
import { fieldNames } from './registry';
import type { Field, Registry } from './registry';
import type { Finding, Resource, Rule } from './types';
import type { Property } from './value';

/** What a resource declares, told without reading it. */
export interface Likeness {
  /** The registry's name, a literal text. */
  readonly name: string;
  /** Tells whether another resource of the document declares the same under another name. */
  readonly isTwinOf: (other: Likeness) => boolean;
}

/** What may declare registries. */
export interface Source {
  /** Finds the registries in it. */
  readonly read: () => readonly Declaration[];
  /** Left out where it may declare anything else than one registry with a literal name. */
  readonly likeness?: Likeness | undefined;
}

/** How many registries are remembered. */
const mostKnown = 16;

/** After so many in a row that are like none before, a document is taken to hold no more twins. */
const mostStrangers = 250;

/**
 * Judges the resources of one document. Where it declares the same registry many
 * times under different names, the registry is read and judged once, and
 * for each name only by the rules that ask for the name.
 */
export class TwinEvaluator {
  /** Those seen last come first. */
  readonly #known: Twin[] = [];
  #strangers = 0;

  /** @param rules as for {@link evaluate}, and so are the options */
  constructor(
    readonly rules: readonly Rule[],
    readonly options: EvaluateOptions,
  ) {}

  /** Gives the findings that {@link evaluate} gives. */
  evaluate(resource: Resource, { read, likeness }: Source): Finding[] {
    const judgements =
      likeness === undefined || this.#strangers > mostStrangers
        ? undefined
        : (this.#recall(likeness) ?? this.#learn(likeness, read));
    return judgements === undefined
      ? evaluate(this.rules, resource, read, this.options)
      : findingsOf(judgements, resource, this.options);
  }

  #recall(likeness: Likeness): readonly Judgement[] | undefined {
    const twin = this.#twinOf(likeness);
    this.#strangers = twin === undefined ? this.#strangers + 1 : 0;
    if (twin === undefined || twin.asking.size === 0) return twin?.judgements;
    const { registry, judgements, asking } = twin;
    const named = { registry: new NamedRegistry(registry, likeness.name) };
    return judgements.map((judgement) =>
      asking.has(judgement)
        ? (judge(judgement, named, this.options) ?? judgement)
        : judgement,
    );
  }

  #twinOf(likeness: Likeness): Twin | undefined {
    const index = this.#known.findIndex((twin) =>
      twin.likeness.isTwinOf(likeness),
    );
    const twin = this.#known[index];
    if (twin !== undefined && index > 0) {
      this.#known.splice(index, 1);
      this.#known.unshift(twin);
    }
    return twin;
  }

  /** @returns undefined for what is not as plain as it looks, and is judged without a memory */
  #learn(
    likeness: Likeness,
    read: Source['read'],
  ): readonly Judgement[] | undefined {
    const plain = readPlain(read, likeness.name);
    if (plain === undefined) return undefined;
    const registry = new NamedRegistry(plain, likeness.name);
    const judgements: Judgement[] = [];
    const asking = new Set<Judgement>();
    for (const enabled of enabledAmong(this.rules, this.options.levels)) {
      const asked = registry.timesAskedForName;
      const judgement = judge(enabled, { registry }, this.options);
      if (judgement === undefined || judgement.fault) return undefined;
      judgements.push(judgement);
      if (registry.timesAskedForName > asked) asking.add(judgement);
    }
    this.#known.unshift({ likeness, registry: plain, judgements, asking });
    if (this.#known.length > mostKnown) this.#known.pop();
    return judgements;
  }
}

/** What is known of all registries that differ in the name alone. */
interface Twin {
  readonly likeness: Likeness;
  readonly registry: Registry;
  readonly judgements: readonly Judgement[];
  /** Those that rest on the name, or may. */
  readonly asking: ReadonlySet<Judgement>;
}

/** The registry that is declared, if that is all and it has the name that it should have. */
function readPlain(read: Source['read'], name: string): Registry | undefined {
  try {
    const [declaration, ...others] = read();
    if (declaration === undefined || others.length > 0) return undefined;
    const { registry, ...more } = declaration;
    if (Object.keys(more).length > 0) return undefined;
    const { property, written } = registry.fields.name;
    return isText(property, name) && isText(written, name)
      ? registry
      : undefined;
  } catch {
    // It is read again, where the fault is told.
    return undefined;
  }
}

function isText(property: Property, text: string): boolean {
  return property.state === 'known' && property.value === text;
}

/** A registry under a name of its own. It counts how often it is asked for it. */
class NamedRegistry implements Registry {
  timesAskedForName = 0;
  readonly fields: Registry['fields'];
  readonly wording: Registry['wording'];

  constructor({ fields, wording }: Registry, name: string) {
    const property: Property = { state: 'known', value: name };
    this.wording = wording;
    // The getters that the class defines by name are not visible to the types.
    this.fields = new NamedFields(fields, () => {
      this.timesAskedForName++;
      return { property, written: property };
    }) as unknown as Registry['fields'];
  }
}

/** The fields of a registry but for the name. */
class NamedFields {
  readonly #fields: Registry['fields'];
  readonly #name: () => Field;

  static {
    for (const name of fieldNames) {
      Object.defineProperty(this.prototype, name, {
        get(this: NamedFields) {
          return name === 'name' ? this.#name() : this.#fields[name];
        },
      });
    }
  }

  constructor(fields: Registry['fields'], name: () => Field) {
    this.#fields = fields;
    this.#name = name;
  }
}

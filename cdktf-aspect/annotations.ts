import type { DeclaredAt } from './declared-at';
import type { Construct, MetadataEntry } from './tree';

/** The types of annotations: metadata of constructs, the same in both libraries. */
export const annotationTypes = {
  error: '@cdktf/error',
  warning: '@cdktf/warn',
  info: '@cdktf/info',
} as const;

/** What a user is told about a construct. */
export interface Annotation {
  readonly type: (typeof annotationTypes)[keyof typeof annotationTypes];
  readonly message: string;
  readonly declaredAt: DeclaredAt | undefined;
}

/** The type that an annotation has once it no longer holds: one that is none. */
const withdrawn = 'azure-acr-policy-pack/withdrawn';

/** With this context the libraries record no stack traces (`stackTraces: false`). */
const noTraces = '@cdktf/disable_stack_trace_in_metadata';

/**
 * The annotations that one policy made. Constructs keep metadata for ever;
 * but an entry is an object that node.metadata hands out itself, so that one
 * that no longer holds is withdrawn by giving it a type that nobody reads.
 */
export class Annotations {
  readonly #made = new Map<Construct, MetadataEntry[]>();

  /** The constructs that annotations were made on. */
  get constructs(): Iterable<Construct> {
    return this.#made.keys();
  }

  /**
   * Makes a construct carry these annotations and none of those made before.
   * One that someone else made already, word for word, is not made again.
   *
   * @returns those that are new
   */
  reconcile(
    construct: Construct,
    wanted: readonly Annotation[],
  ): readonly Annotation[] {
    const made = this.#made.get(construct) ?? [];
    for (const entry of made) {
      if (!wanted.some((annotation) => isEntryOf(entry, annotation))) {
        (entry as { type: string }).type = withdrawn;
      }
    }
    return wanted.length === 0 ? [] : this.add(construct, wanted);
  }

  /** As {@link reconcile}, but nothing is withdrawn. */
  add(
    construct: Construct,
    wanted: readonly Annotation[],
  ): readonly Annotation[] {
    const { node } = construct;
    const present = node.metadata;
    const missing = wanted.filter(
      (annotation) => !present.some((entry) => isEntryOf(entry, annotation)),
    );
    if (missing.length === 0) return missing;
    for (const { type, message } of missing) node.addMetadata(type, message);
    const made = node.metadata.slice(present.length);
    if (!node.tryGetContext(noTraces)) {
      for (const [index, entry] of made.entries()) {
        // The library's own trace would be this file's, and constructs takes
        // another one only since 10.6.
        Object.assign(entry, { trace: missing[index]?.declaredAt?.frames });
      }
    }
    this.#made.set(construct, [...(this.#made.get(construct) ?? []), ...made]);
    return missing;
  }
}

function isEntryOf(entry: MetadataEntry, annotation: Annotation): boolean {
  return entry.type === annotation.type && entry.data === annotation.message;
}

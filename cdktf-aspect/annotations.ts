import type { DeclaredAt } from './constructs/declared-at';
import type {
  Construct,
  MetadataEntry,
  StackManifest,
} from './constructs/construct-types';

/** The types of annotations: metadata of constructs, the same in both libraries. */
export const annotationTypes = {
  error: '@cdktf/error',
  warning: '@cdktf/warn',
  info: '@cdktf/info',
} as const;

/** An annotation of a construct. */
export interface Annotation {
  readonly type: (typeof annotationTypes)[keyof typeof annotationTypes];
  readonly message: string;
  /** The message in one line, for standard error; left out: the message. */
  readonly short?: string;
  readonly declaredAt: DeclaredAt | undefined;
}

/** The type of a retracted annotation, which the libraries ignore. */
const retracted = 'azure-acr-policy-pack/retracted';

/** With this context the libraries record no stack traces (`stackTraces: false`). */
const noTraces = '@cdktf/disable_stack_trace_in_metadata';

/** An annotation, and what it is on. */
export interface PlacedAnnotation {
  readonly construct: Construct;
  readonly annotation: Annotation;
}

/**
 * The annotations that one policy made. Constructs keep metadata for ever;
 * but an entry is an object that node.metadata hands out itself, so that one
 * that no longer holds is retracted by giving it a type that nobody reads.
 */
export class Annotations {
  readonly #made = new Map<Construct, MetadataEntry[]>();

  /** Takes back all. */
  retract(): void {
    for (const entry of [...this.#made.values()].flat()) {
      (entry as { type: string }).type = retracted;
    }
    this.#made.clear();
  }

  /**
   * Annotates a construct. An annotation that the construct already has is not
   * repeated.
   *
   * @returns all its annotations, including those of others
   */
  add(
    construct: Construct,
    annotations: readonly Annotation[],
  ): PlacedAnnotation[] {
    const { node } = construct;
    const present = node.metadata;
    const missing = annotations.filter(
      ({ type, message }) =>
        !present.some((entry) => entry.type === type && entry.data === message),
    );
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
    return annotations.map((annotation) => ({ construct, annotation }));
  }
}

/** An annotation in the manifest, which the libraries' command line prints from. */
type Note = StackManifest['annotations'][number];

/** The libraries' command line prints annotations in the order of the manifest. */
const printed: readonly Annotation['type'][] = [
  annotationTypes.error,
  annotationTypes.warning,
  annotationTypes.info,
];

/**
 * Notes annotations in the manifest, each once. The library itself notes those
 * that it finds before it renders a stack.
 */
export function noteIn(
  manifest: StackManifest | undefined,
  placed: readonly PlacedAnnotation[],
): void {
  if (manifest === undefined) return;
  const present = new Set(manifest.annotations.map(textOf));
  const notes = placed
    .map(({ construct, annotation }) => ({
      constructPath: construct.node.path,
      level: annotation.type,
      message: annotation.message,
      stacktrace: annotation.declaredAt?.frames,
    }))
    .filter((note) => !present.has(textOf(note)));
  const sorted = printed.flatMap((level) =>
    notes.filter((note) => note.level === level),
  );
  manifest.annotations = [...manifest.annotations, ...sorted];
}

function textOf({ constructPath, level, message }: Note): string {
  return [level, constructPath, message].join('\n');
}

/** Returns whether one of these is an error. */
export function hasError(placed: readonly PlacedAnnotation[]): boolean {
  return placed.some(
    ({ annotation: { type } }) => type === annotationTypes.error,
  );
}

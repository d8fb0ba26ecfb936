/**
 * A value that is not known at preview or synth time: an output of another
 * resource, a Terraform reference, a secret that can't be read.
 *
 * It stands inside a {@link Value} tree in the place of the value.
 */
export class Unknown {
  /**
   * @param reason why it is not known, as a noun phrase for messages
   * @param cause what the host raised when it was read, if anything
   * @param members properties of it that are known all the same, by name in
   *   lower case
   */
  constructor(
    readonly reason: string,
    readonly cause?: unknown,
    readonly members?: Readonly<Record<string, Value>>,
  ) {}

  /** A string of the same length and the same kind of characters, if that much is known. */
  get sample(): string | undefined {
    return undefined;
  }
}

/**
 * An unknown that neither a plan nor the deployment makes known, because the
 * value has to be looked up or written elsewhere.
 */
export class UnknownHere extends Unknown {
  /** @param nextStep what to do to make it known, as a sentence for messages */
  constructor(
    reason: string,
    readonly nextStep: string,
  ) {
    super(reason);
  }
}

/** A property of something unknown: known all the same, or as unknown as the whole. */
export function memberOfUnknown(unknown: Unknown, name: string): Value {
  const { members = {} } = unknown;
  const lower = name.toLowerCase();
  return Object.hasOwn(members, lower) ? (members[lower] as Value) : unknown;
}

/**
 * What every host turns its properties into before a reader sees them: plain
 * JSON with {@link Unknown} in the place of what is not known. How an unknown
 * looks in a host is that host's knowledge alone.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Unknown
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A JSON object of values. */
export type ValueObject = { readonly [name: string]: Value };

/** One setting of a registry: known, absent (Azure's default holds) or unknown. */
export type FieldValue =
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly unknown: Unknown };

export const absent: FieldValue = { state: 'absent' };

/** Tells whether a value is a JSON object (neither list, null nor unknown). */
export function isObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown)
  );
}

/** The text that a property is; undefined for all else. */
export function textOf(property: FieldValue): string | undefined {
  return property.state === 'known' && typeof property.value === 'string'
    ? property.value
    : undefined;
}

/** Tells whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Tells whether a property is a list without members. */
export function isEmptyList(property: FieldValue): boolean {
  return (
    property.state === 'known' &&
    isList(property.value) &&
    property.value.length === 0
  );
}

/** Compares two texts as Azure does: without regard to case. */
export function isSameText(a: string, b: string): boolean {
  return (
    a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase())
  );
}

/** How {@link readProperty} treats lists on the way. */
export interface ReadOptions {
  /**
   * Terraform writes a nested block as an object or as a list of objects:
   * look into the members of a list. Without it a list is a wrong type.
   */
  readonly blocks?: boolean;
  /** What a string stands for, at the end of the path and in the place of an object. */
  readonly resolve?: (text: string) => string | Unknown;
  /** How many names of the path, from its beginning, compare exactly; none if left out. */
  readonly exactNames?: number | undefined;
  /** What null is, where it is not the same as nothing. */
  readonly nulls?: Unknown;
}

/**
 * Reads the property at a path. Names compare without regard to case, as Azure
 * Resource Manager compares them, but for those that the options name.
 *
 * A name that is written several times in different case, with different
 * values, gives the list of these values: a wrong type, which satisfies
 * nothing, so that neither spelling can hide the other. If one of them is
 * unknown, so is the property.
 *
 * @param root the properties of a resource
 * @param path the names from the root down
 * @returns the property; never throws
 */
export function readProperty(
  root: Value | undefined,
  path: readonly string[],
  options: ReadOptions = {},
): FieldValue {
  const found: Value[] = [];
  if (root !== undefined) collect(root, path, 0, options, found);
  const present = distinct(found);
  const [only] = present;
  if (only === undefined) return absent;
  const unknown = present.find((value) => value instanceof Unknown);
  if (unknown !== undefined) return { state: 'unknown', unknown };
  return { state: 'known', value: present.length > 1 ? present : only };
}

/** Adds what the rest of a path leads to; null is nothing, or what the options say. */
function collect(
  value: Value,
  path: readonly string[],
  depth: number,
  options: ReadOptions,
  found: Value[],
): void {
  const name = path[depth];
  if (value === null) {
    // A list is read whole: what its members lack, they lack.
    if (options.nulls !== undefined) found.push(options.nulls);
  } else if (typeof value === 'string' && options.resolve !== undefined) {
    const resolved = options.resolve(value);
    if (name === undefined || resolved instanceof Unknown) found.push(resolved);
  } else if (name === undefined) {
    found.push(value);
  } else if (value instanceof Unknown) {
    const member = memberOfUnknown(value, name);
    if (member === value) found.push(value);
    else collect(member, path, depth + 1, options, found);
  } else if (isList(value)) {
    if (options.blocks !== true) return;
    for (const member of value) collect(member, path, depth, options, found);
  } else if (isObject(value)) {
    for (const key of namesOf(value, name, depth < (options.exactNames ?? 0))) {
      collect(value[key] as Value, path, depth + 1, options, found);
    }
  }
}

/** The names of an object's members that stand for a name. */
export function namesOf(
  container: ValueObject,
  name: string,
  isExact: boolean,
): readonly string[] {
  if (isExact) return Object.hasOwn(container, name) ? [name] : [];
  return Object.keys(container).filter((key) => isSameText(key, name));
}

/** Equal scalars are one value. Lists and objects are not compared: they may be of any size. */
function distinct(values: readonly Value[]): readonly Value[] {
  return values.length < 2 ? values : [...new Set(values)];
}

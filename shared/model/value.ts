/**
 * A value that is unknown at preview or synth time: an output of another resource,
 * a Terraform reference, a secret that can't be read.
 *
 * It takes the value's place in a {@link Value} tree.
 */
export class Unknown {
  /**
   * @param reason why it is unknown, as a noun phrase for messages
   * @param cause the host's error when the value was read, if any
   * @param members its known properties, by lowercase name
   */
  constructor(
    readonly reason: string,
    readonly cause?: unknown,
    readonly members?: Readonly<Record<string, Value>>,
  ) {}

  /** A string with the same length and kinds of characters, if these are known. */
  get sample(): string | undefined {
    return undefined;
  }

  /** The known start of a string. */
  get prefix(): string {
    return '';
  }
}

/**
 * An unknown that neither a plan nor the deployment resolves, because the value is
 * in another place.
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

/** Replaces a value that costs too much to evaluate. */
export const tooLarge = new Unknown('it is too large to evaluate');

/** A property of an unknown value: known if recorded, otherwise unknown as well. */
export function memberOfUnknown(unknown: Unknown, name: string): Value {
  const { members = {} } = unknown;
  const lower = name.toLowerCase();
  return Object.hasOwn(members, lower) ? (members[lower] as Value) : unknown;
}

/**
 * The form into which every host converts properties for readers: plain JSON with
 * {@link Unknown} in place of unknown values. Only the host knows what an unknown
 * looks like in its input.
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

/** One setting of a registry: known, absent (Azure's default applies) or unknown. */
export type FieldValue =
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly unknown: Unknown };

export const absent: FieldValue = { state: 'absent' };

/** Returns whether a value is a JSON object (not an array, null or unknown). */
export function isObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown)
  );
}

/** The string value of a property; undefined for anything else. */
export function textOf(property: FieldValue): string | undefined {
  return property.state === 'known' && typeof property.value === 'string'
    ? property.value
    : undefined;
}

/** Returns whether a value is an array. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Returns whether a property is an empty array. */
export function isEmptyList(property: FieldValue): boolean {
  return (
    property.state === 'known' &&
    isList(property.value) &&
    property.value.length === 0
  );
}

/** Compares two strings as Azure does, case-insensitively. */
export function isSameText(a: string, b: string): boolean {
  return (
    a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase())
  );
}

/** Options of {@link readProperty}. */
export interface ReadOptions {
  /**
   * Look into the members of arrays, because Terraform writes a nested block as an
   * object or as an array of objects. Otherwise an array is a wrong type.
   */
  readonly blocks?: boolean;
  /** Converts a string, at the end of the path or in place of an object. */
  readonly resolve?: (text: string) => string | Unknown;
  /** Number of leading names in the path that compare case-sensitively; 0 if omitted. */
  readonly exactNames?: number | undefined;
  /** The value of null, if null is not the same as absent. */
  readonly nulls?: Unknown;
}

/**
 * Reads the property at a path. Names compare case-insensitively, as in Azure
 * Resource Manager, except those that the options make exact.
 *
 * A duplicate key in different case with different values gives the array of these
 * values: a wrong type, which satisfies nothing, so that neither spelling hides the
 * other. If one of them is unknown, or only one of them has the property, it is
 * unknown.
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

/** Adds the values at the rest of a path; null is absent unless the options convert it. */
function collect(
  value: Value,
  path: readonly string[],
  depth: number,
  options: ReadOptions,
  found: Value[],
): void {
  const name = path[depth];
  if (value === null) {
    // An array is read as a whole: a member without the property counts as absent.
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
    const keys = namesOf(value, name, depth < (options.exactNames ?? 0));
    const inKey = (key: string, into: Value[]) => {
      collect(value[key] as Value, path, depth + 1, options, into);
    };
    const [only, ...others] = keys;
    // Nearly every object has a name once.
    if (others.length === 0) {
      if (only !== undefined) inKey(only, found);
      return;
    }
    const branches = keys.map((key) => {
      const own: Value[] = [];
      inKey(key, own);
      return own;
    });
    found.push(...branches.flat());
    if (branches.some(isEmpty) && !branches.every(isEmpty)) {
      found.push(new Unknown(`"${name}" is written twice`));
    }
  }
}

function isEmpty({ length }: readonly Value[]): boolean {
  return length === 0;
}

/** The keys of an object that match a name. */
export function namesOf(
  container: ValueObject,
  name: string,
  isExact: boolean,
): readonly string[] {
  if (isExact) return Object.hasOwn(container, name) ? [name] : [];
  return Object.keys(container).filter((key) => isSameText(key, name));
}

/** Equal scalars count once. Arrays and objects are not compared, because they may be large. */
function distinct(values: readonly Value[]): readonly Value[] {
  return values.length < 2 ? values : [...new Set(values)];
}

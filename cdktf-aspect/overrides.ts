/** A part of a Terraform document while it is put together. */
export type Fragment = Record<string, unknown>;

/**
 * Merges a fragment into another exactly as the libraries do when they write a
 * stack (`deepMerge` in their `lib/util`, which they don't export): objects
 * merge, lists are joined, `undefined` deletes, a token replaces.
 */
export function mergeInto(target: Fragment, source: Fragment): void {
  for (const name of Object.keys(source)) {
    if (name === '__proto__') continue;
    const value = source[name];
    const present = target[name];
    if (value === undefined) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a document has any names
      delete target[name];
    } else if (isFragment(value)) {
      // A list counts as an object here, and members can be set by their index.
      if (typeof present !== 'object' || present === null) target[name] = {};
      mergeInto(target[name] as Fragment, value);
    } else if (Array.isArray(value) && Array.isArray(present)) {
      target[name] = [...(present as unknown[]), ...(value as unknown[])];
    } else {
      target[name] = value;
    }
  }
}

/** Tells whether a value merges name by name: an object that is no list and no token. */
export function isFragment(value: unknown): value is Fragment {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isResolvable(value)
  );
}

/** Tells whether a value is a token in its own form. */
export function isResolvable(value: object): boolean {
  return 'resolve' in value && typeof value.resolve === 'function';
}

/**
 * Tells whether overrides say anything at a path or above it.
 *
 * @example isOverridden(stack.rawOverrides, ['resource', type, name])
 */
export function isOverridden(
  overrides: Fragment,
  path: readonly string[],
): boolean {
  let level: unknown = overrides;
  for (const name of path) {
    if (!isFragment(level)) return true;
    if (!Object.hasOwn(level, name)) return false;
    level = level[name];
  }
  return true;
}

import { Unknown } from '../shared/model/value';
import type { Value } from '../shared/model/value';

/**
 * What `pulumi policy analyze` puts in the place of a secret that it can't
 * decrypt.
 */
const unreadableSecret = '[secret]';

/**
 * Turns the properties that the policy SDK hands to a policy into a
 * {@link Value}. They come wrapped in a proxy that throws at the read of an
 * unknown, so each is read apart: one unknown must not hide the others.
 *
 * A known secret arrives as its plain value.
 *
 * @param properties `args.props` of a policy
 * @returns the tree, with an `Unknown` that carries the SDK's error in the place
 *   of each unknown
 */
export function toValue(properties: unknown): Value {
  return convert(properties, []);
}

function convert(value: unknown, path: readonly string[]): Value {
  if (typeof value === 'string') {
    return value === unreadableSecret
      ? new Unknown(`${path.join('.')} is a secret that can't be read`)
      : value;
  }
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  // Nothing else comes over the wire but what the class of an asset adds.
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value)
    ? Array.from({ length: value.length }, (_, index) =>
        readMember(value, index, path),
      )
    : convertObject(value, path);
}

function convertObject(value: object, path: readonly string[]): Value {
  // The keys can be listed whatever is unknown; entries would read the values.
  return Object.fromEntries(
    Object.keys(value).map((name) => [name, readMember(value, name, path)]),
  );
}

function readMember(
  container: object,
  name: string | number,
  path: readonly string[],
): Value {
  const memberPath = [...path, String(name)];
  let member: unknown;
  try {
    member = (container as Record<string, unknown>)[name];
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return new Unknown(
      `${memberPath.join('.')} waits for another resource`,
      error,
    );
  }
  return convert(member, memberPath);
}

/**
 * Returns whether the SDK threw because a value is unknown. The class is internal
 * to `@pulumi/policy`, and the pack that serves us may have a copy of its own:
 * recognized by the error's properties, not by its class.
 */
function isUnknownValueError(error: unknown): error is Error {
  return error instanceof Error && 'unknownTypeSentinel' in error;
}

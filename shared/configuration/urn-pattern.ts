/** The start of a URN. */
const scheme = 'urn:pulumi:';

/**
 * `urn:pulumi:<stack>::<project>::<types>::<name>`. Stacks and projects have
 * letters, digits, `-`, `_` and `.`, and a name may have anything
 * (`ParseStackName` and `urn.New` in pulumi's sdk/go/common).
 */
const urn = /^urn:pulumi:[\w.-]+::[\w.-]+::[^:].*?::./s;

/** A URN that is cut off anywhere after its scheme. */
const beginningOfUrn =
  /^urn:pulumi:[\w.-]*$|^urn:pulumi:[\w.-]+::?$|^urn:pulumi:[\w.-]+::[\w.-]+(?:::?)?$|^urn:pulumi:[\w.-]+::[\w.-]+::[^:]/;

/**
 * Returns whether a glob over whole texts can match the URN of a resource. The
 * part after the first `*` always can: a name may have any characters.
 */
export function canMatchUrn(glob: string): boolean {
  const star = glob.indexOf('*');
  if (star < 0) return urn.test(glob);
  const prefix = glob.slice(0, star);
  return scheme.startsWith(prefix) || beginningOfUrn.test(prefix);
}

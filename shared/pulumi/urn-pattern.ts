import { toConfigurationError } from '../configuration/errors';
import type { ConfigurationError, Locate } from '../configuration/errors';
import type { Step } from '../json-schema/validate';

/** What a URN begins with. */
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
 * Tells whether a glob over whole texts can match the URN of a resource. What
 * stands behind the first `*` always can: a name may have any characters.
 */
export function canMatchUrn(glob: string): boolean {
  const star = glob.indexOf('*');
  if (star < 0) return urn.test(glob);
  const prefix = glob.slice(0, star);
  return scheme.startsWith(prefix) || beginningOfUrn.test(prefix);
}

/**
 * Finds the exemptions of Pulumi resources that can never apply.
 *
 * @param exemptions a list, or anything else, in which nothing is found
 * @param path the steps that lead to the list, for the messages
 */
export function urnPatternErrors(
  exemptions: unknown,
  path: readonly Step[],
  source: string,
  locate?: Locate,
): ConfigurationError[] {
  if (!Array.isArray(exemptions)) return [];
  return exemptions.flatMap((exemption: unknown, index) => {
    const { resource } = (exemption ?? {}) as { resource?: unknown };
    // What is blank or no string the schema reports.
    if (typeof resource !== 'string' || !/\S/.test(resource)) return [];
    if (canMatchUrn(resource)) return [];
    const problem = {
      kind: 'wrongValue',
      path: [...path, index, 'resource'],
      received: resource,
      schema: { type: 'string', patternErrorMessage: rightForm(resource) },
    } as const;
    return [toConfigurationError(problem, source, locate)];
  });
}

function rightForm(resource: string): string {
  const name = resource.split('::').at(-1) ?? resource;
  return `a pattern that can match a Pulumi URN, such as ${JSON.stringify(`*::${name}`)} or ${JSON.stringify(`urn:pulumi:dev::shop::*::${name}`)}`;
}

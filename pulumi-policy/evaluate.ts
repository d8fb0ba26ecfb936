import type { ResourceValidationArgs } from '@pulumi/policy';
import type { Configuration } from '../shared/configuration/parse';
import { evaluate } from '../shared/engine/evaluate';
import { ignoredAt } from '../shared/pulumi/ignore-changes';
import type { PulumiSurface } from '../shared/pulumi/resource-types';
import type { Finding, Rule } from '../shared/rules/types';
import { withSensitive } from '../shared/model/sensitive';
import { escapeControlCharacters } from '../shared/messages/escape';
import { withNote } from '../shared/messages/finding';
import { secretsOf } from './sdk/secrets';
import { toValue } from './properties';

/**
 * Evaluates one resource by a rule. Its address is only its URN: an alias is
 * written in the program, and a program must not be able to exempt itself.
 */
export function judge(
  rule: Rule,
  { type, urn, name, props, opts }: ResourceValidationArgs,
  { read }: PulumiSurface,
  configuration: Configuration,
): Finding[] {
  return evaluate(
    [rule],
    { type, address: urn, name },
    () => withSensitive(read(toValue(props)), secretsOf(urn)),
    configuration,
  )
    .flatMap(({ findings }) => findings)
    .map((finding) => withIgnored(finding, urn, opts.ignoreChanges));
}

/**
 * Names the settings that a violation rests on and that the program can't
 * change: a fix that is written there would do nothing.
 */
function withIgnored(
  finding: Finding,
  urn: string,
  ignoreChanges: readonly string[],
): Finding {
  const { outcome, resource, reasons } = finding;
  // What a template declares has paths of its own.
  if (outcome !== 'fail' || resource.address !== urn) return finding;
  const ignored = new Set(
    reasons.flatMap(({ path }) => ignoredAt(path.split('.'), ignoreChanges)),
  );
  if (ignored.size === 0) return finding;
  const names = [...ignored]
    .map((path) => `"${escapeControlCharacters(path)}"`)
    .join(', ');
  const note = `ignoreChanges has ${names}: of a registry that exists the value in the state counts, not the program's. Remove it there for a fix to take effect.`;
  return { ...finding, ...withNote(finding, note) };
}

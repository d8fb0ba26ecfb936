import type { ResourceValidationArgs } from '@pulumi/policy';
import type { Configuration } from '../shared/configuration/parse';
import { evaluate } from '../shared/engine/evaluate';
import { ignoredAt } from '../shared/pulumi/ignore-changes';
import type { PulumiSurface } from '../shared/pulumi/resource-types';
import type { Finding, Rule } from '../shared/rules/types';
import { withSensitive } from '../shared/model/sensitive';
import { Unknown, isObject } from '../shared/model/value';
import type { Value } from '../shared/model/value';
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
  let held: readonly HeldBack[] = [];
  return evaluate(
    [rule],
    { type, address: urn, name },
    () => {
      const value = toValue(props);
      held = heldBackIn(type, value);
      return withSensitive(read(value), secretsOf(urn));
    },
    configuration,
  )
    .flatMap(({ findings }) => findings)
    .map((finding) =>
      withHeldBack(withIgnored(finding, urn, opts.ignoreChanges), held),
    );
}

/** A property of which azure-native's SDK may have held back what is known. */
interface HeldBack {
  readonly name: string;
  readonly unknown: Unknown;
}

/**
 * The properties that are unknown as a whole and that azure-native's SDK passes
 * through an `apply`, to fill in defaults (`networkRuleSetArgsProvideDefaults` in its
 * containerregistry/registry.ts).
 */
function heldBackIn(type: string, value: Value): HeldBack[] {
  if (!isAzureNativeRegistry.test(type) || !isObject(value)) return [];
  return ['networkRuleSet', 'policies'].flatMap((name) => {
    const member = value[name];
    return member instanceof Unknown ? [{ name, unknown: member }] : [];
  });
}

const isAzureNativeRegistry = /^azure-native[:_].*:Registry$/;

/** Explains an unknown that a literal in the program would not lead one to expect. */
function withHeldBack(
  finding: Finding,
  heldBack: readonly HeldBack[],
): Finding {
  const held = heldBack.find(({ unknown }) =>
    finding.unknowns.includes(unknown),
  );
  if (held === undefined) return finding;
  const note = `The azure-native SDK holds back all of ${held.name} if one value in it is an output; plain values are checked at preview.`;
  return { ...finding, ...withNote(finding, note) };
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

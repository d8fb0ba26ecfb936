import type { ResourceRemediation } from '@pulumi/policy';
import { ignoredAt } from '../shared/pulumi/ignore-changes';
import { pulumiSurface } from '../shared/pulumi/resource-types';
import { repairOf, repairsOf } from '../shared/engine/repair';
import type { Edit } from '../shared/engine/repair';
import type { Finding, Rule } from '../shared/rules/types';
import { judge } from './evaluate';
import type { PolicyConfiguration } from './configuration';
import { toValue } from './properties';
import { noRegistry } from './report';

/**
 * Repairs a registry that violates a rule, when Pulumi's configuration sets the
 * policy's level to `remediate`. What is unknown, exempt or not evaluated stays as
 * it is; what can't be repaired (a template, a setting of a wrong type) is for
 * the validation that follows, which blocks.
 */
export function remediation(
  rule: Rule,
  policy: PolicyConfiguration,
): ResourceRemediation {
  return (args) => {
    const surface = pulumiSurface(args.type);
    if (surface === undefined) return args.notApplicable(noRegistry);
    const read = policy.read(args);
    if (surface.dialects === undefined || 'errors' in read) return undefined;
    const { configuration } = read;
    const repair = repairOf(rule, configuration.remediation);
    if (repair === undefined) return undefined;
    const findings = judge(rule, args, surface, configuration);
    const own = findings.find((finding) => isOwnViolation(finding, args.urn));
    const dialect = surface.dialects[own?.registry?.kind ?? 'registry'];
    if (own === undefined || dialect === undefined) return undefined;
    const edits = repairsOf(dialect, toValue(args.props), repair);
    // A provider would not send it, and the registry would only seem repaired.
    const { ignoreChanges } = args.opts;
    if (edits.some(({ path }) => ignoredAt(path, ignoreChanges).length > 0)) {
      return undefined;
    }
    for (const edit of edits) apply(edit, args.props);
    return edits.length > 0 ? args.props : undefined;
  };
}

/** Returns whether the resource itself is the registry that violates the rule. */
function isOwnViolation(
  { outcome, effect, isInternalError, resource }: Finding,
  urn: string,
): boolean {
  return (
    outcome === 'fail' &&
    effect === 'block' &&
    !isInternalError &&
    resource.address === urn
  );
}

/** The SDK's proxy keeps secret what is set in the place of a secret. */
function apply({ path, value }: Edit, properties: object): void {
  let container = properties as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) {
    container = container[step] as typeof container;
  }
  const last = path.at(-1);
  if (last !== undefined) container[last] = value;
}

import { daysUntil } from '../model/exemption';
import type { Exemption } from '../model/exemption';
import { canMatchUrn } from './urn-pattern';
import type { Step } from '../json-schema/validate';
import type { ExemptionLimits, Target } from './schema';

/** An error in a part of a configuration that its schema accepts. */
export interface Refusal {
  readonly path: readonly Step[];
  /** The text after the path, and what to do. */
  readonly message: string;
}

/**
 * Finds the exemptions that can never apply, and those that exceed the limits.
 *
 * @param exemptions what the schema has accepted
 * @param limits what whoever owns the configuration allows
 */
export function exemptionRefusals(
  exemptions: readonly Exemption[],
  target: Target,
  limits: ExemptionLimits,
  now: Date,
): Refusal[] {
  return exemptions.flatMap((exemption, index) =>
    [
      ...patternRefusals(exemption, target),
      ...limitRefusals(
        // In Pulumi an exemption is of the policy that it is configured with.
        target.target === 'policy'
          ? { rules: [target.policy.name], ...exemption }
          : exemption,
        limits,
        now,
      ),
    ].map(({ path, message }) => ({ path: [index, ...path], message })),
  );
}

/** Every address but a URN has one of these: paths, Terraform addresses, resource IDs. */
const separator = /[/.:*]/;

function patternRefusals({ resource }: Exemption, target: Target): Refusal[] {
  const isPulumi = target.target === 'policy' || target.target === 'pack';
  if (isPulumi ? canMatchUrn(resource) : separator.test(resource)) return [];
  const name = JSON.stringify(resource.split('::').at(-1) ?? resource).slice(1);
  const right = isPulumi
    ? `Expected a pattern that can match a Pulumi URN, such as "*::${name} or "urn:pulumi:dev::shop::*::${name}.`
    : `A bare name is not an address: use "*/${name} for a construct path or an Azure resource, "*.${name} for a Terraform address, "*::${name} for a Pulumi URN.`;
  return [
    {
      path: ['resource'],
      message: `is ${JSON.stringify(resource)}. ${right}`,
    },
  ];
}

/** Finds what exceeds the limits in one exemption. */
export function limitRefusals(
  { rules, expires }: Pick<Exemption, 'rules' | 'expires'>,
  { requireExpiry = false, maxDays, rules: allowed }: ExemptionLimits,
  now: Date,
): Refusal[] {
  const refusals: Refusal[] = [];
  const limit =
    maxDays === undefined
      ? 'exemptionLimits.requireExpiry is true'
      : `exemptionLimits.maxDays is ${maxDays}`;
  if (expires === undefined) {
    if (requireExpiry || maxDays !== undefined) {
      const message = `is missing. ${limit}: set it${until(maxDays, now)}.`;
      refusals.push({ path: ['expires'], message });
    }
  } else if (maxDays !== undefined && daysUntil(expires, now) > maxDays) {
    const message = `is "${expires}". ${limit}: set it${until(maxDays, now)}.`;
    refusals.push({ path: ['expires'], message });
  }
  if (allowed === undefined) return refusals;
  const only =
    allowed.length === 0
      ? 'exemptionLimits.rules allows no exemption.'
      : `exemptionLimits.rules allows only ${allowed.map((rule) => `"${rule}"`).join(', ')}.`;
  if (rules === undefined) {
    refusals.push({ path: ['rules'], message: `is missing. ${only}` });
    return refusals;
  }
  for (const [index, rule] of rules.entries()) {
    if (allowed.includes(rule)) continue;
    refusals.push({ path: ['rules', index], message: `is "${rule}". ${only}` });
  }
  return refusals;
}

function until(maxDays: number | undefined, now: Date): string {
  if (maxDays === undefined) return ' to the last day that is exempt';
  const last = new Date(now.getTime() + maxDays * 86_400_000);
  return ` to ${last.toISOString().slice(0, 'YYYY-MM-DD'.length)} or earlier`;
}

/** Joins limits: what either of them refuses is refused. */
export function joinLimits(
  a: ExemptionLimits,
  b: ExemptionLimits,
): ExemptionLimits {
  const days = [a.maxDays, b.maxDays].filter((each) => each !== undefined);
  const rules =
    a.rules === undefined
      ? b.rules
      : a.rules.filter((rule) => b.rules?.includes(rule) ?? true);
  return {
    requireExpiry: a.requireExpiry === true || b.requireExpiry === true,
    ...(days.length === 0 ? {} : { maxDays: Math.min(...days) }),
    ...(rules === undefined ? {} : { rules }),
  };
}

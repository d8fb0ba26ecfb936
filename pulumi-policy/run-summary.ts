import type { StackValidationPolicy } from '@pulumi/policy';
import { summaryPolicyName } from '../shared/engine/exemptions';
import type { Finding, Rule } from '../shared/rules/types';
import { reportText } from './report';

/** The rules whose violation means that anyone can reach the registry. */
const networkRules = new Set(['Azure.ACR.Firewall', 'Azure.ACR.OpenIpRule']);

/** Something that a policy found on one registry. */
type Kind = 'open' | 'violation' | 'advisory' | 'unknown';

/** Counts what all policies found in one run of Pulumi's. */
export class RunSummary {
  /** By rule and address: a resource may be analyzed several times. */
  readonly #found = new Map<string, Map<string, Kind>>();

  /** Begins a run of the policy of a rule. */
  start({ name }: Rule): void {
    this.#found.delete(name);
  }

  /** Counts the findings of a rule on one resource. */
  record(
    { name }: Rule,
    isAdvisory: boolean,
    findings: readonly Finding[],
  ): void {
    const found = this.#found.get(name) ?? new Map<string, Kind>();
    this.#found.set(name, found);
    for (const finding of findings) {
      const { address } = finding.resource;
      if (finding.effect === 'none') found.delete(address);
      else found.set(address, kindOf(finding, isAdvisory));
    }
  }

  /** The counts in a line; undefined if nothing is wrong or unknown. */
  text(): string | undefined {
    const all = [...this.#found.values()].flatMap((found) => [...found]);
    const addresses = (kind: Kind) =>
      all.flatMap(([address, each]) => (each === kind ? [address] : []));
    const open = new Set(addresses('open')).size;
    const violations = addresses('violation').length;
    const advisories = addresses('advisory').length;
    const unknown = addresses('unknown').length;
    const parts = [
      open > 0 && `${open} ${open === 1 ? 'registry' : 'registries'} open`,
      violations > 0 &&
        `${violations} other ${violations === 1 ? 'violation' : 'violations'}`,
      advisories > 0 &&
        `${advisories} ${advisories === 1 ? 'advisory' : 'advisories'}`,
      unknown > 0 && `${unknown} unknown`,
    ].filter((part) => part !== false);
    return parts.length === 0 ? undefined : `${parts.join(', ')}.`;
  }
}

function kindOf(
  { rule, outcome, isInternalError }: Finding,
  isAdvisory: boolean,
): Kind {
  if (outcome === 'unknown') return 'unknown';
  if (isInternalError) return 'violation';
  if (networkRules.has(rule.name)) return 'open';
  return isAdvisory ? 'advisory' : 'violation';
}

/** Prints the summary when a run is over, if something is wrong or unknown. */
export function summaryPolicy(summary: RunSummary): StackValidationPolicy {
  return {
    name: summaryPolicyName,
    displayName: 'Summary of a run',
    description: 'Counts open registries, advisories and unknown outcomes.',
    enforcementLevel: 'advisory',
    severity: 'low',
    tags: ['azure', 'container-registry'],
    remediationSteps: 'See the violations and advisories above.',
    validateStack: (_, reportViolation) => {
      const text = summary.text();
      if (text !== undefined) reportText(text, reportViolation, 'advisory');
    },
  };
}

import type { StackValidationPolicy } from '@pulumi/policy';
import {
  ExemptionTracker,
  unusedExemptionsPolicyName,
} from '../shared/engine/exemptions';
import type { Exemption, UnusedExemption } from '../shared/engine/exemptions';
import { unusedMessage } from '../shared/messages/finding';
import type { Finding, Rule } from '../shared/rules/types';

/** The exemptions of one policy in one run. */
interface Entry {
  readonly exemptions: readonly Exemption[];
  readonly tracker: ExemptionTracker;
}

/** Keeps which exemptions have an effect, over all policies and one run of Pulumi's. */
export class ExemptionUsage {
  readonly #entries = new Map<string, Entry>();

  /**
   * Begins a run of the policy of a rule.
   *
   * @param stackUrn the URN of the stack's root
   * @param exemptions what is configured; one list may serve many stacks, and
   *   what can't match this one is not its business
   */
  start(rule: Rule, stackUrn: string, exemptions: readonly Exemption[]): void {
    const own = exemptions.filter((each) => mayMatchIn(stackUrn, each));
    this.#entries.set(rule.name, {
      exemptions: own,
      tracker: new ExemptionTracker(own),
    });
  }

  /** Takes note of the exemptions that the findings of a rule rest on. */
  see(rule: Rule, findings: readonly Finding[]): void {
    this.#entries.get(rule.name)?.tracker.record(findings);
  }

  /**
   * The exemptions without effect. One that the pack gives to several policies
   * is without effect only if it is so for all of them.
   */
  unused(): UnusedExemption[] {
    const unused = new Map<Exemption, UnusedExemption>();
    const used = new Set<Exemption>();
    for (const { exemptions, tracker } of this.#entries.values()) {
      const without = new Map(
        tracker.unused().map((each) => [each.exemption, each]),
      );
      for (const exemption of exemptions) {
        const each = without.get(exemption);
        if (each === undefined) used.add(exemption);
        else if (each.why === 'notNeeded' || !unused.has(exemption)) {
          unused.set(exemption, each);
        }
      }
    }
    return [...unused.values()].filter(({ exemption }) => !used.has(exemption));
  }
}

/** A URN begins with `urn:pulumi:<stack>::<project>::`, the root's too. */
function mayMatchIn(stackUrn: string, { resource: glob }: Exemption): boolean {
  const stack = stackUrn.slice(0, stackUrn.lastIndexOf('pulumi:pulumi:Stack'));
  const [beforeStar = ''] = glob.split('*');
  return (
    beforeStar.startsWith(stack) ||
    (beforeStar !== glob && stack.startsWith(beforeStar))
  );
}

/** Tells of exemptions without effect when a run is over, and blocks nothing. */
export function unusedExemptionsPolicy(
  ledger: ExemptionUsage,
): StackValidationPolicy {
  return {
    name: unusedExemptionsPolicyName,
    displayName: 'Exemptions are in use',
    description: 'An exemption should go when it has no effect any longer.',
    enforcementLevel: 'advisory',
    severity: 'low',
    tags: ['azure', 'container-registry'],
    remediationSteps: 'Remove the exemption from the policy configuration.',
    validateStack: (_, reportViolation) => {
      for (const unused of ledger.unused()) {
        reportViolation(unusedMessage(unused));
      }
    },
  };
}

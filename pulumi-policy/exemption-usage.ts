import type { StackValidationPolicy } from '@pulumi/policy';
import {
  ExemptionTracker,
  unusedExemptionsPolicyName,
} from '../shared/engine/exemptions';
import type { Exemption, ExemptionNote } from '../shared/model/exemption';
import { exemptionNotes } from '../shared/messages/exemption';
import type { Finding, Rule } from '../shared/rules/types';
import { reportText } from './report';

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
   * @param configuration the exemptions; one list may serve many stacks, and
   *   what can't match this one is not reported
   */
  start(
    rule: Rule,
    stackUrn: string,
    {
      exemptions,
      now,
    }: { exemptions: readonly Exemption[]; now?: (() => Date) | undefined },
  ): void {
    const own = exemptions.filter((each) => mayMatchIn(stackUrn, each));
    this.#entries.set(rule.name, {
      exemptions: own,
      tracker: new ExemptionTracker(own, now),
    });
  }

  /** Takes note of the exemptions that the findings of a rule rest on. */
  see(rule: Rule, findings: readonly Finding[]): void {
    this.#entries.get(rule.name)?.tracker.record(findings);
  }

  /**
   * The exemptions without effect, and those that end soon. One that the pack
   * gives to several policies is without effect only if it is so for all of them.
   */
  notes(): ExemptionNote[] {
    const notes = new Map<Exemption, ExemptionNote>();
    const used = new Set<Exemption>();
    for (const { exemptions, tracker } of this.#entries.values()) {
      const own = new Map(
        tracker.notes().map((note) => [note.exemption, note]),
      );
      for (const exemption of exemptions) {
        const note = own.get(exemption);
        if (note === undefined) used.add(exemption);
        else if (rank(note) >= rank(notes.get(exemption))) {
          notes.set(exemption, note);
        }
      }
    }
    return [...notes.values()].filter(
      (note) => note.why === 'endsSoon' || !used.has(note.exemption),
    );
  }

  /** The notes, a line of each kind. */
  messages(): string[] {
    const configured = new Set(
      [...this.#entries.values()].flatMap(({ exemptions }) => exemptions),
    );
    return exemptionNotes(this.notes(), configured.size);
  }
}

/** The order in which what one policy found goes before what another found. */
function rank(note?: ExemptionNote): number {
  return ['matchesNothing', 'notNeeded', 'endsSoon'].indexOf(note?.why ?? '');
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

/** Reports exemptions without effect when a run is over; it blocks nothing. */
export function unusedExemptionsPolicy(
  ledger: ExemptionUsage,
): StackValidationPolicy {
  return {
    name: unusedExemptionsPolicyName,
    displayName: 'Exemptions are in use',
    description: 'Remove exemptions that have no effect.',
    enforcementLevel: 'advisory',
    severity: 'low',
    tags: ['azure', 'container-registry'],
    remediationSteps: 'Remove the exemption from the policy configuration.',
    validateStack: (_, reportViolation) => {
      for (const message of ledger.messages()) {
        reportText(message, reportViolation, 'advisory');
      }
    },
  };
}

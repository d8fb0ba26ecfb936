import { daysUntil, isForRule, warningDays } from '../model/exemption';
import type {
  AppliedExemption,
  Exemption,
  ExemptionNote,
} from '../model/exemption';
import type { Registry } from '../model/registry';
import type { Resource } from '../model/resource';
import type { Finding, Outcome } from '../rules/types';
import { isGlobMatch } from '../util/glob';
import { registryHash } from './registry-hash';

/** Returns whether an outcome leaves something to do, or to exempt. */
export function isUnresolved(outcome: Outcome): boolean {
  return outcome === 'fail' || outcome === 'unknown';
}

/**
 * Finds the exemption of a rule on a resource: the first active one, else the
 * first that no longer counts, else none.
 *
 * @param registry what was evaluated: an exemption of a baseline accepts one state of it
 */
export function findExemption(
  options: { exemptions?: readonly Exemption[]; now?: () => Date },
  rule: string,
  resource: Resource,
  registry: Registry,
): AppliedExemption | null {
  const { exemptions = [], now = () => new Date() } = options;
  if (exemptions.length === 0) return null;
  const fitting = exemptions
    .filter(
      (exemption) => isForRule(exemption, rule) && matches(exemption, resource),
    )
    .map((exemption) => toApplied(exemption, registry, now()));
  return fitting.find(({ state }) => state === 'active') ?? fitting[0] ?? null;
}

function matches({ resource: glob }: Exemption, resource: Resource): boolean {
  return [resource.address, ...(resource.aliases ?? [])].some((address) =>
    isGlobMatch(glob, address),
  );
}

function toApplied(
  { baseline, expires, ...exemption }: Exemption,
  registry: Registry,
  now: Date,
): AppliedExemption {
  const isExpired = expires !== undefined && daysUntil(expires, now) < 0;
  const isChanged =
    baseline !== undefined && baseline !== registryHash(registry);
  const state = isExpired ? 'expired' : isChanged ? 'changed' : 'active';
  return {
    resource: exemption.resource,
    reason: exemption.reason,
    category: exemption.category ?? null,
    approvedBy: exemption.approvedBy ?? null,
    ticket: exemption.ticket ?? null,
    expires: expires ?? null,
    state,
    endsSoon:
      state === 'active' && expires !== undefined && endsSoon(expires, now),
    isBaseline: baseline !== undefined,
  };
}

/** Returns whether a day is today or within the days in which a warning is due. */
function endsSoon(day: string, now: Date): boolean {
  const days = daysUntil(day, now);
  return days >= 0 && days <= warningDays;
}

/** The name of the Pulumi policy that reports exemptions without effect. */
export const unusedExemptionsPolicyName = 'azure-acr-unused-exemptions';

/** The name of the Pulumi policy that prints the summary of a run. */
export const summaryPolicyName = 'azure-acr-summary';

/** The use of an exemption in a run. */
type ExemptionUse = 'used' | 'matchesNothing' | 'notNeeded';

/**
 * Keeps the exemptions that had no effect in a run, or end soon. A host shows it
 * the findings as they come and asks at the end.
 */
export class ExemptionTracker {
  readonly #uses: Map<Exemption, ExemptionUse>;
  readonly #now: () => Date;

  /**
   * @param exemptions what was configured
   * @param now the clock that they expire by
   */
  constructor(exemptions: readonly Exemption[], now = () => new Date()) {
    this.#uses = new Map(
      exemptions.map((exemption) => [exemption, 'matchesNothing']),
    );
    this.#now = now;
  }

  /** The number of configured exemptions. */
  get size(): number {
    return this.#uses.size;
  }

  /** Takes note of which exemptions findings rest on, or rested on until they expired. */
  record(findings: readonly Finding[]): void {
    for (const [exemption, use] of this.#uses) {
      if (use === 'used') continue;
      const meant = findings.filter(
        ({ rule, standsFor = [rule.name], resource }) =>
          standsFor.some((name) => isForRule(exemption, name)) &&
          matches(exemption, resource),
      );
      if (meant.some(({ outcome }) => isUnresolved(outcome))) {
        this.#uses.set(exemption, 'used');
      } else if (meant.length > 0) {
        this.#uses.set(exemption, 'notNeeded');
      }
    }
  }

  /** The exemptions without effect and those that end soon, in the order of the configuration. */
  notes(): ExemptionNote[] {
    return Array.from(this.#uses).flatMap(
      ([exemption, why]): ExemptionNote[] => {
        if (why !== 'used') return [{ exemption, why }];
        const { expires } = exemption;
        return expires !== undefined && endsSoon(expires, this.#now())
          ? [{ exemption, why: 'endsSoon' }]
          : [];
      },
    );
  }
}

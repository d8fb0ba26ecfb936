import type { Registry } from '../model/registry';
import { registryHash } from './registry-hash';
import type {
  AppliedExemption,
  ExemptionCategory,
  Finding,
  Outcome,
  Resource,
} from '../rules/types';

/** A recorded acceptance of one, several or all rules on the resources that it names. */
export interface Exemption {
  /** A glob over the whole of an address; `*` crosses `/` and `:`. */
  readonly resource: string;
  /** The rules that are accepted; left out: all. */
  readonly rules?: readonly string[];
  /** Why, for auditors; not blank. */
  readonly reason: string;
  readonly category?: ExemptionCategory;
  readonly approvedBy?: string;
  readonly ticket?: string;
  /** The last day that is exempt, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
  /** Of which state of the registry: what `registryHash` returns. Left out: of any. */
  readonly baseline?: string;
}

/** From how many days before its end an exemption is reported. */
export const warningDays = 30;

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

/** Returns whether an exemption accepts a rule. */
export function isForRule({ rules }: Exemption, rule: string): boolean {
  return rules === undefined || rules.includes(rule);
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

/**
 * The days from today, in UTC, to a day of the calendar.
 *
 * @param day `YYYY-MM-DD`
 * @returns 0 for today, a negative number for a day in the past
 * @throws {RangeError} if the clock does not work
 */
export function daysUntil(day: string, now: Date): number {
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return (Date.parse(day) - Date.parse(today)) / 86_400_000;
}

/** The name of the Pulumi policy that reports exemptions without effect. */
export const unusedExemptionsPolicyName = 'azure-acr-unused-exemptions';

/** The name of the Pulumi policy that prints the summary of a run. */
export const summaryPolicyName = 'azure-acr-summary';

/**
 * A note about an exemption after a run: it matches no registry, all
 * that are comply, or it ends soon.
 */
export interface ExemptionNote {
  readonly exemption: Exemption;
  readonly why: 'matchesNothing' | 'notNeeded' | 'endsSoon';
}

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
        ({ rule, resource }) =>
          isForRule(exemption, rule.name) && matches(exemption, resource),
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

/**
 * Matches a whole text against a glob in which `*` stands for any text; case
 * counts, as it does in URNs and Terraform addresses. Goes back to the last star
 * only, so that no pattern takes more than glob times text steps.
 */
export function isGlobMatch(glob: string, text: string): boolean {
  let inGlob = 0;
  let inText = 0;
  let star = -1;
  let resumeAt = 0;
  while (inText < text.length) {
    if (glob[inGlob] === '*') {
      star = inGlob++;
      resumeAt = inText;
    } else if (inGlob < glob.length && glob[inGlob] === text[inText]) {
      inGlob++;
      inText++;
    } else if (star >= 0) {
      inGlob = star + 1;
      inText = ++resumeAt;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}

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

/** The risk is accepted, or dealt with in another way. */
export type ExemptionCategory = 'waiver' | 'mitigated';

/** A recorded acceptance that a finding rests on, or did. */
export interface AppliedExemption {
  readonly resource: string;
  readonly reason: string;
  readonly category: ExemptionCategory | null;
  readonly approvedBy: string | null;
  readonly ticket: string | null;
  readonly expires: string | null;
  /**
   * `active`, or why it does not count: it has expired, or it is of a baseline
   * and the registry has changed.
   */
  readonly state: 'active' | 'expired' | 'changed';
  /** It is active and ends within 30 days. */
  readonly endsSoon: boolean;
  /** It was written by `acr-policy baseline`: the violation was there before. */
  readonly isBaseline: boolean;
}

/**
 * A note about an exemption after a run: it matches no registry, all
 * that are comply, or it ends soon.
 */
export interface ExemptionNote {
  readonly exemption: Exemption;
  readonly why: 'matchesNothing' | 'notNeeded' | 'endsSoon';
}

/** Returns whether some exemptions are of a baseline. */
export function hasBaseline(exemptions: readonly Exemption[] = []): boolean {
  return exemptions.some(({ baseline }) => baseline !== undefined);
}

/** From how many days before its end an exemption is reported. */
export const warningDays = 30;

/** Returns whether an exemption accepts a rule. */
export function isForRule({ rules }: Exemption, rule: string): boolean {
  return rules === undefined || rules.includes(rule);
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

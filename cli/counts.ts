import type { Finding, Severity, UnknownHandling } from '../shared/rules/types';

/** How many findings there are of each kind. */
export interface Counts {
  pass: number;
  fail: number;
  unknown: number;
  notApplicable: number;
  /** Those among fail and unknown that an exemption accepts. */
  exempt: number;
  /** Those that make the run end with exit code 1. */
  blocking: number;
  /** Those that are told and are a violation. */
  warnings: number;
  /** Those that are told and can't be judged yet. */
  undecided: number;
}

export function emptyTally(): Counts {
  return {
    pass: 0,
    fail: 0,
    unknown: 0,
    notApplicable: 0,
    exempt: 0,
    blocking: 0,
    warnings: 0,
    undecided: 0,
  };
}

/** Adds the second to the first. */
export function addTally(sum: Counts, more: Readonly<Counts>): void {
  for (const name of Object.keys(sum) as (keyof Counts)[]) {
    sum[name] += more[name];
  }
}

/** Counts a finding. */
export function count(tally: Counts, finding: Finding, blocks: boolean): void {
  tally[finding.outcome]++;
  if (finding.exemption?.state === 'active') tally.exempt++;
  else if (blocks) tally.blocking++;
  else if (isReported(finding)) {
    tally[finding.outcome === 'unknown' ? 'undecided' : 'warnings']++;
  }
}

const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/**
 * Tells whether a finding makes the run end with exit code 1.
 *
 * @param failOn from which severity on advisory rules block too; left out: never
 * @param unknown what an unknown outcome does
 */
export function isBlocking(
  { rule, outcome, effect }: Finding,
  failOn: Severity | undefined,
  unknown: UnknownHandling | undefined,
): boolean {
  if (effect === 'block') return true;
  if (effect === 'none' || failOn === undefined) return false;
  const isViolation = outcome === 'fail' || unknown === 'error';
  return (
    isViolation &&
    severities.indexOf(rule.severity) >= severities.indexOf(failOn)
  );
}

/** Whether what was not evaluated makes the run end with exit code 1, as an unknown outcome does. */
export function isUnknownBlocking({
  unknown,
}: {
  readonly unknown?: UnknownHandling;
}): boolean {
  return unknown === 'error';
}

/** Tells whether a finding is a matter for a reader: a fail or an unknown that is not ignored. */
export function isReported({ effect, exemption }: Finding): boolean {
  return effect !== 'none' || exemption?.state === 'active';
}

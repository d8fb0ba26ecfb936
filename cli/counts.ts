import { childKinds } from '../shared/model/kind';
import type { ChildKind } from '../shared/model/kind';
import type { Finding, UnknownHandling } from '../shared/rules/types';

/** The number of findings of each kind. */
export interface Counts {
  pass: number;
  fail: number;
  unknown: number;
  notApplicable: number;
  /** Failed and unknown findings that an exemption covers. */
  exempt: number;
  /** Findings that make the run exit with 1. */
  blocking: number;
  /** Violations that block: without the unknown outcomes that do. */
  violations: number;
  /** Violations that are reported and do not block. */
  warnings: number;
  /** Unknown outcomes that are reported, blocking or not. */
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
    violations: 0,
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
export function count(tally: Counts, finding: Finding): void {
  tally[finding.outcome]++;
  const blocks = finding.effect === 'block';
  if (finding.exemption?.state === 'active') tally.exempt++;
  else if (isReported(finding)) {
    if (blocks) tally.blocking++;
    if (finding.outcome === 'unknown') tally.undecided++;
    else tally[blocks ? 'violations' : 'warnings']++;
  }
}

/** True if entries that were not evaluated make the run exit with 1, as unknown outcomes do. */
export function isUnknownBlocking({
  unknown,
}: {
  readonly unknown?: UnknownHandling;
}): boolean {
  return unknown === 'error';
}

/** Returns whether a finding makes the run end with exit code 1. */
export function isBlocking({ effect }: Finding): boolean {
  return effect === 'block';
}

/** Returns whether a finding is a matter for a reader: a fail or an unknown that is not ignored. */
export function isReported({ effect, exemption }: Finding): boolean {
  return effect !== 'none' || exemption?.state === 'active';
}

/** The number of evaluated children of registries, by kind. */
export type ChildCounts = Partial<Record<ChildKind, number>>;

/** Adds the second to the first. */
export function addChildren(
  sum: ChildCounts,
  more: Readonly<ChildCounts>,
): void {
  for (const kind of childKinds) {
    const count = more[kind];
    if (count !== undefined) sum[kind] = (sum[kind] ?? 0) + count;
  }
}

import type { AppliedExemption, Resource } from './types';

/** A recorded acceptance of one, several or all rules on the resources that it names. */
export interface Exemption {
  /** A glob over the whole of an address; `*` crosses `/` and `:`. */
  readonly resource: string;
  /** The rules that are accepted; left out: all. */
  readonly rules?: readonly string[];
  /** Why, for auditors; not blank. */
  readonly reason: string;
  /** The last day that is exempt, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
}

/**
 * Finds the exemption of a rule on a resource: the first active one, else the
 * first expired one, else none.
 */
export function findExemption(
  options: { exemptions?: readonly Exemption[]; now?: () => Date },
  rule: string,
  resource: Resource,
): AppliedExemption | null {
  const { exemptions = [], now = () => new Date() } = options;
  const fitting = exemptions
    .filter(
      (exemption) =>
        (exemption.rules === undefined || exemption.rules.includes(rule)) &&
        isGlobMatch(exemption.resource, resource.address),
    )
    .map((exemption) => apply(exemption, now()));
  return fitting.find(({ state }) => state === 'active') ?? fitting[0] ?? null;
}

function apply(exemption: Exemption, now: Date): AppliedExemption {
  const { resource, reason, expires } = exemption;
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return {
    resource,
    reason,
    expires: expires ?? null,
    state: expires !== undefined && expires < today ? 'expired' : 'active',
  };
}

/**
 * Matches a whole text against a glob in which `*` stands for any text. Linear
 * backtracking to the last star only, so no pattern can make it hang.
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

import type {
  AppliedExemption,
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
  /** The last day that is exempt, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
}

/** Tells whether an outcome leaves something to do, or to exempt. */
export function isUnresolved(outcome: Outcome): boolean {
  return outcome === 'fail' || outcome === 'unknown';
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
  if (exemptions.length === 0) return null;
  const fitting = exemptions
    .filter(
      (exemption) => isForRule(exemption, rule) && matches(exemption, resource),
    )
    .map((exemption) => toApplied(exemption, now()));
  return fitting.find(({ state }) => state === 'active') ?? fitting[0] ?? null;
}

/** Tells whether an exemption accepts a rule. */
export function isForRule({ rules }: Exemption, rule: string): boolean {
  return rules === undefined || rules.includes(rule);
}

function matches({ resource: glob }: Exemption, resource: Resource): boolean {
  return [resource.address, ...(resource.aliases ?? [])].some((address) =>
    isGlobMatch(glob, address),
  );
}

function toApplied(exemption: Exemption, now: Date): AppliedExemption {
  const { resource, reason, expires } = exemption;
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  return {
    resource,
    reason,
    expires: expires ?? null,
    state: expires !== undefined && expires < today ? 'expired' : 'active',
  };
}

/** The name of the Pulumi policy that tells of exemptions without effect. */
export const unusedExemptionsPolicyName = 'azure-acr-unused-exemptions';

/** An exemption without effect, and why: no registry is meant, or all that are comply. */
export interface UnusedExemption {
  readonly exemption: Exemption;
  readonly why: 'matchesNothing' | 'notNeeded';
}

/** What became of an exemption in a run. */
type ExemptionUse = 'used' | UnusedExemption['why'];

/**
 * Keeps the exemptions that had no effect in a run. A host shows it the findings
 * as they come and asks at the end.
 */
export class ExemptionTracker {
  readonly #uses: Map<Exemption, ExemptionUse>;

  /** @param exemptions what was configured */
  constructor(exemptions: readonly Exemption[]) {
    this.#uses = new Map(
      exemptions.map((exemption) => [exemption, 'matchesNothing']),
    );
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

  /** The exemptions without effect, in the order of the configuration. */
  unused(): UnusedExemption[] {
    return Array.from(this.#uses).flatMap(([exemption, why]) =>
      why === 'used' ? [] : [{ exemption, why }],
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

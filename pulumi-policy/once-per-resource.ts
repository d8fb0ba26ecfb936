import type { Finding, Rule } from '../shared/rules/types';

/**
 * That a template is not read is the same news for every policy, and there are
 * many. The first policy that tells it of a resource is the one that does; for
 * the others the resource is not judged.
 */
export class OncePerResource {
  readonly #tellers = new Map<string, string>();

  /** The findings of a rule, without effect where another policy tells the same. */
  filter(rule: Rule, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) =>
      isNotRead(finding) && !this.#isTeller(rule, finding.resource.address)
        ? { ...finding, effect: 'none' }
        : finding,
    );
  }

  #isTeller({ name }: Rule, address: string): boolean {
    const teller = this.#tellers.get(address);
    if (teller === undefined) this.#tellers.set(address, name);
    return (teller ?? name) === name;
  }
}

/** An unknown that no field of a registry explains. */
function isNotRead({ outcome, effect, reasons }: Finding): boolean {
  return outcome === 'unknown' && effect === 'warn' && reasons.length === 0;
}

import type { Finding, Rule } from '../shared/rules/types';

/**
 * Several policies would report the same about a resource: that a template is not
 * read, or that the resource is exempt for one reason. Only the first reports it.
 */
export class OncePerResource {
  readonly #reporters = new Map<string, string>();

  /** Leaves a template that is not read to the first policy that reports it. */
  filter(rule: Rule, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) =>
      isNotRead(finding) &&
      !this.isReporter(rule, [finding.resource.address, 'not read'])
        ? { ...finding, effect: 'none' }
        : finding,
    );
  }

  /** Returns whether a policy is the first to report something, or was the first. */
  isReporter({ name }: Rule, subject: readonly string[]): boolean {
    const key = subject.join('\0');
    const reporter = this.#reporters.get(key);
    if (reporter === undefined) this.#reporters.set(key, name);
    return (reporter ?? name) === name;
  }
}

/** An unknown that no field of a registry explains. */
function isNotRead({ outcome, effect, reasons }: Finding): boolean {
  return outcome === 'unknown' && effect === 'warn' && reasons.length === 0;
}

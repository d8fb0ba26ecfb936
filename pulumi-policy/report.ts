import type { EnforcementLevel, ReportViolation } from '@pulumi/policy';
import { isUnresolved } from '../shared/engine/exemptions';
import { exemptLines } from '../shared/messages/exemption';
import type { Finding } from '../shared/rules/types';

/** The reason why a policy does not apply to most of a stack. */
export const noRegistry = 'The resource declares no container registry.';

/**
 * Why a resource without any properties is not evaluated: an external one, whose
 * properties `pulumi policy analyze` does not hand on.
 */
export const onlyRead =
  'The resource is only read here (Registry.get): whoever declares it evaluates it.';

/** The reason why a policy that looks at other resources says nothing of one alone. */
export const withStack =
  'The rule looks at other resources too, so it is evaluated with the whole stack.';

/** The way in which a policy reports. */
export interface Reporting {
  readonly report: ReportViolation;
  /** True if violations of the policy are advisory, so that one line each is enough. */
  readonly isAdvisory: boolean;
  /** Returns whether an acceptance is the first of its registry and reason in the run. */
  readonly isFirst: (finding: Finding) => boolean;
}

/**
 * Reports what a policy found on one resource.
 *
 * @returns why the policy does not apply, if that is so
 */
export function reportFindings(
  findings: readonly Finding[],
  { report, isAdvisory, isFirst }: Reporting,
): string | undefined {
  for (const finding of findings) {
    const { effect, isInternalError, message } = finding;
    if (effect !== 'block') continue;
    const level = isInternalError ? 'mandatory' : undefined;
    const text = isAdvisory && !isInternalError ? lineOf(finding) : message;
    reportText(text, report, level);
  }
  const lines = findings.flatMap((finding) => {
    if (finding.effect === 'warn') return [lineOf(finding)];
    const accepted = exemptText(finding);
    return accepted !== undefined && isFirst(finding) ? [accepted] : [];
  });
  if (lines.length > 0) reportText(lines.join('\n'), report, 'advisory');
  return lines.length > 0 ? undefined : whyNotEvaluated(findings);
}

/** The line of an advisory: what was found, and what to do. */
function lineOf({ found, nextStep }: Finding): string {
  return nextStep === null ? found : `${found} ${nextStep}`;
}

function exemptText(finding: Finding): string | undefined {
  return exemptLines(finding.resource, [finding])[0];
}

/**
 * Gives the reason for which a policy does not count as passed. Pulumi counts as
 * compliant whatever is neither reported nor not applicable.
 */
function whyNotEvaluated(findings: readonly Finding[]): string | undefined {
  if (findings.some(({ effect }) => effect !== 'none')) return undefined;
  const open = findings.find(({ outcome }) => isUnresolved(outcome));
  if (open !== undefined) return exemptText(open) ?? open.message;
  return findings.every(({ outcome }) => outcome === 'notApplicable')
    ? (findings[0]?.message ?? noRegistry)
    : undefined;
}

/**
 * Reports a text as it is: for a string the SDK prints the policy's description
 * in front of it.
 *
 * The SDK types `reportViolation` for a string, and takes an object too, which
 * overrides the policy's own metadata (`makeReportViolationFun` in its
 * server.ts).
 *
 * @param enforcementLevel a level that no configuration changes; left out: the policy's
 */
export function reportText(
  message: string,
  report: ReportViolation,
  enforcementLevel?: EnforcementLevel,
): void {
  const violation: unknown = { message, enforcementLevel };
  report(violation as string);
}

import type {
  EnforcementLevel,
  ReportViolation,
  ResourceValidationArgs,
} from '@pulumi/policy';
import { isUnresolved } from '../shared/engine/exemptions';
import { exemptMessage } from '../shared/messages/exemption';
import type { Finding } from '../shared/rules/types';

/** Why a policy has nothing to say of most of a stack. */
export const noRegistry = 'The resource declares no container registry.';

/**
 * Why a resource without any properties is not evaluated: an external one, whose
 * properties `pulumi policy analyze` does not hand on.
 */
export const onlyRead =
  'The resource is only read here (Registry.get): whoever declares it evaluates it.';

/**
 * Says that a policy has nothing to say, which is an error that the SDK waits
 * for. Nobody reads its stack, and to record it costs more than all else that a
 * policy does on a resource that is no registry.
 *
 * @throws always
 */
export function sayNotApplicable(
  args: ResourceValidationArgs,
  reason: string,
): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable(reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Reports what a policy found on one resource.
 *
 * @returns why the policy does not apply, if that is so
 */
export function reportFindings(
  findings: readonly Finding[],
  reportViolation: ReportViolation,
): string | undefined {
  for (const { effect, isInternalError, message } of findings) {
    if (effect !== 'block') continue;
    if (isInternalError) reportAt('mandatory', message, reportViolation);
    else reportViolation(message);
  }
  const unknown = findings.filter(({ effect }) => effect === 'warn');
  if (unknown.length > 0) {
    const message = unknown.map((finding) => finding.message).join('\n');
    reportAt('advisory', message, reportViolation);
  }
  return whyNotJudged(findings);
}

/**
 * What is exempt, or unknown and to be ignored, is not reported and must not be
 * counted as compliant either: Pulumi counts as passed what is not said to be
 * not applicable.
 */
function whyNotJudged(findings: readonly Finding[]): string | undefined {
  if (findings.some(({ effect }) => effect !== 'none')) return undefined;
  const open = findings.find(({ outcome }) => isUnresolved(outcome));
  if (open !== undefined) {
    const { rule, exemption, message, resource } = open;
    return exemption?.state === 'active'
      ? exemptMessage(rule, resource.name, exemption)
      : message;
  }
  return findings.every(({ outcome }) => outcome === 'notApplicable')
    ? (findings[0]?.message ?? noRegistry)
    : undefined;
}

/**
 * Reports at a level that no configuration changes: a fault of our own must
 * block, and what is not known yet must not.
 *
 * The SDK types `reportViolation` for a text only, and takes an object too, which
 * overrides what the policy says of itself (`makeReportViolationFun` in its
 * server.ts).
 */
export function reportAt(
  enforcementLevel: EnforcementLevel,
  message: string,
  reportViolation: ReportViolation,
): void {
  const violation: unknown = { message, enforcementLevel };
  reportViolation(violation as string);
}

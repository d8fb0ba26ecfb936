import type {
  EnforcementLevel,
  ReportViolation,
  ResourceValidationArgs,
} from '@pulumi/policy';
import { isOpen } from '../shared/exemptions';
import { exemptMessage } from '../shared/notice';
import type { Finding } from '../shared/types';
import { isUnknownValueError } from './properties';

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
 * Says in Pulumi's words what a policy found on one resource. What blocks goes
 * first: an unknown ends the policy's run.
 *
 * @throws the SDK's own signals, which the framework waits for: that the policy
 *   is not applicable, or that a value is unknown
 */
export function reportFindings(
  findings: readonly Finding[],
  args: ResourceValidationArgs,
  reportViolation: ReportViolation,
): void {
  for (const { effect, fault, message } of findings) {
    if (effect !== 'block') continue;
    if (fault) reportAt('mandatory', message, reportViolation);
    else reportViolation(message);
  }
  const unknown = findings.filter(({ effect }) => effect === 'tell');
  if (unknown.length > 0) tellUnknown(unknown, reportViolation);
  const reason = whyNotJudged(findings);
  if (reason !== undefined) sayNotApplicable(args, reason);
}

/**
 * What is exempt, or unknown and to be ignored, is not reported and must not be
 * counted as compliant either: Pulumi counts as passed what is not said to be
 * not applicable.
 */
function whyNotJudged(findings: readonly Finding[]): string | undefined {
  if (findings.some(({ effect }) => effect !== 'none')) return undefined;
  const open = findings.find(({ outcome }) => isOpen(outcome));
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

/**
 * Lets the framework tell, as it does of every policy that meets an unknown:
 * an advisory that never blocks. It does so for the error that it threw itself,
 * whichever copy of the SDK that was; the words are ours. An unknown that no
 * read threw for (a secret that can't be read, a value inside a template) is
 * told by an advisory of the same kind.
 */
function tellUnknown(
  findings: readonly Finding[],
  reportViolation: ReportViolation,
): void {
  const message = findings.map(({ message }) => message).join('\n');
  const error = findings
    .flatMap(({ unknowns }) => unknowns)
    .map(({ cause }) => cause)
    .find(isUnknownValueError);
  if (error === undefined) {
    reportAt('advisory', message, reportViolation);
    return;
  }
  error.message = message;
  throw error;
}

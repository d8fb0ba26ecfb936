import type {
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
} from '@pulumi/policy';
import { errorText } from '../shared/configuration-error';
import type { HostConfiguration } from '../shared/options';
import { pulumiSurface } from '../shared/pulumi/surfaces';
import type { Framework, Rule } from '../shared/types';
import type { ExemptionLedger } from './exemption-ledger';
import { judge } from './judge';
import { PolicyConfiguration } from './policy-configuration';
import { remediation } from './remediation';
import type { TellOnce } from './tell-once';
import {
  noRegistry,
  onlyRead,
  reportAt,
  reportFindings,
  sayNotApplicable,
} from './report';

/** The root of every stack: the first resource that a program registers. */
const stackType = 'pulumi:pulumi:Stack';

/**
 * Wraps a rule as a policy of Pulumi's, which carries the rule's name.
 *
 * @param pack the options that hold unless Pulumi configures the policy
 * @param ledger told which exemptions have an effect
 * @param once tells apart what other policies of the pack have told already
 */
export function toPolicy(
  rule: Rule,
  pack: HostConfiguration,
  ledger: ExemptionLedger,
  once: TellOnce,
): ResourceValidationPolicy {
  const configuration = new PolicyConfiguration(rule, pack);
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.description,
    enforcementLevel: pack.levels[rule.name] ?? rule.level,
    severity: rule.severity,
    ...(rule.framework === undefined
      ? {}
      : { framework: toPulumiFramework(rule.framework) }),
    tags: tagsOf(rule),
    remediationSteps: rule.recommendation,
    url: rule.url,
    configSchema: configuration.schema,
    validateResource: (args, reportViolation) => {
      if (args.type === stackType) {
        startRun(args, reportViolation);
        return;
      }
      const surface = pulumiSurface(args.type);
      if (surface === undefined) return sayNotApplicable(args, noRegistry);
      // Every resource that can declare a registry has required properties.
      if (Object.keys(args.props).length === 0) {
        return sayNotApplicable(args, onlyRead);
      }
      const read = configuration.read(args);
      const holds =
        'errors' in read ? configuration.fallback : read.configuration;
      const findings = judge(rule, args, surface, holds);
      ledger.see(rule, findings);
      reportFindings(once.filter(rule, findings), args, reportViolation);
    },
    ...(rule.repairs === undefined
      ? {}
      : { remediateResource: remediation(rule, rule.repairs, configuration) }),
  };

  /**
   * An error in the configuration is reported on the stack. Pulumi judges the
   * stack at preview already, before any other resource and whichever are
   * targeted; a policy of its own for the stack would run after the deployment,
   * and sees the configuration of no other policy.
   */
  function startRun(
    args: ResourceValidationArgs,
    reportViolation: ReportViolation,
  ): void {
    const read = configuration.read(args);
    if ('errors' in read) {
      reportAt('mandatory', errorText(read.errors), reportViolation);
    } else {
      ledger.start(rule, args.urn, read.configuration.exemptions);
      sayNotApplicable(args, noRegistry);
    }
  }
}

function toPulumiFramework(framework: Framework): PolicyComplianceFramework {
  const { name, version, control, url } = framework;
  return { name, version, reference: control, specification: url };
}

function tagsOf({ ref, pillar, azurePolicies }: Rule): string[] {
  return ['azure', 'container-registry', ref, pillar, ...azurePolicies];
}

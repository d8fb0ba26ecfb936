import type {
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { errorText } from '../shared/configuration/errors';
import { internalErrorText, quoteName } from '../shared/messages/finding';
import type { HostConfiguration } from '../shared/configuration/options';
import { pulumiSurface, stackType } from '../shared/pulumi/resource-types';
import type { Finding, Framework, Level, Rule } from '../shared/rules/types';
import type { ExemptionUsage } from './exemption-usage';
import { judge } from './evaluate';
import { PolicyConfiguration } from './configuration';
import { remediation } from './remediation';
import type { OncePerResource } from './once-per-resource';
import type { RunSummary } from './run-summary';
import { FindingsOfStack } from './findings-of-stack';
import {
  noRegistry,
  onlyRead,
  reportFindings,
  reportText,
  withStack,
} from './report';

/** State that is shared by the policies of a pack. */
export interface PackRun {
  readonly exemptions: ExemptionUsage;
  readonly once: OncePerResource;
  readonly summary: RunSummary;
  /** The levels that Pulumi configured, by the policies' names. */
  readonly levels: ReadonlyMap<string, Level>;
}

/**
 * Wraps a rule as a policy of Pulumi's, which carries the rule's name.
 *
 * @param pack the options that hold unless Pulumi configures the policy
 * @param run shared by the policies of a pack
 */
export function toPolicy(
  rule: Rule,
  pack: HostConfiguration,
  run: PackRun,
): ResourceValidationPolicy &
  Partial<Pick<StackValidationPolicy, 'validateStack'>> {
  const { exemptions, once, summary, levels } = run;
  const configuration = new PolicyConfiguration(rule, pack);
  const later = rule.needsStack === true ? new FindingsOfStack() : undefined;
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.description,
    enforcementLevel: pack.levels[rule.name] ?? rule.level,
    severity: rule.severity,
    ...toPulumiFramework(rule.frameworks),
    tags: tagsOf(rule),
    remediationSteps: rule.recommendation,
    url: rule.url,
    configSchema: configuration.schema,
    validateResource: (args, reportViolation) => {
      let reason: string | undefined;
      try {
        reason = check(args, reportViolation);
      } catch (error) {
        reportText(
          internalErrorText(rule, quoteName(args), error).message,
          reportViolation,
          'mandatory',
        );
        return;
      }
      if (reason !== undefined) args.notApplicable(reason);
    },
    ...(later === undefined
      ? {}
      : {
          validateStack: ({ resources }, report) => {
            for (const [urn, findings] of later.end(resources)) {
              reportAll(findings, (violation) => {
                report(violation, urn);
              });
            }
          },
        }),
    ...(rule.repairs === undefined
      ? {}
      : { remediateResource: remediation(rule, configuration) }),
  };

  /** Reports what is wrong. Returns why the policy does not apply, if that is so. */
  function check(
    args: ResourceValidationArgs,
    reportViolation: ReportViolation,
  ): string | undefined {
    const isStack = args.type === stackType;
    const surface = pulumiSurface(args.type);
    if (!isStack && surface === undefined) return noRegistry;
    const read = configuration.read(args);
    if ('errors' in read) {
      reportText(errorText(read.errors), reportViolation, 'mandatory');
    }
    const holds =
      'errors' in read ? configuration.fallback : read.configuration;
    if (surface === undefined) {
      later?.start();
      exemptions.start(rule, args.urn, holds);
      summary.start(rule);
      return 'errors' in read ? undefined : noRegistry;
    }
    // Every resource that can declare a registry has required properties.
    if (Object.keys(args.props).length === 0) return onlyRead;
    const found = judge(rule, args, surface, holds);
    if (later !== undefined) {
      later.add(args.urn, found);
      return found.length === 0 ? noRegistry : withStack;
    }
    return reportAll(found, reportViolation);
  }

  /** Returns why the policy does not apply, if that is so. */
  function reportAll(
    found: readonly Finding[],
    reportViolation: ReportViolation,
  ): string | undefined {
    exemptions.see(rule, found);
    const findings = once.filter(rule, found);
    const level = levels.get(rule.name) ?? pack.levels[rule.name] ?? rule.level;
    const isAdvisory = level === 'advisory';
    summary.record(rule, isAdvisory, findings);
    return reportFindings(findings, {
      report: reportViolation,
      isAdvisory,
      isFirst: ({ resource, exemption }) =>
        once.isReporter(rule, [resource.address, exemption?.reason ?? '']),
    });
  }
}

/** Pulumi shows one framework. */
function toPulumiFramework([framework]: readonly Framework[]): {
  framework?: PolicyComplianceFramework;
} {
  if (framework === undefined) return {};
  const { name, version, controls, url } = framework;
  const reference = controls.join(', ');
  return { framework: { name, version, reference, specification: url } };
}

function tagsOf({ ref, pillar, azurePolicies }: Rule): string[] {
  return ['azure', 'container-registry', ref, pillar, ...azurePolicies];
}

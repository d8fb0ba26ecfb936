import type {
  PolicyComplianceFramework,
  ResourceValidationArgs,
  ResourceValidationPolicy,
} from '@pulumi/policy';
import { evaluate } from '../shared/evaluate';
import type { Framework, Rule, UnknownHandling } from '../shared/types';
import type { ReadDeclarations } from '../shared/declaration';
import type { PolicyOptions } from './options';
import { toValue } from './properties';
import { noRegistry, reportFindings } from './report';
import { readerOf } from '../shared/pulumi/surfaces';

/** Wraps a rule as a policy of Pulumi's, which carries the rule's name. */
export function toPolicy(
  rule: Rule,
  options: PolicyOptions = {},
): ResourceValidationPolicy {
  return {
    name: rule.name,
    displayName: rule.title,
    description: rule.description,
    enforcementLevel: rule.level,
    severity: rule.severity,
    ...(rule.framework === undefined
      ? {}
      : { framework: toPulumiFramework(rule.framework) }),
    tags: tagsOf(rule),
    remediationSteps: rule.recommendation,
    url: rule.url,
    validateResource: (args, reportViolation) => {
      const read = readerOf(args.type);
      if (read === undefined) return args.notApplicable(noRegistry);
      const findings = judge(rule, args, read, options);
      reportFindings(findings, args, reportViolation);
    },
  };
}

function judge(
  rule: Rule,
  { type, urn, name, props }: ResourceValidationArgs,
  read: ReadDeclarations,
  options: PolicyOptions,
) {
  return evaluate(
    [rule],
    { type, address: urn, name },
    () => read(toValue(props)),
    {
      ...options,
      // Pulumi decides what a violation does: whether this policy runs, and how.
      levels: { [rule.name]: 'mandatory' },
      settled: settled(options.unknown ?? 'warn'),
    },
  );
}

function settled(unknown: UnknownHandling): string {
  return unknown === 'error'
    ? 'It blocks, because the policy is configured with unknown: error.'
    : 'It will be judged at pulumi up, before the registry is created or changed.';
}

function toPulumiFramework(framework: Framework): PolicyComplianceFramework {
  const { name, version, control, url } = framework;
  return { name, version, reference: control, specification: url };
}

function tagsOf({ ref, pillar, azurePolicies }: Rule): string[] {
  return ['azure', 'container-registry', ref, pillar, ...azurePolicies];
}

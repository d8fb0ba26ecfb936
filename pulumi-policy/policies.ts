import type {
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { refuseWrongConfiguration } from './sdk/configure-requests';
import { ExemptionUsage, unusedExemptionsPolicy } from './exemption-usage';
import { toHostConfiguration } from '../shared/configuration/options';
import type { PolicyOptions } from '../shared/configuration/options';
import type { Rule } from '../shared/rules/types';
import { OncePerResource } from './once-per-resource';
import { RunSummary, summaryPolicy } from './run-summary';
import { toPolicy } from './to-policy';

/**
 * The policies of this package, to put into a policy pack of your own: one for
 * every rule, under the rule's name, one that reports exemptions without effect,
 * and one that prints a summary. Nothing starts by itself.
 *
 * @throws {Error} that names every option that is not known or wrong
 *
 * @example
 * new PolicyPack('company', { policies: [...policies(), ...ownPolicies] });
 */
export function policies(
  options: PolicyOptions = {},
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const pack = toHostConfiguration(options, 'pack', 'policies');
  const run = {
    exemptions: new ExemptionUsage(),
    once: new OncePerResource(),
    summary: new RunSummary(),
    levels: refuseWrongConfiguration(pack.knownRules),
  };
  const isMandatory = ({ name, level }: Rule): boolean =>
    (pack.levels[name] ?? level) === 'mandatory';
  // Violations that block are reported first.
  const rules = [
    ...pack.knownRules.filter((rule) => isMandatory(rule)),
    ...pack.knownRules.filter((rule) => !isMandatory(rule)),
  ];
  return [
    ...rules.map((rule) => toPolicy(rule, pack, run)),
    unusedExemptionsPolicy(run.exemptions),
    summaryPolicy(run.summary),
  ];
}

/** The same as {@link policies}, by a name that is clear beside other packages'. */
export const acrPolicies = policies;

export type { PolicyOptions } from '../shared/configuration/options';

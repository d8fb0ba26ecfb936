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
import { toPolicy } from './to-policy';

/**
 * The policies of this package, to put into a policy pack of your own: one for
 * every rule, under the rule's name, and one that tells of exemptions without
 * effect. Nothing starts by itself.
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
  refuseWrongConfiguration(pack.knownRules);
  const ledger = new ExemptionUsage();
  const once = new OncePerResource();
  const isMandatory = ({ name, level }: Rule): boolean =>
    (pack.levels[name] ?? level) === 'mandatory';
  // What blocks speaks first.
  const rules = [
    ...pack.knownRules.filter((rule) => isMandatory(rule)),
    ...pack.knownRules.filter((rule) => !isMandatory(rule)),
  ];
  return [
    ...rules.map((rule) => toPolicy(rule, pack, ledger, once)),
    unusedExemptionsPolicy(ledger),
  ];
}

export type { PolicyOptions } from '../shared/configuration/options';

import type { ResourceValidationPolicy } from '@pulumi/policy';
import { levelsOf } from '../shared/presets';
import { rules as allRules } from '../shared/rules';
import type { PolicyOptions } from './options';
import { toPolicy } from './to-policy';

/**
 * The policies of this package, to put into a policy pack of your own. Nothing
 * starts by itself.
 *
 * @example
 * new PolicyPack('company', { policies: [...policies(), ...ownPolicies] });
 */
export function policies(
  options: PolicyOptions = {},
): ResourceValidationPolicy[] {
  const { rules = allRules, preset = 'recommended' } = options;
  const levels = levelsOf(preset, rules);
  return rules.map((rule) => ({
    ...toPolicy(rule, options),
    enforcementLevel: levels[rule.name] ?? rule.level,
  }));
}

export type { PolicyOptions } from './options';

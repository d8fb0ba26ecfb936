import type { Configuration } from './parse';
import { isForRule } from '../model/exemption';
import type { Exemption } from '../model/exemption';
import { hasRepairStyles } from '../engine/repair';
import { toPolicySetting } from '../rules/presets';
import type { Rule } from '../rules/types';

/**
 * The content of a file for Pulumi's `--policy-pack-config` that does what a
 * configuration of the command does. Each policy gets its level, its options,
 * and the exemptions and limits that hold for its rule.
 *
 * @param rules the rules of the pack
 */
export function toPulumiConfiguration(
  configuration: Configuration,
  rules: readonly Rule[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    rules.map((rule) => [rule.name, policySetting(rule, configuration)]),
  );
}

function policySetting(rule: Rule, configuration: Configuration): unknown {
  const { levels, ruleOptions, exemptionLimits } = configuration;
  const { unknown, remediation } = configuration;
  const level = levels[rule.name] ?? rule.level;
  const isOn = level !== 'disabled';
  const exemptions = configuration.exemptions.filter(
    (each) => isForRule(each, rule.name) && (isOn || each.rules !== undefined),
  );
  return toPolicySetting(level, {
    ...(isOn && hasEffect(unknown, level) ? { unknown } : {}),
    ...(isOn && hasRepairStyles(rule) && remediation !== 'disablePublicAccess'
      ? { remediation }
      : {}),
    ...ruleOptions[rule.name],
    ...(exemptions.length > 0
      ? { exemptions: exemptions.map(withoutRules) }
      : {}),
    ...(isOn && Object.keys(exemptionLimits).length > 0
      ? { exemptionLimits }
      : {}),
  });
}

/** `error` acts as a violation does, which only warns in an advisory policy. */
function hasEffect(
  unknown: Configuration['unknown'],
  level: Rule['level'],
): boolean {
  return unknown === 'ignore' || (unknown === 'error' && level === 'mandatory');
}

/** In Pulumi an exemption is of the policy that it is configured with. */
function withoutRules(exemption: Exemption): object {
  return Object.fromEntries(
    Object.entries(exemption).filter(([name]) => name !== 'rules'),
  );
}

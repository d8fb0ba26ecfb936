import { readRegistry } from '../../shared/dialects/dialect';
import type { Dialect } from '../../shared/dialects/dialect';
import { armTemplate, azureNative } from '../../shared/dialects/arm';
import { azurerm, azurermCamelCase } from '../../shared/dialects/azurerm';
import type { OptionValues } from '../../shared/json-schema/types';
import { rules } from '../../shared/rules';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import type { Finding, Rule } from '../../shared/rules/types';
import { Unknown } from '../../shared/model/value';
import type { Value } from '../../shared/model/value';
import { withUnknown } from './renderings';
import { findingsOf } from './findings';

export const dialects = {
  armTemplate,
  azureNative,
  azurerm,
  azurermCamelCase,
} as const satisfies Record<string, Dialect>;

/** Every rule, on: one that is off by default is advisory. */
export const enabledRules: readonly Rule[] = rules.map((rule) =>
  rule.level === 'disabled' ? { ...rule, level: 'advisory' } : rule,
);

/** The rules that evaluate registries. */
export const registryRules: readonly Rule[] = rules.filter(
  ({ kinds = ['registry'] }) => kinds.includes('registry'),
);

/** The rule of a name, which must be there. */
export function ruleNamed(name: string): Rule {
  const rule = rules.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`no rule is called ${name}`);
  return rule;
}

/** Evaluates the raw properties of one registry in the core. */
export function judge(
  dialect: Dialect,
  properties: unknown,
  rule: Rule = acrFirewall,
  options: OptionValues = {},
): Finding {
  const value = withUnknown(properties, new Unknown('a test says so')) as Value;
  const [finding] = findingsOf(
    [rule],
    { type: 'registry', address: 'address', name: 'web' },
    () => [{ registry: readRegistry(dialect, value) }],
    // A rule that is off by default is evaluated when it is on.
    {
      levels: {
        [rule.name]: rule.level === 'disabled' ? 'advisory' : rule.level,
      },
      ruleOptions: { [rule.name]: options },
    },
  );
  if (finding === undefined) throw new Error('the engine returned no finding');
  return finding;
}

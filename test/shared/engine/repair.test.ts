import { readRegistry } from '../../../shared/dialects/dialect';
import type { Dialect } from '../../../shared/dialects/dialect';
import {
  armTemplate,
  azapi,
  azureNative,
  azureNativeGeneric,
} from '../../../shared/dialects/arm';
import {
  azurerm,
  azurermCamelCase,
  azurermDynamicBridge,
} from '../../../shared/dialects/azurerm';
import { repairOf, repairsOf } from '../../../shared/engine/repair';
import type { Edit } from '../../../shared/engine/repair';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';
import type { RemediationStyle } from '../../../shared/rules/types';
import { Unknown } from '../../../shared/model/value';
import type { Value } from '../../../shared/model/value';

function repair(
  dialect: Dialect,
  properties: Value,
  style: RemediationStyle,
): readonly Edit[] {
  const expectation = repairOf(acrFirewall, style);
  if (expectation === undefined) throw new Error('the rule has no repairs');
  return repairsOf(dialect, properties, expectation);
}

/** Makes the changes, on a copy. */
function apply(properties: Value, edits: readonly Edit[]): Value {
  const repaired = structuredClone(properties);
  for (const { path, value } of edits) {
    let container = repaired as Record<string | number, Value>;
    for (const step of path.slice(0, -1)) {
      container = container[step] as typeof container;
    }
    container[path.at(-1) ?? ''] = value;
  }
  return repaired;
}

const ipRules = [{ value: '203.0.113.0/24', action: 'Allow' }];

interface Situation {
  readonly situation: string;
  readonly dialect: Dialect;
  readonly style: RemediationStyle;
  readonly before: Value;
  readonly after: Value;
}

const situations: readonly Situation[] = [
  {
    situation: 'nothing set, public access to be disabled',
    dialect: azureNative,
    style: 'disablePublicAccess',
    before: { sku: { name: 'Premium' } },
    after: { sku: { name: 'Premium' }, publicNetworkAccess: 'Disabled' },
  },
  {
    situation: 'nothing set, deny by default',
    dialect: azureNative,
    style: 'denyByDefault',
    before: { sku: { name: 'Premium' } },
    after: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Deny' },
    },
  },
  {
    situation: 'networks that are let in stay so',
    dialect: azureNative,
    style: 'denyByDefault',
    before: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Allow', ipRules },
    },
    after: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Deny', ipRules },
    },
  },
  {
    situation: 'a name keeps its case in a body that Azure gets',
    dialect: azureNativeGeneric,
    style: 'denyByDefault',
    before: {
      sku: { name: 'Premium' },
      properties: { NetworkRuleSet: { defaultaction: 'Allow' } },
    },
    after: {
      sku: { name: 'Premium' },
      properties: { NetworkRuleSet: { defaultaction: 'Deny' } },
    },
  },
  {
    situation: 'a name in another case is not what a provider reads',
    dialect: azureNative,
    style: 'disablePublicAccess',
    before: { sku: { name: 'Premium' }, PublicNetworkAccess: 'Disabled' },
    after: {
      sku: { name: 'Premium' },
      PublicNetworkAccess: 'Disabled',
      publicNetworkAccess: 'Disabled',
    },
  },
  {
    situation: 'a setting that is written twice is set twice',
    dialect: azureNativeGeneric,
    style: 'disablePublicAccess',
    before: {
      sku: { name: 'Premium' },
      properties: {
        publicNetworkAccess: 'Disabled',
        PublicNetworkAccess: 'Enabled',
      },
    },
    after: {
      sku: { name: 'Premium' },
      properties: {
        publicNetworkAccess: 'Disabled',
        PublicNetworkAccess: 'Disabled',
      },
    },
  },
  {
    situation: 'a rule set that is null is made',
    dialect: azureNative,
    style: 'denyByDefault',
    before: { sku: { name: 'Premium' }, networkRuleSet: null },
    after: {
      sku: { name: 'Premium' },
      networkRuleSet: { defaultAction: 'Deny' },
    },
  },
  {
    situation: 'generic resource',
    dialect: azureNativeGeneric,
    style: 'disablePublicAccess',
    before: { sku: { name: 'Premium' } },
    after: {
      sku: { name: 'Premium' },
      properties: { publicNetworkAccess: 'Disabled' },
    },
  },
  {
    situation: 'azapi, deny by default',
    dialect: azapi,
    style: 'denyByDefault',
    before: { body: { sku: { name: 'Premium' }, properties: { a: 1 } } },
    after: {
      body: {
        sku: { name: 'Premium' },
        properties: { a: 1, networkRuleSet: { defaultAction: 'Deny' } },
      },
    },
  },
  {
    situation: 'a resource of a template',
    dialect: armTemplate,
    style: 'disablePublicAccess',
    before: { sku: { name: 'Premium' }, properties: {} },
    after: {
      sku: { name: 'Premium' },
      properties: { publicNetworkAccess: 'Disabled' },
    },
  },
  {
    situation: 'Terraform, a switch',
    dialect: azurerm,
    style: 'disablePublicAccess',
    before: { sku: 'Premium', public_network_access_enabled: 'true' },
    after: { sku: 'Premium', public_network_access_enabled: false },
  },
  {
    situation: 'Terraform, a block that is not there',
    dialect: azurerm,
    style: 'denyByDefault',
    before: { sku: 'Premium', network_rule_set: [] },
    after: { sku: 'Premium', network_rule_set: [{ default_action: 'Deny' }] },
  },
  {
    situation: 'Terraform, a block in a list',
    dialect: azurerm,
    style: 'denyByDefault',
    before: { sku: 'Premium', network_rule_set: [{ ip_rule: ipRules }] },
    after: {
      sku: 'Premium',
      network_rule_set: [{ ip_rule: ipRules, default_action: 'Deny' }],
    },
  },
  {
    situation: 'Terraform, a block as an object',
    dialect: azurerm,
    style: 'denyByDefault',
    before: { sku: 'Premium', network_rule_set: { default_action: 'Allow' } },
    after: { sku: 'Premium', network_rule_set: { default_action: 'Deny' } },
  },
  {
    situation: 'Pulumi classic, deny by default',
    dialect: azurermCamelCase,
    style: 'denyByDefault',
    before: { sku: 'Premium' },
    after: { sku: 'Premium', networkRuleSet: { defaultAction: 'Deny' } },
  },
  {
    situation: 'any Terraform provider, a list in the plural',
    dialect: azurermDynamicBridge,
    style: 'denyByDefault',
    before: { sku: 'Premium' },
    after: { sku: 'Premium', networkRuleSets: [{ defaultAction: 'Deny' }] },
  },
  {
    situation:
      "any Terraform provider, written in the classic provider's words",
    dialect: azurermDynamicBridge,
    style: 'denyByDefault',
    before: { sku: 'Premium', networkRuleSet: { defaultAction: 'Allow' } },
    after: { sku: 'Premium', networkRuleSet: { defaultAction: 'Deny' } },
  },
];

describe('a repair', () => {
  test.each(situations)('$situation', ({ dialect, style, before, after }) => {
    const verdict = (properties: Value) =>
      acrFirewall.evaluate(readRegistry(dialect, properties)).outcome;
    expect(verdict(before)).toBe('fail');
    const repaired = apply(before, repair(dialect, before, style));
    expect(repaired).toEqual(after);
    expect(verdict(repaired)).toBe('pass');
    expect(repair(dialect, repaired, style)).toEqual([]);
  });
});

describe('nothing is repaired', () => {
  const unknown = new Unknown('a test says so');
  test.each([
    {
      situation: 'where the rule set is not known yet',
      properties: { networkRuleSet: unknown },
    },
    {
      situation: 'where the default action is not known yet',
      properties: { networkRuleSet: { defaultAction: unknown } },
    },
    {
      situation: 'where the rule set has a wrong type',
      properties: { networkRuleSet: 'x' },
    },
    {
      situation: 'where the rule set is a list and should be an object',
      properties: { networkRuleSet: [{ defaultAction: 'Allow' }] },
    },
    { situation: 'of which nothing is known', properties: unknown },
  ])('$situation', ({ properties }) => {
    expect(repair(azureNative, properties, 'denyByDefault')).toEqual([]);
  });
});

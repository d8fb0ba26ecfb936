import {
  azurermCamelCase,
  azurermDynamicBridge,
  azurerm,
} from '../../../shared/dialects/azurerm';
import type { Dialect } from '../../../shared/dialects/dialect';
import { judge, ruleNamed } from '../../support/core';

const rule = ruleNamed('Azure.ACR.ContentTrust');

test.each<
  [situation: string, dialect: Dialect, attributes: object, outcome: string]
>([
  ['nothing set', azurerm, {}, 'fail'],
  ['turned on', azurerm, { trust_policy_enabled: true }, 'pass'],
  ['turned off', azurerm, { trust_policy_enabled: false }, 'fail'],
  [
    'turned on as azurerm 3 spells it',
    azurerm,
    { trust_policy: [{ enabled: true }] },
    'pass',
  ],
  [
    'a key of its own',
    azurerm,
    { encryption: [{ identity_client_id: 'id' }] },
    'notApplicable',
  ],
  [
    'turned on in Pulumi classic',
    azurermCamelCase,
    { trustPolicy: { enabled: true } },
    'pass',
  ],
  [
    'a key of its own in Pulumi classic',
    azurermCamelCase,
    { encryption: { identityClientId: 'id' } },
    'notApplicable',
  ],
  [
    'turned on through the dynamic bridge',
    azurermDynamicBridge,
    { trustPolicies: [{ enabled: true }] },
    'pass',
  ],
  [
    'a key of its own through the dynamic bridge',
    azurermDynamicBridge,
    { encryptions: [{ identityClientId: 'id' }] },
    'notApplicable',
  ],
])('%s', (_, dialect, attributes, outcome) => {
  const registry = { sku: 'Premium', ...attributes };
  expect(judge(dialect, registry, rule).outcome).toBe(outcome);
});

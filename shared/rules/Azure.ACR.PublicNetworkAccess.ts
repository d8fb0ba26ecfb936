import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

const disablePublicAccess = {
  field: 'publicNetworkAccess',
  value: 'Disabled',
} as const;

/** A registry has no public endpoint; the strict form of `Azure.ACR.Firewall`. */
export const acrPublicNetworkAccess = defineRule({
  name: 'Azure.ACR.PublicNetworkAccess',
  ref: 'AAP-000005',
  title: 'Disable public network access of container registries',
  description:
    'A firewall that denies by default still has a public endpoint and a list of networks to maintain. Without public network access only private endpoints reach the registry.',
  severity: 'high',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [
    '0fdf0491-d080-4575-b627-ad0e843cba0f',
    'a3701552-92ea-433e-9d17-33b7f1208fc9',
  ],
  recommendation:
    'Consider disabling public network access and using private endpoints.',
  url: 'https://aka.ms/acr/privatelink',
  violation: 'has a public endpoint',
  repairs: disablePublicAccess,
  evaluate: (registry) =>
    requireAny(registry, isPremium, [disablePublicAccess]),
});

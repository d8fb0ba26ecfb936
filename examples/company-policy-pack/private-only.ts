import { defineRule, isRegistry, requireAll } from 'azure-acr-policy-pack';

/**
 * Stricter than Azure.ACR.Firewall, which a firewall with a list of networks
 * satisfies too: at Contoso a registry has private endpoints and nothing else.
 */
export const privateOnly = defineRule({
  name: 'Contoso.ACR.PrivateOnly',
  ref: 'CON-000001',
  title: 'Reach container registries by private endpoints only',
  description:
    'All of Contoso reaches its registries through private endpoints, so a public one is not needed by anybody.',
  url: 'https://contoso.example/standards/acr#private-only',
  severity: 'high',
  level: 'mandatory',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Use the registry module of the platform team, which does it right.',
  violation: 'has a public endpoint',
  evaluate: (registry) =>
    requireAll(registry, isRegistry, [
      { field: 'skuName', value: 'Premium' },
      { field: 'publicNetworkAccess', value: 'Disabled' },
    ]),
});

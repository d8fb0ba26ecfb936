import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

/** Clients download layers from endpoints of the registry itself. */
export const acrDataEndpoint = defineRule({
  name: 'Azure.ACR.DataEndpoint',
  ref: 'AAP-000009',
  title: 'Use dedicated data endpoints for container registries',
  description:
    'Without dedicated data endpoints clients download layers from shared storage accounts, so their firewalls have to allow all of Azure Storage, which lets data out as well.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider dedicated data endpoints. Allow them in the firewalls of clients first: downloads switch to them at once.',
  url: 'https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints',
  violation: 'serves layers from shared storage endpoints',
  evaluate: (registry) =>
    requireAny(registry, isPremium, [
      { field: 'dataEndpointEnabled', value: true },
    ]),
});

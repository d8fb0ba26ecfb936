import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

/** A private endpoint points at the registry. */
export const acrPrivateEndpoint = defineRule({
  name: 'Azure.ACR.PrivateEndpoint',
  ref: 'AAP-000015',
  title: 'Reach container registries through private endpoints',
  description:
    'A private endpoint gives a registry an address in your network, so that images never cross the internet and the public endpoint can be closed.',
  severity: 'medium',
  level: 'disabled',
  needsStack: true,
  since: '2.0.0',
  presets: { highest: 'advisory' },
  pillar: 'Security',
  azurePolicies: ['e8eef0a8-67cf-4eb4-9386-14b0e78733d4'],
  recommendation:
    'Consider a private endpoint in each network that pulls images.',
  url: 'https://aka.ms/acr/private-link',
  violation: 'has no private endpoint',
  evaluate: (registry) =>
    requireAll(registry, isPremium, [
      {
        field: 'privateEndpoint',
        must: 'point at the registry',
        // Without one here the answer is unknown: it may be declared elsewhere.
        meets: () =>
          registry.hasPrivateEndpoint?.() === true ? 'yes' : 'unknown',
      },
    ]),
});

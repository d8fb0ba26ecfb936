import { equals } from '../model/kleene';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

/** A registry is encrypted with a key of its owner. */
export const acrCustomerManagedKey = defineRule({
  name: 'Azure.ACR.CustomerManagedKey',
  ref: 'AAP-000004',
  title: 'Encrypt container registries with a customer-managed key',
  description:
    'Azure encrypts every registry. With a key of your own you control who can decrypt it, and when the key is rotated or revoked. Azure accepts the key only when the registry is created.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  presets: { highest: 'advisory' },
  pillar: 'Security',
  azurePolicies: ['5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580'],
  recommendation:
    'Consider a customer-managed key for new registries if a regulation asks for it. An existing registry has to be replaced.',
  url: 'https://aka.ms/acr/CMK',
  violation: 'is encrypted with a key of Azure',
  evaluate: (registry) =>
    requireAll(registry, isPremium, [
      {
        field: 'encryption',
        must: 'be enabled with a key of your own when the registry is created',
        meets: ({ encryption }) => equals(encryption.value, 'enabled'),
      },
    ]),
});

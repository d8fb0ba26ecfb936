import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRegistry } from './utils/selectors';

const disableToken = { field: 'armAudienceToken', value: 'disabled' } as const;

/** A registry accepts only tokens that were issued for registries. */
export const acrArmAudienceToken = defineRule({
  name: 'Azure.ACR.ArmAudienceToken',
  ref: 'AAP-000006',
  title: 'Disable tokens for Azure Resource Manager in container registries',
  description:
    'A token for Azure Resource Manager opens much of Azure. A registry that accepts one makes a token useful that was stolen elsewhere.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [
    '42781ec6-6127-4c30-bdfa-fb423a0047d3',
    '785596ed-054f-41bc-aaec-7f3d0ba05725',
  ],
  recommendation:
    'Consider accepting only tokens for container registries, after a check that every client asks for them.',
  url: 'https://aka.ms/acr/authentication',
  violation: 'accepts tokens for Azure Resource Manager',
  repairs: disableToken,
  evaluate: (registry) => requireAny(registry, isRegistry, [disableToken]),
});

import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

const disablePublicAccess = {
  field: 'publicNetworkAccess',
  value: 'Disabled',
} as const;
const denyByDefault = { field: 'defaultAction', value: 'Deny' } as const;

/** A Premium registry is closed to the public network, or lets in only what its firewall names. */
export const acrFirewall = defineRule({
  name: 'Azure.ACR.Firewall',
  ref: 'AZR-000402',
  title: 'Limit network access of container registries',
  description:
    'A container registry should accept connections only from networks that you name.',
  severity: 'high',
  level: 'mandatory',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: ['d0793b48-0edc-4296-a390-4c75d1bdfd71'],
  recommendation:
    'Consider disabling public network access and using private endpoints, or denying by default and allowing only the networks that need the registry.',
  violation: 'accepts connections from any network',
  repairs: { disablePublicAccess, denyByDefault },
  evaluate: (registry) =>
    requireAny(registry, isPremium, [disablePublicAccess, denyByDefault]),
});

import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRegistry } from './utils/selectors';

const disableAdminUser = { field: 'adminUserEnabled', value: false } as const;

/** The shared admin account of a registry is off. */
export const acrAdminUser = defineRule({
  name: 'Azure.ACR.AdminUser',
  ref: 'AZR-000005',
  title: 'Disable the admin user of container registries',
  description:
    'The admin user is one shared account with full rights: nobody can tell who used it, and its password lives on in scripts.',
  severity: 'critical',
  level: 'advisory',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: [
    'dc921057-6b28-4fbe-9b83-f7bec05db6c2',
    '79fdfe03-ffcb-4e55-b4d0-b925b8241759',
  ],
  recommendation:
    'Consider disabling the admin user and using Microsoft Entra identities with role assignments.',
  violation: 'lets anyone in who has the password of its admin user',
  repairs: disableAdminUser,
  evaluate: (registry) => requireAny(registry, isRegistry, [disableAdminUser]),
});

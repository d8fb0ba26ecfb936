import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRegistry } from './utils/selectors';

/** Roles are assigned for single repositories. */
export const acrRoleAssignmentMode = defineRule({
  name: 'Azure.ACR.RoleAssignmentMode',
  ref: 'AAP-000008',
  title: 'Assign roles for repositories of container registries',
  description:
    'With registry permissions an identity that may pull one image may pull all of them. Repository permissions limit a role to the repositories that it needs.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  presets: { highest: 'advisory' },
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider repository permissions. The roles AcrPull, AcrPush and AcrDelete stop working then: assign their successors first.',
  url: 'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions',
  violation: 'assigns roles only for all of its repositories at once',
  evaluate: (registry) =>
    requireAny(registry, isRegistry, [
      { field: 'roleAssignmentMode', value: 'AbacRepositoryPermissions' },
    ]),
});

import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRestricted } from './utils/selectors';

/** Tasks do not pass the network rules of a registry. */
export const acrTaskBypass = defineRule({
  name: 'Azure.ACR.TaskBypass',
  ref: 'AAP-000007',
  title: 'Keep tasks from bypassing the network rules of container registries',
  description:
    'A task runs code on Azure’s machines. If tasks bypass the network rules, anyone who can run one reaches a registry that is closed to all networks.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider running tasks on an agent pool in a network that the registry allows.',
  url: 'https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries',
  violation: 'lets tasks bypass its network rules',
  evaluate: (registry) =>
    requireAny(registry, isRestricted, [
      { field: 'networkRuleBypassAllowedForTasks', value: false },
    ]),
});

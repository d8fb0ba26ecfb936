import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

/** Artifacts can not be exported to another registry. */
export const acrExportPolicy = defineRule({
  name: 'Azure.ACR.ExportPolicy',
  // Ours: upstream's reference could not be confirmed.
  ref: 'AAP-000001',
  title: 'Disable export from container registries',
  description:
    'Whoever may import from a registry can copy its artifacts to one that you do not control. Export can be disabled only where public network access is.',
  severity: 'high',
  level: 'disabled',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: ['524b0254-c285-4903-bee6-bb8126cde579'],
  recommendation:
    'Consider disabling the export policy together with public network access.',
  violation: 'lets its artifacts be exported',
  evaluate: (registry) =>
    requireAll(registry, isPremium, [
      { field: 'exportPolicy', value: 'disabled' },
      { field: 'publicNetworkAccess', value: 'Disabled' },
    ]),
});

import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { canRetain } from './utils/selectors';

/** Manifests that no tag names are deleted after some days. */
export const acrRetention = defineRule({
  name: 'Azure.ACR.Retention',
  ref: 'AZR-000010',
  title: 'Delete untagged manifests of container registries',
  description:
    'Every push of a tag leaves the manifest that had it before behind, untagged. Without a retention policy these pile up and are paid for.',
  severity: 'high',
  level: 'disabled',
  since: '1.0.0',
  stage: 'preview',
  pillar: 'Cost Optimization',
  azurePolicies: [],
  recommendation:
    'Consider enabling the retention policy, so that untagged manifests are deleted after some days.',
  violation: 'keeps untagged manifests forever',
  options: {
    minimumDays: {
      type: 'integer',
      minimum: 0,
      maximum: 365,
      default: 0,
      description:
        'The days that untagged manifests must be kept at least. Upstream asks for none.',
    },
  },
  evaluate: (registry, { minimumDays }) =>
    requireAll(registry, canRetain, [
      { field: 'retentionPolicy', value: 'enabled' },
      { field: 'softDeletePolicy', value: 'disabled' },
      ...(minimumDays > 0
        ? [{ field: 'retentionDays' as const, atLeast: minimumDays }]
        : []),
    ]),
});

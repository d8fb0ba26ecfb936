import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { canSoftDelete } from './utils/selectors';

/** Deleted artifacts can be restored for some days. */
export const acrSoftDelete = defineRule({
  name: 'Azure.ACR.SoftDelete',
  ref: 'AZR-000310',
  title: 'Keep deleted artifacts of container registries for some days',
  description:
    'An image that is deleted by accident, or by an intruder, is gone at once unless soft delete keeps it. The feature is in preview and excludes replications and a retention policy.',
  severity: 'high',
  level: 'disabled',
  since: '1.0.0',
  stage: 'preview',
  pillar: 'Reliability',
  azurePolicies: [],
  recommendation:
    'Consider enabling soft delete, with the number of days that you need to notice a loss.',
  violation: 'loses deleted artifacts at once',
  evaluate: (registry) =>
    requireAll(registry, canSoftDelete, [
      { field: 'softDeletePolicy', value: 'enabled' },
      { field: 'softDeleteDays', must: 'be a number of days', example: 7 },
    ]),
});

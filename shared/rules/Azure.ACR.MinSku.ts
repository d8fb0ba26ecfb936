import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRegistry } from './utils/selectors';

/** A registry has a SKU that is meant for production. */
export const acrMinSku = defineRule({
  name: 'Azure.ACR.MinSku',
  ref: 'AZR-000006',
  title: 'Use the Standard or Premium SKU for container registries',
  description:
    'The Basic SKU is meant for learning: its throughput and storage are small, and it has none of the features that secure a registry.',
  severity: 'high',
  level: 'advisory',
  pillar: 'Reliability',
  azurePolicies: [],
  recommendation:
    'Consider the Premium SKU for production, at least the Standard SKU.',
  violation: 'has a SKU that is not meant for production',
  evaluate: (registry) =>
    requireAny(registry, isRegistry, [
      { field: 'skuName', value: 'Premium' },
      { field: 'skuName', value: 'Standard' },
    ]),
});

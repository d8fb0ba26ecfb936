import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isRegistry } from './utils/selectors';

/** A registry has a SKU that is meant for production. */
export const acrMinSku = defineRule({
  name: 'Azure.ACR.MinSku',
  ref: 'AZR-000006',
  title: 'Use the Standard or Premium SKU for container registries',
  description:
    'The Basic SKU is meant for learning: its throughput and storage are small. Only Premium has a firewall, private endpoints and a switch for public network access, so a registry with another SKU is always open to the internet.',
  severity: 'high',
  level: 'advisory',
  since: '1.0.0',
  pillar: 'Reliability',
  azurePolicies: ['bd560fc0-3c69-498a-ae9f-aa8eb7de0e13'],
  recommendation:
    'Consider the Premium SKU for production: only it can be closed to the internet.',
  violation:
    'has a SKU below the minimum (only Premium can be closed to the internet)',
  presets: { strictOptions: { minimum: 'Premium' } },
  options: {
    minimum: {
      type: 'string',
      enum: ['Standard', 'Premium'],
      default: 'Standard',
      description:
        'The lowest SKU that is allowed. Premium forbids registries that can’t be closed to the internet.',
    },
  },
  evaluate: (registry, { minimum }) =>
    requireAny(registry, isRegistry, [
      { field: 'skuName', value: 'Premium' },
      ...(minimum === 'Standard'
        ? [{ field: 'skuName', value: 'Standard' } as const]
        : []),
    ]),
});

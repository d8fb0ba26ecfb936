import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { mcsb } from './utils/frameworks';
import { isRegistry } from './utils/selectors';

/** A pushed image stays hidden until a scanner lets it through. */
export const acrQuarantine = defineRule({
  name: 'Azure.ACR.Quarantine',
  ref: 'AZR-000008',
  title: 'Quarantine images until they are scanned',
  description:
    'Without quarantine an image can be pulled from the moment it is pushed, before anything has looked into it.',
  severity: 'high',
  level: 'advisory',
  pillar: 'Security',
  framework: mcsb('DS-6', 'PV-5'),
  azurePolicies: [],
  recommendation:
    'Consider enabling the quarantine policy, with a scanner that releases what it has checked. The feature is in preview.',
  violation: 'hands out images that nothing has scanned',
  evaluate: (registry) =>
    requireAny(registry, isRegistry, [
      { field: 'quarantinePolicy', value: 'enabled' },
    ]),
});

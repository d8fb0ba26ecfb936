import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremium } from './utils/selectors';

/** A pushed image stays hidden until a scanner lets it through. */
export const acrQuarantine = defineRule({
  name: 'Azure.ACR.Quarantine',
  ref: 'AZR-000008',
  title: 'Quarantine images until they are scanned',
  description:
    'Without quarantine an image can be pulled from the moment it is pushed, before anything has looked into it.',
  severity: 'high',
  level: 'disabled',
  since: '1.0.0',
  stage: 'preview',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider enabling the quarantine policy, with a scanner that releases what it has checked. Without such a scanner nobody can pull. The feature is in preview.',
  violation: 'hands out images that nothing has scanned',
  evaluate: (registry) =>
    requireAny(registry, isPremium, [
      { field: 'quarantinePolicy', value: 'enabled' },
    ]),
});

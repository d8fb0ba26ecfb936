import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isPremiumWithoutOwnKey } from './utils/selectors';

/** A registry takes signed images. Azure retires the feature; off unless turned on. */
export const acrContentTrust = defineRule({
  name: 'Azure.ACR.ContentTrust',
  ref: 'AZR-000009',
  title: 'Use content trust for container registries',
  description:
    'With content trust clients can tell that an image is the one that its publisher signed. Azure takes no new registry with it since 31 May 2026 and ends it on 31 March 2028.',
  severity: 'high',
  level: 'disabled',
  since: '1.0.0',
  stage: 'deprecated',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider signing images with Notation instead. Turn this rule on only for registries that had content trust before Azure closed it.',
  violation: 'does not take signed images',
  evaluate: (registry) =>
    requireAny(registry, isPremiumWithoutOwnKey, [
      { field: 'trustPolicy', value: 'enabled' },
    ]),
});

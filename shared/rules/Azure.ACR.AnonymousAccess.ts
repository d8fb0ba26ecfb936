import { requireAny } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isStandardOrPremium } from './utils/selectors';

const disableAnonymousPull = {
  field: 'anonymousPullEnabled',
  value: false,
} as const;

/** Pulling from a registry needs an identity. */
export const acrAnonymousAccess = defineRule({
  name: 'Azure.ACR.AnonymousAccess',
  ref: 'AZR-000401',
  title: 'Disable anonymous pull access of container registries',
  description:
    'With anonymous pull everyone who reaches a registry can read all of its images, and nothing tells who did.',
  severity: 'high',
  level: 'advisory',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: [
    '9f2dea28-e834-476c-99c5-3507b4728395',
    'cced2946-b08a-44fe-9fd9-e4ed8a779897',
  ],
  recommendation:
    'Consider disabling anonymous pull, unless the registry is meant to publish images.',
  violation: 'lets anyone pull without an identity',
  repairs: disableAnonymousPull,
  evaluate: (registry) =>
    requireAny(registry, isStandardOrPremium, [disableAnonymousPull]),
});

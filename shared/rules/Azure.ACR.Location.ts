import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import {
  allowedLocationsOption,
  isInAllowedLocation,
  isRegistryIfLimited,
} from './utils/regions';

/** A registry is in a region that the organization allows. */
export const acrLocation = defineRule({
  name: 'Azure.ACR.Location',
  ref: 'AAP-000010',
  title: 'Create container registries in allowed regions only',
  description:
    'A registry keeps its images in its region. In a region that is not allowed, this violates data-residency rules.',
  severity: 'high',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation: 'Consider a region that is allowed.',
  url: 'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.Resource.AllowedRegions/',
  violation: 'is in a region that is not allowed',
  options: {
    allowedLocations: allowedLocationsOption,
  },
  evaluate: (registry, { allowedLocations }) =>
    requireAll(registry, isRegistryIfLimited(allowedLocations), [
      {
        field: 'location',
        must: `be one of ${allowedLocations.join(', ')}`,
        meets: ({ location }) =>
          isInAllowedLocation(location.value, allowedLocations),
      },
    ]),
});

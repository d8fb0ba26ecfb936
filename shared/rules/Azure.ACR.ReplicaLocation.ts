import { defineRule } from './utils/define-rule';
import { isSameLocation } from './utils/regions';
import type { Registry } from '../model/registry';
import { Unknown, isList } from '../model/value';
import type { Verdict } from './types';

/** Replicas lie in regions that the organization allows. */
export const acrReplicaLocation = defineRule({
  name: 'Azure.ACR.ReplicaLocation',
  ref: 'AZR-000494',
  title: 'Replicate container registries to allowed regions only',
  description:
    'A replica holds all images of a registry. In a region that is not allowed it breaks the rules on where data may be.',
  severity: 'high',
  level: 'advisory',
  pillar: 'Security',
  azurePolicies: [],
  recommendation: 'Consider replicas in allowed regions only.',
  violation: 'has a replica in a region that is not allowed',
  options: {
    allowedLocations: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'The regions that are allowed. Empty: all.',
    },
  },
  evaluate: (registry, { allowedLocations }) =>
    judge(registry, allowedLocations),
});

function judge({ fields }: Registry, allowed: readonly string[]): Verdict {
  if (allowed.length === 0) {
    return { outcome: 'notApplicable', reason: 'Every region is allowed.' };
  }
  const { value: property, unsupported } = fields.replicaLocations;
  if (unsupported === true) {
    return {
      outcome: 'notApplicable',
      reason:
        'Replications are resources of their own here, which the rule does not see.',
    };
  }
  if (property.state === 'unknown') {
    return { outcome: 'unknown', waitsFor: ['replicaLocations'] };
  }
  const replicas =
    property.state === 'known' && isList(property.value) ? property.value : [];
  const known = replicas.filter((replica) => !(replica instanceof Unknown));
  const isAllowed = (replica: (typeof known)[number]) =>
    allowed.some((location) => isSameLocation(location, replica));
  if (!known.every(isAllowed)) {
    return {
      outcome: 'fail',
      need: 'all',
      expected: [
        {
          field: 'replicaLocations',
          must: `name allowed regions only (${allowed.join(', ')})`,
        },
      ],
    };
  }
  return known.length < replicas.length
    ? { outcome: 'unknown', waitsFor: ['replicaLocations'] }
    : { outcome: 'pass' };
}

import { defineRule } from './utils/define-rule';
import { isSameLocation } from './utils/regions';
import type { Registry } from '../model/registry';
import { isPremium } from './utils/selectors';
import { Unknown, isList } from '../model/value';
import type { Value } from '../model/value';
import type { Verdict } from './types';

/** A registry has a replica in another region. */
export const acrGeoReplica = defineRule({
  name: 'Azure.ACR.GeoReplica',
  ref: 'AZR-000004',
  title: 'Replicate container registries to another region',
  description:
    'A registry in one region is slow for clients in others and gone when the region is.',
  severity: 'high',
  level: 'advisory',
  pillar: 'Reliability',
  azurePolicies: [],
  recommendation:
    'Consider a replica in each region that pulls images, if there are several.',
  violation: 'has no replica in another region',
  evaluate: judge,
});

function judge(registry: Registry): Verdict {
  const { location, replicaLocations } = registry.fields;
  if (replicaLocations.unsupported === true) {
    return {
      outcome: 'notApplicable',
      reason:
        'Replications are resources of their own here, which the rule does not see.',
    };
  }
  const applies = isPremium.select(registry);
  if (applies === 'no') {
    return { outcome: 'notApplicable', reason: isPremium.otherwise };
  }
  const { value: property } = replicaLocations;
  const replicas =
    property.state === 'known' && isList(property.value) ? property.value : [];
  const home = location.value;
  // Where no location is written there is nothing that a replica could equal.
  const homeRegion = home.state === 'known' ? home.value : null;
  const isElsewhere = (replica: Value) =>
    typeof replica === 'string' && !isSameLocation(replica, homeRegion);
  if (home.state !== 'unknown' && replicas.some(isElsewhere)) {
    return { outcome: 'pass' };
  }
  const hasNone = property.state !== 'unknown' && replicas.length === 0;
  const unknowns = [
    ...isPremium.fields,
    // Where the registry is matters only beside a replica.
    ...(hasNone ? [] : (['location'] as const)),
    'replicaLocations' as const,
  ].filter((name) => registry.fields[name].value.state === 'unknown');
  if (unknowns.length > 0) return { outcome: 'unknown', waitsFor: unknowns };
  if (replicas.some((replica) => replica instanceof Unknown)) {
    return { outcome: 'unknown', waitsFor: ['replicaLocations'] };
  }
  return {
    outcome: 'fail',
    need: 'all',
    expected: [
      {
        field: 'replicaLocations',
        must: 'name a region besides the registry’s own',
      },
    ],
  };
}

import { anyOf } from '../model/kleene';
import type { Ternary } from '../model/kleene';
import type { Registry } from '../model/registry';
import { Unknown } from '../model/value';
import type { Value } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { membersOf } from './utils/members';
import { isSameLocation } from './utils/regions';
import { isPremium } from './utils/selectors';

/** A registry has a replica in another region. */
export const acrGeoReplica = defineRule({
  name: 'Azure.ACR.GeoReplica',
  ref: 'AZR-000004',
  title: 'Replicate container registries to another region',
  description:
    'A registry in one region is slow for clients in others and not available while the region is down. Against the loss of a zone Azure protects every registry.',
  // Upstream's was high, before it deprecated the rule.
  severity: 'medium',
  level: 'disabled',
  since: '1.0.0',
  stage: 'deprecated',
  pillar: 'Reliability',
  azurePolicies: [],
  recommendation:
    'Consider a replica in each region that pulls images, if there are several.',
  violation: 'has no replica in another region',
  evaluate: (registry) =>
    requireAll(registry, isPremium, [
      {
        field: 'replicaLocations',
        // Where the registry is matters only beside a replica.
        reads: hasReplica(registry) ? ['location'] : [],
        must: 'name a region besides the registry’s own',
        meets: hasReplicaElsewhere,
      },
    ]),
});

function hasReplica({ fields }: Registry): boolean {
  return membersOf(fields.replicaLocations.value)?.length !== 0;
}

function hasReplicaElsewhere({
  location,
  replicaLocations,
}: Registry['fields']): Ternary {
  const replicas = membersOf(replicaLocations.value);
  if (replicas === undefined) return 'unknown';
  const home = location.value;
  const isElsewhere = (replica: Value): Ternary => {
    if (replica instanceof Unknown || home.state === 'unknown') {
      return 'unknown';
    }
    // If no location is written a replica can't be in the same one.
    const isHere =
      typeof replica !== 'string' ||
      (home.state === 'known' && isSameLocation(replica, home.value));
    return isHere ? 'no' : 'yes';
  };
  return anyOf(...replicas.map(isElsewhere));
}

import type { Ternary } from '../model/kleene';
import type { FieldValue, Value } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { knownMembersOf, membersOf, quoteMember } from './utils/members';
import {
  allowedLocationsOption,
  isAllowedLocation,
  isInAllowedLocation,
  isRegistryIfLimited,
} from './utils/regions';

/** Replicas lie in regions that the organization allows. */
export const acrReplicaLocation = defineRule({
  name: 'Azure.ACR.ReplicaLocation',
  ref: 'AZR-000494',
  title: 'Replicate container registries to allowed regions only',
  description:
    'A replica holds all images of a registry. In a region that is not allowed, this violates data-residency rules.',
  severity: 'high',
  level: 'advisory',
  kinds: ['registry', 'replication'],
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation: 'Consider replicas in allowed regions only.',
  violation: 'puts a replica into a region that is not allowed',
  options: {
    allowedLocations: allowedLocationsOption,
  },
  evaluate: (subject, { allowedLocations }) =>
    requireAll(subject, isRegistryIfLimited(allowedLocations), [
      subject.kind === 'replication'
        ? {
            field: 'location',
            must: `be one of ${allowedLocations.join(', ')}`,
            meets: ({ location }) =>
              isInAllowedLocation(location.value, allowedLocations),
          }
        : {
            field: 'replicaLocations',
            must: `name allowed regions only (${allowedLocations.join(', ')})`,
            meets: ({ replicaLocations }) =>
              areAllowed(replicaLocations.value, allowedLocations),
            found: ({ replicaLocations }) =>
              `names ${forbiddenAmong(replicaLocations.value, allowedLocations).map(quoteMember).join(', ')}`,
          },
    ]),
});

function areAllowed(replicas: FieldValue, allowed: readonly string[]): Ternary {
  if (forbiddenAmong(replicas, allowed).length > 0) return 'no';
  const members = membersOf(replicas);
  return members?.length === knownMembersOf(replicas).length
    ? 'yes'
    : 'unknown';
}

function forbiddenAmong(
  replicas: FieldValue,
  allowed: readonly string[],
): readonly Value[] {
  return knownMembersOf(replicas).filter(
    (replica) => !isAllowedLocation(replica, allowed),
  );
}

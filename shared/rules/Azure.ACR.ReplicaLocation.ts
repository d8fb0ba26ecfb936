import type { Ternary } from '../model/kleene';
import type { FieldValue, Value } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { knownMembersOf, membersOf, quoteMember } from './utils/members';
import { isSameLocation } from './utils/regions';
import { isRegistry } from './utils/selectors';
import type { Selector } from './utils/selectors';

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
    requireAll(registry, isLimited(allowedLocations), [
      {
        field: 'replicaLocations',
        must: `name allowed regions only (${allowedLocations.join(', ')})`,
        meets: ({ replicaLocations }) =>
          areAllowed(replicaLocations.value, allowedLocations),
        found: ({ replicaLocations }) =>
          `names ${forbiddenAmong(replicaLocations.value, allowedLocations).map(quoteMember).join(', ')}`,
      },
    ]),
});

/** Every registry, if the configuration names regions. */
function isLimited(allowed: readonly string[]): Selector {
  return {
    ...isRegistry,
    select: () => (allowed.length > 0 ? 'yes' : 'no'),
    otherwise: 'Every region is allowed.',
  };
}

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
    (replica) => !allowed.some((location) => isSameLocation(location, replica)),
  );
}

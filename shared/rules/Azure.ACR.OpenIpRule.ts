import type { Ternary } from '../model/kleene';
import type { Registry } from '../model/registry';
import { shareOfAddresses } from './utils/address-space';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { knownMembersOf, membersOf, quoteMember } from './utils/members';
import { hasFirewall } from './utils/selectors';

/** The firewall of a registry names networks, not the whole internet. */
export const acrOpenIpRule = defineRule({
  name: 'Azure.ACR.OpenIpRule',
  ref: 'AAP-000002',
  title: 'Allow only narrow networks into container registries',
  description:
    'A firewall that denies by default and then allows everyone is open. One rule can do it, 0.0.0.0/0, or several together.',
  severity: 'high',
  level: 'mandatory',
  since: '1.0.0',
  pillar: 'Security',
  azurePolicies: [],
  recommendation:
    'Consider allowing only the ranges that you own, or private endpoints instead.',
  url: 'https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks',
  violation: 'lets much of the internet through its firewall',
  options: {
    maximumPercent: {
      type: 'integer',
      minimum: 0,
      maximum: 100,
      default: 1,
      description:
        'The share of all addresses of one IP version, in percent, that allow rules may cover together.',
    },
  },
  evaluate: (registry, { maximumPercent }) =>
    requireAll(registry, hasFirewall, [
      {
        field: 'ipRanges',
        must: `allow at most ${maximumPercent}% of all addresses`,
        meets: (fields) => isNarrow(fields, maximumPercent),
        found: describeRanges,
      },
    ]),
});

function isNarrow(
  { ipRanges }: Registry['fields'],
  maximumPercent: number,
): Ternary {
  const known = knownMembersOf(ipRanges.value);
  if (shareOf(known) * 100 > maximumPercent) return 'no';
  return membersOf(ipRanges.value)?.length === known.length ? 'yes' : 'unknown';
}

/** The widest ranges, which are what to change. */
const shownRanges = 3;

function describeRanges({ ipRanges }: Registry['fields']): string {
  const known = knownMembersOf(ipRanges.value);
  const widest = [...known]
    .sort((a, b) => shareOf([b]) - shareOf([a]))
    .slice(0, shownRanges)
    .map(quoteMember)
    .join(', ');
  const more = known.length > shownRanges ? ' and others' : '';
  return `allows ${widest}${more}, which is ${percentOf(shareOf(known))}% of all addresses`;
}

function shareOf(ranges: ReturnType<typeof knownMembersOf>): number {
  return shareOfAddresses(ranges.filter((range) => typeof range === 'string'));
}

/** Enough digits to tell 1.5 % from 1 %. */
function percentOf(share: number): number {
  return Number((share * 100).toPrecision(3));
}

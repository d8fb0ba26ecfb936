import { shareOfAddresses } from './utils/address-space';
import { defineRule } from './utils/define-rule';
import type { Registry } from '../model/registry';
import { hasFirewall } from './utils/selectors';
import { Unknown, isList } from '../model/value';
import type { Verdict } from './types';

/** The firewall of a registry names networks, not the whole internet. */
export const acrOpenIpRule = defineRule({
  name: 'Azure.ACR.OpenIpRule',
  ref: 'AAP-000002',
  title: 'Allow only narrow networks into container registries',
  description:
    'A firewall that denies by default and then allows everyone is open. One rule can do it, 0.0.0.0/0, or several together.',
  severity: 'high',
  level: 'advisory',
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
  evaluate: (registry, { maximumPercent }) => judge(registry, maximumPercent),
});

function judge(registry: Registry, maximumPercent: number): Verdict {
  const applies = hasFirewall.select(registry);
  if (applies === 'no') {
    return { outcome: 'notApplicable', reason: hasFirewall.otherwise };
  }
  const { value: property } = registry.fields.ipRanges;
  if (property.state === 'unknown') return unknownOf(registry);
  const ranges =
    property.state === 'known' && isList(property.value) ? property.value : [];
  const share = shareOfAddresses(
    ranges.filter((range) => typeof range === 'string'),
  );
  if (share * 100 > maximumPercent) {
    return applies === 'yes'
      ? {
          outcome: 'fail',
          need: 'all',
          expected: [
            {
              field: 'ipRanges',
              must: `cover at most ${maximumPercent} % of all addresses, and covers ${percentOf(share)} %`,
            },
          ],
        }
      : unknownOf(registry);
  }
  return ranges.some((range) => range instanceof Unknown)
    ? unknownOf(registry)
    : { outcome: 'pass' };
}

/** Enough digits to tell 1.5 % from 1 %. */
function percentOf(share: number): number {
  return Number((share * 100).toPrecision(3));
}

function unknownOf({ fields }: Registry): Verdict {
  const waitsFor = [...hasFirewall.fields, 'ipRanges' as const].filter(
    (name) => fields[name].value.state === 'unknown',
  );
  return {
    outcome: 'unknown',
    waitsFor: waitsFor.length > 0 ? waitsFor : ['ipRanges'],
  };
}

import type { Ternary } from '../model/kleene';
import type { FieldValue } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { quoteMember } from './utils/members';
import { hasName } from './utils/selectors';

/**
 * A name that Azure accepts for a registry:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerregistry
 */
const validName = /^[a-zA-Z0-9]{5,50}$/;

/** The name of a registry is one that Azure accepts. */
export const acrName = defineRule({
  name: 'Azure.ACR.Name',
  ref: 'AZR-000007',
  title: 'Use valid names for container registries',
  description:
    'Azure refuses a registry whose name it does not accept, at deployment and not before.',
  severity: 'medium',
  level: 'advisory',
  since: '1.0.0',
  pillar: 'Operational Excellence',
  azurePolicies: [],
  recommendation: 'Consider a name of 5 to 50 letters and digits.',
  violation: "can't be created",
  evaluate: (registry) =>
    requireAll(registry, hasName, [
      {
        field: 'name',
        must: 'have 5 to 50 letters and digits',
        fix: 'use 5 to 50 letters and digits',
        meets: ({ name }) => isValid(name.value),
        found: ({ name: { value: name } }) =>
          name.state === 'known' && typeof name.value === 'string'
            ? `${quoteMember(name.value)} is not valid`
            : undefined,
      },
    ]),
});

/** Of a generated name (`uniqueString`) the length and the kind of characters are known. */
function isValid(name: FieldValue): Ternary {
  if (name.state === 'unknown') {
    const { sample } = name.unknown;
    if (sample === undefined) return 'unknown';
    return validName.test(sample) ? 'yes' : 'no';
  }
  return name.state === 'known' &&
    typeof name.value === 'string' &&
    validName.test(name.value)
    ? 'yes'
    : 'no';
}

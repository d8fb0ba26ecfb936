import { defineRule } from './utils/define-rule';
import type { Verdict } from './types';
import type { FieldValue } from '../model/value';

/**
 * What Azure accepts as the name of a registry:
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
  pillar: 'Operational Excellence',
  azurePolicies: [],
  recommendation: 'Consider a name of 5 to 50 letters and digits.',
  violation: 'has a name that Azure does not accept',
  evaluate: ({ fields }) => judge(fields.name.value),
});

function judge(name: FieldValue): Verdict {
  switch (name.state) {
    case 'absent':
      return {
        outcome: 'notApplicable',
        reason: 'The name is not set; it is generated.',
      };
    case 'unknown':
      return validName.test(name.unknown.sample ?? '')
        ? { outcome: 'pass' }
        : { outcome: 'unknown', waitsFor: ['name'] };
    case 'known':
      return typeof name.value === 'string' && validName.test(name.value)
        ? { outcome: 'pass' }
        : {
            outcome: 'fail',
            need: 'all',
            expected: [
              { field: 'name', must: 'have 5 to 50 letters and digits' },
            ],
          };
  }
}

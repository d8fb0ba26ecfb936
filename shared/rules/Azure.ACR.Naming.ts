import type { Ternary } from '../model/kleene';
import type { FieldValue } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { hasName, isRegistryIf } from './utils/selectors';

/** The name of a registry follows the convention of the organization. */
export const acrNaming = defineRule({
  name: 'Azure.ACR.Naming',
  ref: 'AAP-000011',
  title: 'Name container registries by convention',
  description:
    'A name that follows a convention shows what a registry is for, in a list of resources as in the name of an image.',
  severity: 'medium',
  level: 'disabled',
  since: '2.0.0',
  pillar: 'Operational Excellence',
  azurePolicies: [],
  recommendation: 'Consider a name that follows the convention.',
  violation: 'does not follow the naming convention',
  options: {
    pattern: {
      type: 'string',
      format: 'regex',
      default: '',
      description:
        'A regular expression that names must match, for example ^cr[a-z0-9]+$. Empty: any name.',
    },
  },
  evaluate: (registry, { pattern }) =>
    requireAll(
      registry,
      pattern === ''
        ? isRegistryIf(false, 'No convention is configured.')
        : hasName,
      [
        {
          field: 'name',
          must: `match ${pattern}`,
          fix: `use a name that matches ${pattern}`,
          meets: ({ name }) => isMatch(name.value, pattern),
        },
      ],
    ),
});

/** No name of a registry is longer; a longer string could take a pattern very long. */
const longestName = 50;

function isMatch(name: FieldValue, pattern: string): Ternary {
  if (name.state !== 'known') return 'unknown';
  const { value } = name;
  return typeof value === 'string' &&
    value.length <= longestName &&
    new RegExp(pattern, 'u').test(value)
    ? 'yes'
    : 'no';
}

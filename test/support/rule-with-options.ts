import { defineRule } from '../../shared';

/** A rule with an option of every type: none of the pack's needs to have one. */
export const ruleWithOptions = defineRule({
  name: 'Azure.ACR.Sample',
  ref: 'AZR-000000',
  title: 'A sample with options',
  description: 'A sample.',
  severity: 'low',
  level: 'disabled',
  pillar: 'Operational Excellence',
  frameworks: [
    { id: 'none', name: 'None', version: 'v1', controls: ['X-1'], url: '' },
  ],
  azurePolicies: [],
  recommendation: 'Consider nothing.',
  violation: 'is a sample',
  options: {
    minimumDays: {
      type: 'integer',
      minimum: 0,
      maximum: 365,
      default: 7,
      description: 'Days at least.',
    },
    locations: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'Places that are allowed.',
    },
    strict: { type: 'boolean', default: false, description: 'Be strict.' },
    mode: {
      type: 'string',
      enum: ['loose', 'tight'],
      default: 'loose',
      description: 'How.',
    },
  },
  evaluate: (_, { minimumDays, locations, strict, mode }) => ({
    outcome: 'notApplicable',
    reason: [minimumDays, locations.join('+'), strict, mode].join(' '),
  }),
});

import { unknown } from './neutral';
import type { Row } from './neutral';
import { rowsOfMissingSkus } from './rows-of-missing-skus';

/**
 * The parity table: one row per situation, the same on every surface. A row
 * states all that is written; the outcome is upstream's, or follows from what
 * is not known.
 */
export const rows: readonly Row[] = [
  // The registries of upstream's own tests, in their settings that count here.
  {
    situation: 'Basic registry without restrictions',
    registry: { sku: 'Basic' },
    outcome: 'notApplicable',
  },
  {
    situation: 'Standard registry without restrictions',
    registry: { sku: 'Standard' },
    outcome: 'notApplicable',
  },
  {
    situation: 'Premium registry, public access enabled, no rule set',
    registry: { sku: 'Premium', publicNetworkAccess: 'Enabled' },
    outcome: 'fail',
  },
  {
    situation: 'Premium registry, public access enabled, rule set that allows',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Enabled',
      defaultAction: 'Allow',
    },
    outcome: 'fail',
  },
  {
    situation: 'Premium registry, public access disabled',
    registry: { sku: 'Premium', publicNetworkAccess: 'Disabled' },
    outcome: 'pass',
  },
  {
    situation: 'Premium registry, public access enabled, rule set that denies',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Enabled',
      defaultAction: 'Deny',
    },
    outcome: 'pass',
  },
  {
    situation: 'Premium registry with nothing set',
    registry: { sku: 'Premium' },
    outcome: 'fail',
  },

  // Either restriction is enough.
  {
    situation: 'rule set that denies, public access not set',
    registry: { sku: 'Premium', defaultAction: 'Deny' },
    outcome: 'pass',
  },
  {
    situation: 'rule set that allows, public access not set',
    registry: { sku: 'Premium', defaultAction: 'Allow' },
    outcome: 'fail',
  },
  {
    situation: 'both restrictions',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Disabled',
      defaultAction: 'Deny',
    },
    outcome: 'pass',
  },
  {
    situation: 'public access disabled beside a rule set that allows',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Disabled',
      defaultAction: 'Allow',
    },
    outcome: 'pass',
  },
  {
    situation: 'restricted Standard registry',
    registry: { sku: 'Standard', publicNetworkAccess: 'Disabled' },
    outcome: 'notApplicable',
  },

  // No regard to case, no trimming, no guessing.
  {
    situation: 'SKU in lower case',
    registry: { sku: 'premium' },
    outcome: 'fail',
  },
  {
    situation: 'SKU in upper case, restriction in upper case',
    registry: { sku: 'PREMIUM', defaultAction: 'DENY' },
    outcome: 'pass',
  },
  {
    situation: 'public access disabled in lower case',
    registry: { sku: 'Premium', publicNetworkAccess: 'disabled' },
    outcome: 'pass',
  },
  {
    situation: 'restriction with a space behind it',
    registry: { sku: 'Premium', defaultAction: 'Deny ' },
    outcome: 'fail',
  },
  {
    situation: 'value that is none of Azure’s',
    registry: { sku: 'Premium', publicNetworkAccess: 'Off' },
    outcome: 'fail',
  },
  {
    situation: 'secured by a network security perimeter, which is not Disabled',
    registry: { sku: 'Premium', publicNetworkAccess: 'SecuredByPerimeter' },
    outcome: 'fail',
  },
  {
    situation: 'SKU that Azure has retired',
    registry: { sku: 'classic' },
    outcome: 'notApplicable',
  },

  // Null and absent are the same: Azure's default holds.
  {
    situation: 'restrictions that are null',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: null,
      defaultAction: null,
    },
    outcome: 'fail',
  },

  // A wrong type satisfies nothing.
  {
    situation: 'public access that is a number',
    registry: { sku: 'Premium', publicNetworkAccess: 7 },
    outcome: 'fail',
  },
  {
    situation: 'default action that is a list',
    registry: { sku: 'Premium', defaultAction: ['Deny'] },
    outcome: 'fail',
  },

  // Unknown is never silently a pass.
  {
    situation: 'public access that a pipeline fills in',
    registry: { sku: 'Premium', publicNetworkAccess: '__ACR_ACCESS__' },
    outcome: 'unknown',
  },
  {
    situation: 'default action that a pipeline fills in, public access enabled',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Enabled',
      defaultAction: '#{DefaultAction}#',
    },
    outcome: 'unknown',
  },
  {
    situation:
      'default action that a pipeline fills in, public access disabled',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Disabled',
      defaultAction: '$(action)',
    },
    outcome: 'pass',
  },
  {
    situation: 'public access not known, no rule set',
    registry: { sku: 'Premium', publicNetworkAccess: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'default action not known, public access enabled',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Enabled',
      defaultAction: unknown,
    },
    outcome: 'unknown',
  },
  {
    situation: 'both restrictions not known',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: unknown,
      defaultAction: unknown,
    },
    outcome: 'unknown',
  },
  {
    situation: 'public access not known, rule set that denies',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: unknown,
      defaultAction: 'Deny',
    },
    outcome: 'pass',
  },
  {
    situation: 'default action not known, public access disabled',
    registry: {
      sku: 'Premium',
      publicNetworkAccess: 'Disabled',
      defaultAction: unknown,
    },
    outcome: 'pass',
  },
  {
    situation: 'SKU not known, nothing set',
    registry: { sku: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'SKU not known, public access disabled: compliant under any SKU',
    registry: { sku: unknown, publicNetworkAccess: 'Disabled' },
    outcome: 'pass',
  },
  {
    situation: 'SKU not known, rule set that allows',
    registry: { sku: unknown, defaultAction: 'Allow' },
    outcome: 'unknown',
  },
  {
    situation: 'Standard registry whose restrictions are not known',
    registry: {
      sku: 'Standard',
      publicNetworkAccess: unknown,
      defaultAction: unknown,
    },
    outcome: 'notApplicable',
  },

  ...rowsOfMissingSkus,
];

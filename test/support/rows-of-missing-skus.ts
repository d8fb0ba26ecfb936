import { unknown } from './neutral';
import type { Row } from './neutral';

/**
 * Rows of registries whose SKU is not seen: every API requires one of Azure's,
 * so it is set elsewhere.
 */
export const rowsOfMissingSkus: readonly Row[] = [
  {
    situation: 'SKU that Azure does not have',
    registry: { sku: 'Premium2' },
    outcome: 'unknown',
  },
  {
    situation: 'SKU with a space behind it',
    registry: { sku: 'Standard ' },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that is an empty string',
    registry: { sku: '' },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that a pipeline fills in',
    registry: { sku: '#{AcrSku}#', publicNetworkAccess: 'Enabled' },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that a pipeline fills in, rule set that denies',
    registry: { sku: '$(acrSku)', defaultAction: 'Deny' },
    outcome: 'pass',
  },
  {
    situation: 'SKU left out, public access enabled, rule set that allows',
    registry: { publicNetworkAccess: 'Enabled', defaultAction: 'Allow' },
    outcome: 'unknown',
  },
  {
    situation: 'SKU left out, public access disabled',
    registry: { publicNetworkAccess: 'Disabled' },
    outcome: 'pass',
  },
  {
    situation: 'SKU left out, rule set that denies, public access not known',
    registry: { publicNetworkAccess: unknown, defaultAction: 'Deny' },
    outcome: 'pass',
  },
  {
    situation: 'SKU left out, restrictions not known',
    registry: { publicNetworkAccess: unknown, defaultAction: unknown },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that is null',
    registry: { sku: null },
    outcome: 'unknown',
  },
  { situation: 'nothing at all', registry: {}, outcome: 'unknown' },
  {
    situation: 'SKU that is a number',
    registry: { sku: 7 },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that is a list of several',
    registry: { sku: ['Basic', 'Standard'] },
    outcome: 'unknown',
  },
  {
    situation: 'SKU that is a list',
    registry: { sku: ['Premium'] },
    outcome: 'unknown',
  },
];

import { anyOf, mayEqual } from './ternary';
import type { Ternary } from './ternary';
import type { FieldName, Registry } from './registry';

/** A named pre-condition: which registries a rule has something to say about. */
export interface Selector {
  readonly select: (registry: Registry) => Ternary;
  /** The fields it reads, for what an unknown answer waits for. */
  readonly fields: readonly FieldName[];
  /** Why a registry that is not selected is not the rule's business. */
  readonly otherwise: string;
}

/** Upstream's selector `Azure.ACR.IsPremiumSKU`. */
export const isPremium: Selector = {
  select: ({ fields }) =>
    anyOf(
      mayEqual(fields.skuName.property, 'Premium'),
      mayEqual(fields.skuTier.property, 'Premium'),
    ),
  fields: ['skuName', 'skuTier'],
  otherwise: 'Firewall and private endpoints need the Premium SKU.',
};

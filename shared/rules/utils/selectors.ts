import { allOf, anyOf, equals, mayEqual, negate } from '../../model/kleene';
import type { Ternary } from '../../model/kleene';
import type { FieldName, Registry } from '../../model/registry';
import { isEmptyList } from '../../model/value';
import type { FieldValue } from '../../model/value';

/** A named precondition: the registries that a rule applies to. */
export interface Selector {
  /** Returns whether it selects a registry. */
  readonly select: (registry: Registry) => Ternary;
  /** The fields it reads, for what an unknown answer waits for. */
  readonly fields: readonly FieldName[];
  /** Why a registry that is not selected is not the rule's business. */
  readonly otherwise: string;
}

/** Every registry, whatever its SKU. */
export const isRegistry: Selector = {
  select: () => 'yes',
  fields: [],
  otherwise: '',
};

/** Every child of a registry: no rule asks for the registry's SKU. */
export const isChild: Selector = isRegistry;

/** Every registry if a rule is configured, else none. */
export function isRegistryIf(
  isConfigured: boolean,
  otherwise: string,
): Selector {
  return {
    select: () => (isConfigured ? 'yes' : 'no'),
    fields: [],
    otherwise,
  };
}

/** Registries with a name of their own; Pulumi generates one that is left out. */
export const hasName: Selector = {
  select: ({ fields }) => negate(isAbsent(fields.name.value)),
  fields: ['name'],
  otherwise: 'The name is not set; it is generated.',
};

/** Upstream's selector `Azure.ACR.IsPremiumSKU`. */
export const isPremium: Selector = {
  select: (registry) => hasSku(registry, 'Premium'),
  fields: ['skuName'],
  otherwise: 'The setting exists only with the Premium SKU.',
};

/** Upstream's selectors `Azure.ACR.IsPremiumSKU` and `Azure.ACR.IsStandardSKU`. */
export const isStandardOrPremium: Selector = {
  select: (registry) =>
    anyOf(hasSku(registry, 'Premium'), hasSku(registry, 'Standard')),
  fields: ['skuName'],
  otherwise: 'The setting exists only with the Standard and Premium SKUs.',
};

/** Premium registries that Azure encrypts with its own key. */
export const isPremiumWithoutOwnKey: Selector = {
  select: (registry) =>
    allOf(
      isPremium.select(registry),
      isAbsent(registry.fields.encryptionIdentity.value),
    ),
  fields: ['skuName', 'encryptionIdentity'],
  otherwise:
    'The setting exists only with the Premium SKU, and not beside customer-managed encryption.',
};

/** Premium registries that either restriction of `Azure.ACR.Firewall` closes. */
export const isRestricted: Selector = {
  select: (registry) =>
    allOf(
      isPremium.select(registry),
      anyOf(
        equals(registry.fields.publicNetworkAccess.value, 'Disabled'),
        equals(registry.fields.defaultAction.value, 'Deny'),
      ),
    ),
  fields: ['skuName', 'publicNetworkAccess', 'defaultAction'],
  otherwise: 'The registry is open to everyone, trusted services included.',
};

/** Premium registries whose firewall decides: the public endpoint is on and denies by default. */
export const hasFirewall: Selector = {
  select: (registry) =>
    allOf(
      isPremium.select(registry),
      negate(equals(registry.fields.publicNetworkAccess.value, 'Disabled')),
      equals(registry.fields.defaultAction.value, 'Deny'),
    ),
  fields: ['skuName', 'publicNetworkAccess', 'defaultAction'],
  otherwise:
    'Its firewall decides nothing: that takes the Premium SKU, a public endpoint and the default action Deny.',
};

/** Registries that can keep deleted artifacts: no replications, no retention policy. */
export const canSoftDelete: Selector = {
  select: ({ fields }) =>
    allOf(
      isAbsentOrEmpty(fields.replicaLocations.value),
      anyOf(
        isAbsent(fields.retentionPolicy.value),
        equals(fields.retentionPolicy.value, 'disabled'),
      ),
    ),
  fields: ['replicaLocations', 'retentionPolicy'],
  otherwise:
    "Soft delete can't be combined with replications or a retention policy.",
};

/**
 * Premium registries that do not keep deleted artifacts, or that have a
 * retention policy too, which Azure refuses.
 */
export const canRetain: Selector = {
  select: (registry) =>
    allOf(
      isPremium.select(registry),
      anyOf(
        negate(equals(registry.fields.softDeletePolicy.value, 'enabled')),
        equals(registry.fields.retentionPolicy.value, 'enabled'),
      ),
    ),
  fields: ['skuName', 'softDeletePolicy', 'retentionPolicy'],
  otherwise:
    'A retention policy exists only with the Premium SKU, and not beside soft delete.',
};

/** The name decides: the tier is read-only in the API and follows from it. */
function hasSku({ fields }: Registry, sku: string): Ternary {
  const { skuName, skuTier } = fields;
  if (
    mayEqual(skuName.value, sku) === 'yes' ||
    mayEqual(skuTier.value, sku) === 'yes'
  ) {
    return 'yes';
  }
  return skuName.value.state === 'known' ? 'no' : 'unknown';
}

function isAbsent({ state }: FieldValue): Ternary {
  if (state === 'unknown') return 'unknown';
  return state === 'absent' ? 'yes' : 'no';
}

function isAbsentOrEmpty(property: FieldValue): Ternary {
  return isEmptyList(property) ? 'yes' : isAbsent(property);
}

import type { FieldValue } from './value';

/** A single value of ARM's: `"Disabled"`, `true`, `7`. */
export type Scalar = string | number | boolean;

/**
 * The settings of a registry that rules look at, in the vocabulary of Azure
 * Resource Manager. Rules use these names and ARM's values alone; how a surface
 * spells them is its dialect's knowledge.
 */
export const fieldNames = [
  'name',
  'skuName',
  'skuTier',
  'publicNetworkAccess',
  'defaultAction',
  /** The ranges of the allow rules, as a list. */
  'ipRanges',
  'networkRuleBypassOptions',
  'adminUserEnabled',
  'anonymousPullEnabled',
  'quarantinePolicy',
  'trustPolicy',
  'retentionPolicy',
  'retentionDays',
  'softDeletePolicy',
  'softDeleteDays',
  'exportPolicy',
  /** The identity of customer-managed encryption. */
  'encryptionIdentity',
  'location',
  /** The locations of the replications, as a list. */
  'replicaLocations',
] as const;

/** The name of one setting. */
export type FieldName = (typeof fieldNames)[number];

/** One setting of a registry: what it is, and how its author wrote it. */
export interface Field {
  /** The value in ARM's vocabulary, whatever the surface calls it. */
  readonly value: FieldValue;
  /** The value as it was written, for messages. */
  readonly source: FieldValue;
  /** The API version that the resource names does not have it: why what is written does not count. */
  readonly missing?: string;
  /** The surface has no word for it: nothing can be said, nothing demanded. */
  readonly unsupported?: true;
}

/**
 * One declared registry, the same for every surface. Each field is known,
 * absent (Azure's default holds) or unknown.
 */
export interface Registry {
  readonly fields: Readonly<Record<FieldName, Field>>;
  /** How this registry's author spells fields and values, for messages. */
  readonly vocabulary: Vocabulary;
}

/** The words of one surface: what a message has to say for its reader. */
export interface Vocabulary {
  /** The path of a field as its author writes it: `networkRuleSet.defaultAction`. */
  path(field: FieldName): string;
  /** A value of ARM's as the surface spells it: `Disabled` is `false` in azurerm. */
  value(field: FieldName, armValue: Scalar): string;
  /** What to write to give a field a value: `networkRuleSet: { defaultAction: "Deny" }`. */
  assignment(field: FieldName, armValue: Scalar): string;
}

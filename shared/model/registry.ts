import { childKinds } from './kind';
import type { ChildKind } from './kind';
import type { SensitiveStrings } from './sensitive';
import type { FieldValue } from './value';

/** A single value of ARM's: `"Disabled"`, `true`, `7`. */
export type Scalar = string | number | boolean;

/** The API versions that have a field. */
export interface Availability {
  /** The first version that has it. */
  readonly since: string;
  /** The first stable version that has it, if that is a later one; `none` if no stable version has it. */
  readonly stable?: string;
}

/** The SKUs that Azure sells. */
export type Sku = 'Basic' | 'Standard' | 'Premium';

/** The facts about one field that hold for every resource type. */
export interface FieldFacts {
  /** The kind of child that has it; left out: a registry, and children that share it. */
  readonly kind?: ChildKind;
  /** Azure's value if nobody sets the field. */
  readonly default?: Scalar;
  /** Azure's values, which a message may print. Left out: any. */
  readonly values?: readonly Scalar[];
  /** Any value may be printed: it can't be a secret (a name, a region, an IP range). */
  readonly isPublic?: true;
  /** Azure's values are numbers, which may be printed. */
  readonly isNumber?: true;
  /** The SKUs that have the setting; on others Azure accepts only its default. Left out: all. */
  readonly skus?: readonly Sku[];
  /** Left out: every API version has it. */
  readonly availability?: Availability;
  /** No resource is created without it, so one that is absent is unknown: it is set elsewhere. */
  readonly isRequired?: true;
}

const premium = ['Premium'] as const;
const status = ['enabled', 'disabled'] as const;
const networkRules: Availability = { since: '2017-10-01' };
const policies: Availability = { since: '2019-05-01' };
const publicAccess: Availability = { since: '2019-12-01-preview' };
const softDelete: Availability = {
  since: '2022-02-01-preview',
  stable: 'none',
};

/**
 * The settings of a registry and its children that rules look at, in the vocabulary of Azure
 * Resource Manager. Rules use these names and ARM's values; how a resource type
 * spells them is its dialect's knowledge.
 *
 * Sources: for defaults `Registry.models.tsp` of Azure/azure-rest-api-specs; for
 * API versions https://github.com/Azure/bicep-types-az/tree/main/generated/containerregistry_0;
 * for SKUs `CustomizeDiff` and the create function of
 * internal/services/containers/container_registry_resource.go in
 * hashicorp/terraform-provider-azurerm, and
 * https://learn.microsoft.com/azure/container-registry/container-registry-skus
 *
 * `anonymousPullEnabled` has no API versions here: Azure's default complies, and
 * whoever sets it to true should read about it.
 */
export const fieldTable = {
  name: { isPublic: true },
  skuName: { isPublic: true },
  skuTier: { isPublic: true },
  publicNetworkAccess: {
    default: 'Enabled',
    values: ['Enabled', 'Disabled', 'SecuredByPerimeter'],
    skus: premium,
    availability: publicAccess,
  },
  defaultAction: {
    default: 'Allow',
    values: ['Allow', 'Deny'],
    skus: premium,
    availability: networkRules,
  },
  /** The ranges of the allow rules, as an array. */
  ipRanges: { isPublic: true, skus: premium },
  networkRuleBypassOptions: {
    default: 'AzureServices',
    values: ['AzureServices', 'None'],
    availability: publicAccess,
  },
  adminUserEnabled: { default: false },
  anonymousPullEnabled: { default: false, skus: ['Standard', 'Premium'] },
  quarantinePolicy: {
    default: 'disabled',
    values: status,
    skus: premium,
    availability: policies,
  },
  trustPolicy: {
    default: 'disabled',
    values: status,
    skus: premium,
    availability: policies,
  },
  retentionPolicy: {
    default: 'disabled',
    values: status,
    skus: premium,
    availability: policies,
  },
  retentionDays: { isNumber: true, availability: policies },
  softDeletePolicy: {
    default: 'disabled',
    values: status,
    availability: softDelete,
  },
  softDeleteDays: { isNumber: true, availability: softDelete },
  exportPolicy: {
    default: 'enabled',
    values: status,
    skus: premium,
    availability: { since: '2021-06-01-preview' },
  },
  /** Encryption with a key of the customer's. */
  encryption: {
    default: 'disabled',
    values: status,
    skus: premium,
    availability: publicAccess,
  },
  /** The identity of customer-managed encryption. */
  encryptionIdentity: { skus: premium },
  /** Whether tokens for Azure Resource Manager are accepted. */
  armAudienceToken: {
    default: 'enabled',
    values: status,
    availability: { since: '2022-02-01-preview', stable: '2025-04-01' },
  },
  /** Whether tasks pass the firewall. No API versions: see `anonymousPullEnabled`. */
  networkRuleBypassAllowedForTasks: { default: false },
  roleAssignmentMode: {
    default: 'LegacyRegistryPermissions',
    values: ['LegacyRegistryPermissions', 'AbacRepositoryPermissions'],
    availability: { since: '2025-03-01-preview', stable: '2025-11-01' },
  },
  dataEndpointEnabled: {
    default: false,
    skus: premium,
    availability: publicAccess,
  },
  location: { isPublic: true },
  /** The locations of the replications, as an array. */
  replicaLocations: { isPublic: true, skus: premium },
  /** A private endpoint that points at the registry: another resource, so never a setting. */
  privateEndpoint: { skus: premium },
  /** Whether a token lets anyone in. */
  tokenStatus: { kind: 'token', default: 'enabled', values: status },
  /** The repository that a cache rule copies images from: `docker.io/library/nginx`. */
  sourceRepository: { kind: 'cacheRule', isPublic: true, isRequired: true },
  /** The address that a webhook calls. Azure never returns it: it may hold a key. */
  serviceUri: { kind: 'webhook', isRequired: true },
} as const satisfies Record<string, FieldFacts>;

/** The name of one setting. */
export type FieldName = keyof typeof fieldTable;

/** The names of all settings. */
export const fieldNames = Object.keys(fieldTable) as readonly FieldName[];

const byKind = new Map<ChildKind | undefined, readonly FieldName[]>(
  [undefined, ...childKinds].map((kind) => [
    kind,
    fieldNames.filter((name) => {
      const { kind: own }: FieldFacts = fieldTable[name];
      const isShared = name === 'name' || name === 'location';
      return own === kind || isShared;
    }),
  ]),
);

/** The names of the settings of a registry, or of a kind of child. */
export function fieldNamesOf(
  kind: ChildKind | undefined,
): readonly FieldName[] {
  return byKind.get(kind) ?? [];
}

/** The facts about one field. */
export function factsOf(field: FieldName): FieldFacts {
  return fieldTable[field];
}

/** One setting of a registry: what it is, and how its author wrote it. */
export interface Field {
  /** The value in ARM's vocabulary, whatever the surface calls it. */
  readonly value: FieldValue;
  /** The value as it was written, for messages. */
  readonly source: FieldValue;
  /** The API version that the resource names does not have it: why what is written does not count. */
  readonly missing?: string;
  /** The author wrote it, in an API version that does not have it. */
  readonly isIgnored?: true;
  /** The API versions that have it, if the one that the resource names does not: `2019-12-01-preview or later`. */
  readonly neededVersion?: string;
  /** The version of the provider that added it: `azurerm 4.81`. */
  readonly neededProvider?: string;
  /** Not supported by this resource type; a rule that asks for it does not apply. */
  readonly unsupported?: true;
}

/**
 * One declared registry, the same for every surface. Each field is known,
 * absent (Azure's default holds) or unknown. A child of a registry is read in the
 * same way, and has the fields of its kind only.
 */
export interface Registry {
  /** The kind of a child; left out for a registry. */
  readonly kind?: ChildKind | undefined;
  readonly fields: Readonly<Record<FieldName, Field>>;
  /** The vocabulary of the registry's author, for messages. */
  readonly vocabulary: Vocabulary;
  /** Returns whether a private endpoint that is declared beside it certainly points at it. */
  readonly hasPrivateEndpoint?: () => boolean;
  /** The strings that messages must not print. */
  readonly sensitive?: SensitiveStrings | undefined;
}

/** A field and the value that it is to have. */
export type FieldAssignment = readonly [field: FieldName, armValue: Scalar];

/** The vocabulary of one resource type, for messages. */
export interface Vocabulary {
  /** The author's SDK writes Azure's defaults, so that one may not be in the code. */
  readonly fillsDefaults: boolean;
  /** The path of a field as its author writes it: `networkRuleSet.defaultAction`. */
  path(field: FieldName): string;
  /** A value of ARM's as the surface spells it: `Disabled` is `false` in azurerm. */
  value(field: FieldName, armValue: Scalar): string;
  /** The code that gives a field a value: `networkRuleSet: { defaultAction: "Deny" }`. */
  assignment(field: FieldName, armValue: Scalar): string;
  /** The code that gives several fields their values, those of one object in one: `softDeletePolicy: { status: "enabled", retentionDays: 7 }`. */
  assignments(values: readonly FieldAssignment[]): readonly string[];
}

import type { ChildKind } from '../model/kind';
import type { Dialect, FieldSpelling } from './dialect';
import type { FieldName, Scalar } from '../model/registry';
import type { Syntax } from './assignment-syntax';
import { isList, isObject, readProperty } from '../model/value';
import type { Value } from '../model/value';

/**
 * The values of a boolean attribute. Terraform also converts the strings "true" and
 * "false", and "1" and "0" as well (`stringToBool` in zclconf/go-cty).
 */
function boolean<On extends Scalar, Off extends Scalar>(on: On, off: Off) {
  return [
    [on, true],
    [off, false],
    [on, '1'],
    [off, '0'],
  ] as const;
}

const plain = boolean(true, false);

/** hashicorp/terraform-provider-azurerm#31667 added them; Pulumi's azure followed. */
const july2026 = 'azurerm 4.81 (Pulumi azure 6.40)';

/** A policy is a status in ARM and a switch in azurerm. */
export const policy = boolean('enabled', 'disabled');

/**
 * Terraform azurerm's `azurerm_container_registry`, versions 2 to 5:
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/container_registry
 * (internal/services/containers/container_registry_resource.go). Soft delete
 * has no attribute in any version.
 */
const fields: Readonly<Partial<Record<FieldName, FieldSpelling>>> = {
  name: { path: ['name'] },
  location: { path: ['location'] },
  skuName: { path: ['sku'] },
  publicNetworkAccess: {
    path: ['public_network_access_enabled'],
    values: boolean('Enabled', 'Disabled'),
  },
  defaultAction: { path: ['network_rule_set', 'default_action'] },
  ipRanges: { path: ['network_rule_set', 'ip_rule'], itemProperty: 'ip_range' },
  networkRuleBypassOptions: { path: ['network_rule_bypass_option'] },
  adminUserEnabled: { path: ['admin_enabled'], values: plain },
  anonymousPullEnabled: { path: ['anonymous_pull_enabled'], values: plain },
  quarantinePolicy: { path: ['quarantine_policy_enabled'], values: policy },
  trustPolicy: {
    path: ['trust_policy_enabled'],
    values: policy,
    // Up to azurerm 3.
    legacy: { path: ['trust_policy', 'enabled'], values: policy },
  },
  retentionPolicy: {
    path: ['retention_policy_in_days'],
    // The value in fixes; any number of days above zero turns it on.
    values: [
      ['enabled', 7],
      ['disabled', 0],
    ],
    convert: toRetentionStatus,
    legacy: { path: ['retention_policy', 'enabled'], values: policy },
  },
  retentionDays: {
    path: ['retention_policy_in_days'],
    convert: toNumber,
    legacy: { path: ['retention_policy', 'days'], convert: toNumber },
  },
  exportPolicy: { path: ['export_policy_enabled'], values: policy },
  encryption: { path: ['encryption'], convert: toEncryptionStatus },
  encryptionIdentity: { path: ['encryption', 'identity_client_id'] },
  armAudienceToken: {
    path: ['azuread_authentication_as_arm_policy_enabled'],
    values: policy,
    addedIn: july2026,
  },
  networkRuleBypassAllowedForTasks: {
    path: ['network_rule_bypass_for_tasks_enabled'],
    values: plain,
    addedIn: july2026,
  },
  roleAssignmentMode: {
    path: ['role_assignment_mode'],
    addedIn: july2026,
  },
  dataEndpointEnabled: { path: ['data_endpoint_enabled'], values: plain },
  replicaLocations: {
    path: ['georeplications'],
    itemProperty: 'location',
    // A list of regions in azurerm 2, removed in 3.0.
    legacy: { path: ['georeplication_locations'] },
  },
};

/** The provider turns retention on for any number of days above zero. */
function toRetentionStatus(days: Value): Value {
  const number = toNumber(days);
  if (typeof number !== 'number') return days;
  return number > 0 ? 'enabled' : 'disabled';
}

/**
 * A block is enough since azurerm 4. Before, it has a switch, which is off by default; a
 * block without it counts as on, because code does not name the version of the provider.
 */
export function toEncryptionStatus(block: Value): Value {
  const enabled = readProperty(block, ['enabled'], { blocks: true });
  if (enabled.state === 'unknown') return enabled.unknown;
  const isOff = isList(block) ? block.length === 0 : !isObject(block);
  const isSwitchedOff =
    enabled.state === 'known' &&
    [false, 'false', '0'].some((off) => off === enabled.value);
  return isOff || isSwitchedOff ? 'disabled' : 'enabled';
}

/** Terraform converts a string for a number attribute, and refuses one that is not a number. */
function toNumber(value: Value): Value {
  return typeof value === 'string' ? Number(value) : value;
}

/** As Terraform spells it, in HCL and in JSON. */
export const azurerm: Dialect = {
  fields,
  syntax: 'hcl',
  blocks: true,
  exactNames: Infinity,
};

/** The children of a registry that are resources of their own in azurerm. */
export type AzurermChild = Exclude<ChildKind, 'replication'>;

/**
 * Their attributes:
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/container_registry_webhook
 * (internal/services/containers/container_registry_webhook_resource.go).
 */
const childFields: Readonly<Record<AzurermChild, Dialect['fields']>> = {
  token: {
    name: { path: ['name'] },
    tokenStatus: { path: ['enabled'], values: policy },
  },
  webhook: { name: { path: ['name'] }, serviceUri: { path: ['service_uri'] } },
  cacheRule: {
    name: { path: ['name'] },
    sourceRepository: { path: ['source_repo'] },
  },
};

/** A dialect for each kind of child. */
export type AzurermChildren = Readonly<Record<AzurermChild, Dialect>>;

function childrenIn({ syntax }: Pick<Dialect, 'syntax'>): AzurermChildren {
  const isCamelCase = syntax !== 'hcl';
  return Object.fromEntries(
    Object.entries(childFields).map(([kind, own]) => [
      kind,
      {
        ...azurerm,
        kind: kind as AzurermChild,
        syntax,
        fields: isCamelCase ? mapSpellings(own, toCamelCase) : own,
      } satisfies Dialect,
    ]),
  ) as AzurermChildren;
}

/** The children as Terraform spells them. */
export const azurermChildren = childrenIn({ syntax: 'hcl' });

/** The same in CDKTF and CDKTN. */
export const azurermChildrenCdktf = childrenIn({ syntax: 'object' });

/** The same in Pulumi, in the classic provider and through the dynamic bridge. */
export const azurermChildrenCamelCase = childrenIn({ syntax: 'path' });

/** CDKTF and CDKTN: camelCase, and a rule set is a list (`ContainerRegistryConfig`). */
export const azurermCdktf = camelCase('objectList');

/**
 * Pulumi classic: camelCase, and a list of several is named in the plural:
 * https://www.pulumi.com/registry/packages/azure/api-docs/containerservice/registry/
 */
export const azurermCamelCase = camelCase('path', { ip_rule: 'ip_rules' });

/**
 * Pulumi's any-terraform-provider: the dynamic bridge takes azurerm's blocks in
 * attribute mode for lists of several (`MaxItems` in pulumi-terraform-bridge's
 * pkg/pf/proto/attribute.go) and names them in the plural. The classic
 * provider's names are read too.
 */
export const azurermDynamicBridge = alsoRead(
  azurermCamelCase,
  camelCase('pathList', {
    ip_rule: 'ip_rules',
    network_rule_set: 'network_rule_sets',
    encryption: 'encryptions',
    retention_policy: 'retention_policies',
    trust_policy: 'trust_policies',
  }),
);

function camelCase(
  syntax: Syntax,
  names: Readonly<Record<string, string>> = {},
): Dialect {
  return {
    fields: mapSpellings(fields, (name) => toCamelCase(names[name] ?? name)),
    syntax,
    blocks: true,
    exactNames: Infinity,
  };
}

/** Reads the other dialect's spelling of a field where a dialect's own is absent. */
function alsoRead(other: Dialect, { fields, ...dialect }: Dialect): Dialect {
  return {
    ...dialect,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, spelling]) => [
        name,
        { legacy: other.fields[name as FieldName], ...spelling },
      ]),
    ),
  };
}

function mapSpellings(
  spellings: Dialect['fields'],
  rename: (name: string) => string,
): Dialect['fields'] {
  const renamed = (spelling: FieldSpelling): FieldSpelling => ({
    ...spelling,
    path: spelling.path.map(rename),
    ...(spelling.itemProperty === undefined
      ? {}
      : { itemProperty: rename(spelling.itemProperty) }),
    ...(spelling.legacy === undefined
      ? {}
      : { legacy: renamed(spelling.legacy) }),
  });
  return Object.fromEntries(
    Object.entries(spellings).map(([name, spelling]) => [
      name,
      renamed(spelling),
    ]),
  );
}

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

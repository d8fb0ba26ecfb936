import { childKinds } from '../model/kind';
import type { ChildKind, Kind } from '../model/kind';
import type { Dialect, FieldSpelling } from './dialect';
import { readProperty, textOf } from '../model/value';
import type { Value } from '../model/value';
import type { FieldName } from '../model/registry';
import type { Syntax } from './assignment-syntax';

/** The positions of ARM's parts of a registry in one resource type. */
interface Layout {
  readonly apiVersion?: Dialect['apiVersion'];
  /** The names down to the resource: `['body']` in azapi. */
  readonly resource?: readonly string[];
  /** The names from the resource down to its properties; none where they are lifted to the top. */
  readonly properties?: readonly string[];
  readonly name: readonly string[];
  /** The same of a child, where it has another name. */
  readonly childName?: (kind: ChildKind) => readonly string[];
  /** The name of an IP rule's range. */
  readonly ipRange?: string;
  /** Number of leading names that compare case-sensitively, up to the body that Azure receives. */
  readonly exactNames?: number;
}

/**
 * Azure Resource Manager's own spelling of `Microsoft.ContainerRegistry/registries`:
 * https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries
 *
 * Replications are resources of their own there, so most resource types have no
 * property for their locations.
 */
function armDialect(syntax: Syntax, layout: Layout): Dialect {
  const {
    resource = [],
    properties = [],
    ipRange = 'value',
    exactNames = 0,
    apiVersion,
  } = layout;
  const at = (...path: string[]) => ({
    path: [...resource, ...properties, ...path],
  });
  return {
    syntax,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    exactNames,
    fields: {
      name: { path: layout.name },
      skuName: { path: [...resource, 'sku', 'name'] },
      // Read-only in the API, yet upstream's selector Azure.ACR.IsPremiumSKU reads both.
      skuTier: { path: [...resource, 'sku', 'tier'] },
      publicNetworkAccess: at('publicNetworkAccess'),
      defaultAction: at('networkRuleSet', 'defaultAction'),
      ipRanges: { ...at('networkRuleSet', 'ipRules'), itemProperty: ipRange },
      networkRuleBypassOptions: at('networkRuleBypassOptions'),
      adminUserEnabled: at('adminUserEnabled'),
      anonymousPullEnabled: at('anonymousPullEnabled'),
      quarantinePolicy: at('policies', 'quarantinePolicy', 'status'),
      trustPolicy: at('policies', 'trustPolicy', 'status'),
      retentionPolicy: at('policies', 'retentionPolicy', 'status'),
      retentionDays: at('policies', 'retentionPolicy', 'days'),
      softDeletePolicy: at('policies', 'softDeletePolicy', 'status'),
      softDeleteDays: at('policies', 'softDeletePolicy', 'retentionDays'),
      exportPolicy: at('policies', 'exportPolicy', 'status'),
      encryption: at('encryption', 'status'),
      encryptionIdentity: at('encryption', 'keyVaultProperties', 'identity'),
      armAudienceToken: at(
        'policies',
        'azureADAuthenticationAsArmPolicy',
        'status',
      ),
      networkRuleBypassAllowedForTasks: at('networkRuleBypassAllowedForTasks'),
      roleAssignmentMode: at('roleAssignmentMode'),
      dataEndpointEnabled: at('dataEndpointEnabled'),
      location: locationIn(layout),
    },
  };
}

/**
 * The location of a resource. azapi also takes one in the body, but not both
 * (`validateDuplicatedDefinitions` in azapi's azapi_resource.go).
 */
function locationIn({ resource = [] }: Layout): FieldSpelling {
  const path = ['location'];
  return resource.length === 0
    ? { path }
    : { path, legacy: { path: [...resource, ...path] } };
}

/** The same resource type for all kinds. */
export type DialectByKind = Readonly<Record<Kind, Dialect>>;

/** The fields of the children of a registry: the same properties in every version that has them. */
const childFields = {
  replication: {},
  token: { tokenStatus: ['status'] },
  webhook: { serviceUri: ['serviceUri'] },
  cacheRule: { sourceRepository: ['sourceRepository'] },
} as const satisfies Record<
  ChildKind,
  Partial<Record<FieldName, readonly string[]>>
>;

/**
 * Azure Resource Manager's spelling of registries and their children:
 * https://github.com/Azure/bicep-types-az/tree/main/generated/containerregistry_0
 */
function armDialects(syntax: Syntax, layout: Layout): DialectByKind {
  const { resource = [], properties = [], name, childName } = layout;
  const registry = armDialect(syntax, layout);
  const children = childKinds.map((kind) => {
    const fields = Object.entries<readonly string[]>(childFields[kind]).map(
      ([field, path]) => [
        field,
        { path: [...resource, ...properties, ...path] },
      ],
    );
    const dialect: Dialect = {
      ...registry,
      kind,
      fields: {
        name: { path: childName?.(kind) ?? name },
        location: locationIn(layout),
        ...(Object.fromEntries(fields) as Dialect['fields']),
      },
    };
    return [kind, dialect] as const;
  });
  return {
    registry,
    ...(Object.fromEntries(children) as Record<ChildKind, Dialect>),
  };
}

/** The version behind the `@` of a type: azapi, and Bicep's spelling. */
function versionInType(properties: Value | undefined): string | undefined {
  const type = textOf(readProperty(properties, ['type']));
  return type?.split('@')[1];
}

/** `apiVersion` beside the type. An `apiProfile` of the template names none for registries. */
function versionBeside(properties: Value | undefined): string | undefined {
  const version = readProperty(properties, ['apiVersion']);
  return version.state === 'absent'
    ? versionInType(properties)
    : textOf(version);
}

/** A resource as ARM has it. */
export const armResources = armDialects('json', {
  apiVersion: versionBeside,
  properties: ['properties'],
  name: ['name'],
});

const armResource = armResources.registry;

/** A resource of an ARM template, with the replications that the template deploys. */
export const armTemplate: Dialect = {
  ...armResource,
  fields: {
    ...armResource.fields,
    replicaLocations: { path: ['replications'], itemProperty: 'location' },
  },
};

/** A registry that Azure has, as it lists it: its replications are not in it. */
export const armState: Dialect = {
  ...armResource,
  fields: { ...armResource.fields, location: { path: ['location'] } },
};

/**
 * Pulumi azure-native: the properties lie at the top, and the range of an IP
 * rule is `iPAddressOrRange` (`IPRuleArgs` of @pulumi/azure-native 1 to 3). The
 * provider sends what it finds by its exact name, and drops all else:
 * `SdkInputsToRequestBody` in
 * https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/convert/sdkInputsToRequestBody.go
 */
export const azureNativeResources = armDialects('path', {
  name: ['registryName'],
  childName: (kind) => [`${kind}Name`],
  ipRange: 'iPAddressOrRange',
  exactNames: Infinity,
});

/** A registry of azure-native's. */
export const azureNative: Dialect = {
  ...azureNativeResources.registry,
  fillsDefaults: true,
};

/**
 * The same in a version of its own.
 *
 * @param version as a token has it: `20190501`, `20191201preview`
 */
export function azureNativeOf(version: string): Dialect {
  const [, year, month, day, suffix] =
    /^(\d{4})[-_]?(\d{2})[-_]?(\d{2})[-_]?([a-z]*)$/i.exec(version) ?? [];
  const preview = suffix === '' ? '' : `-${suffix}`;
  return {
    ...azureNative,
    apiVersion: () => `${year}-${month}-${day}${preview}`,
  };
}

/** Pulumi azure-native's generic resource: `sku` beside `properties`. */
export const azureNativeGenericResources = armDialects('path', {
  apiVersion: versionBeside,
  properties: ['properties'],
  name: ['resourceName'],
  exactNames: 1,
});

/** A registry of the generic resource. */
export const azureNativeGeneric = azureNativeGenericResources.registry;

const azapiLayout: Layout = {
  apiVersion: versionInType,
  resource: ['body'],
  properties: ['properties'],
  name: ['name'],
  exactNames: 1,
};

/** Terraform azapi: the resource is in `body`, its name and location beside it. */
export const azapiResources = armDialects('hclObject', azapiLayout);
export const azapi = azapiResources.registry;

/** The same as CDKTF and CDKTN write it. */
export const azapiObjectResources = armDialects('object', azapiLayout);
export const azapiObject = azapiObjectResources.registry;

/** The same in Pulumi. */
export const azapiPulumiResources = armDialects('path', azapiLayout);

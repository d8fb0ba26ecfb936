import {
  azureNativeDeployment,
  azureNativeDeploymentStack,
  azurermDeployment,
  azurermOldDeployment,
  inCamelCase,
  isDeployedBy,
} from '../arm/deployment';
import { singleRegistryReader } from '../model/declaration';
import type { RegistryReader } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import type { Dialect } from '../dialects/dialect';
import {
  azapiPulumiResources,
  azureNative,
  azureNativeGenericResources,
  azureNativeOf,
  azureNativeResources,
} from '../dialects/arm';
import type { DialectByKind } from '../dialects/arm';
import {
  azurermCamelCase,
  azurermChildrenCamelCase,
  azurermDynamicBridge,
} from '../dialects/azurerm';
import type { AzurermChild } from '../dialects/azurerm';
import { childKinds } from '../model/kind';
import type { ChildKind } from '../model/kind';
import { terraformResourceType } from '../terraform/resource-types';
import { Unknown } from '../model/value';
import { azapiAction, azapiResource, azapiUpdate } from './azapi';
import { readCommand, runsCode } from './commands';
import { readGenericResource } from './generic-resource';

/** The root of every stack: the first resource that a program registers. */
export const stackType = 'pulumi:pulumi:Stack';

/** A family of Pulumi resources that can declare a registry, or a child of one. */
export interface PulumiSurface {
  readonly read: RegistryReader;
  /** The kind of child that such a resource is; left out for all others. */
  readonly kind?: ChildKind;
  /**
   * How the resource's own properties spell the registry or the child that it is:
   * what a repair is written in. A template that it deploys is not repaired.
   */
  readonly dialects?: Partial<DialectByKind>;
}

interface Surface extends PulumiSurface {
  /** Matches the whole of a type token. */
  readonly token: RegExp;
}

/**
 * Every Pulumi resource that can declare a registry, or a child of one. Tokens compare without
 * regard to case: a generated local package keeps the spelling that its user
 * typed on `pulumi package add azure-native ContainerRegistry …`.
 */
const surfaces: readonly Surface[] = [
  {
    token: azureNativeToken('containerregistry', 'Registry'),
    ...isSpelled(azureNative),
  },
  {
    token: azureNativeToken('resources', 'Resource'),
    read: readGenericResource,
    dialects: azureNativeGenericResources,
  },
  {
    // Since 2019 the only token of the classic provider's registry:
    // https://github.com/pulumi/pulumi-azure/blob/master/provider/resources.go
    token: /^azure:containerservice\/registry:Registry$/i,
    ...isSpelled(azurermCamelCase),
  },
  {
    // The dynamic bridge names every resource <provider>:index/<name>:<Name>:
    // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/dynamic/info.go
    token: /^azurerm:index\/containerRegistry:ContainerRegistry$/i,
    ...isSpelled(azurermDynamicBridge),
  },
  {
    token: azureNativeToken(
      'resources',
      'Deployment(At(Subscription|ManagementGroup|Tenant)?Scope)?',
    ),
    read: isDeployedBy(azureNativeDeployment),
  },
  {
    token: azureNativeToken(
      'resources',
      'DeploymentStackAt(ResourceGroup|Subscription|ManagementGroup)',
    ),
    read: isDeployedBy(azureNativeDeploymentStack),
  },
  {
    // azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment
    // and its kin; the classic provider keeps one in another module and under a
    // shorter name.
    token:
      /^(azure:core|azure:management|azurerm:index)\/(resourceGroup|subscription|(management)?group|tenant)TemplateDeployment:\w+$/i,
    read: isDeployedBy(inCamelCase(azurermDeployment)),
  },
  {
    token:
      /^(azure:core|azurerm:index)\/templateDeployment:TemplateDeployment$/i,
    read: isDeployedBy(inCamelCase(azurermOldDeployment)),
  },
  {
    token: /^azapi:index\/resource:Resource$/i,
    read: azapiResource,
    dialects: azapiPulumiResources,
  },
  {
    token: /^azapi:index\/updateResource:UpdateResource$/i,
    read: azapiUpdate,
  },
  {
    token: /^azapi:index\/resourceAction:ResourceAction$/i,
    read: azapiAction,
  },
  ...childKinds.map(azureNativeChild),
  ...(Object.keys(azurermChildrenCamelCase) as AzurermChild[]).map(
    bridgedChild,
  ),
  { token: runsCode, read: readCommand },
  // The last ones: what is named so, and spelled as none of the above.
  {
    token: unknownSpelling('Registry'),
    read: mayBe(azureNative),
  },
  {
    token: unknownSpelling('ContainerRegistry'),
    read: mayBe(azurermDynamicBridge),
  },
  ...childKinds.map((kind) => ({
    token: unknownSpelling(`(Container)?(Registry)?${pascalCase(kind)}`),
    kind,
    read: mayBe(azureNativeResources[kind]),
  })),
];

/** A child of a registry in azure-native. */
function azureNativeChild(kind: ChildKind): Surface {
  return {
    token: azureNativeToken('containerregistry', pascalCase(kind)),
    kind,
    ...isSpelled(azureNativeResources[kind]),
  };
}

/**
 * A child of a registry in the classic provider, and through the dynamic bridge:
 * `azure:containerservice/registryWebhook:RegistryWebhook`
 * (https://www.pulumi.com/registry/packages/azure/api-docs/containerservice/registrywebhook/).
 */
function bridgedChild(kind: AzurermChild): Surface {
  const name = pascalCase(kind);
  return {
    token: new RegExp(
      `^(azure:containerservice/registry${name}:Registry${name}|azurerm:index/containerRegistry${name}:ContainerRegistry${name})$`,
      'i',
    ),
    kind,
    ...isSpelled(azurermChildrenCamelCase[kind]),
  };
}

/** The name of a kind in tokens: `CacheRule`. */
function pascalCase(kind: ChildKind): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** The token of a registry, or a child of one, in some other package for Azure, a renamed or a newer one. */
function unknownSpelling(name: string): RegExp {
  return new RegExp(
    `^[^:]*azure[^:]*:([^:]*/)?containerregistry(/[^:]*)?:${name}$`,
    'i',
  );
}

/** Whatever such a resource declares, it is not certain that it is one of Azure's. */
function mayBe(dialect: Dialect): RegistryReader {
  const doubt = new Unknown('this spelling of it is not known here');
  return (properties) => [
    { registry: readRegistry(dialect, properties), uncertainType: doubt },
  ];
}

/** A resource whose type alone says that it is a registry, or a child of one. */
function isSpelled(dialect: Dialect): PulumiSurface {
  return {
    read: singleRegistryReader((properties) =>
      readRegistry(dialect, properties),
    ),
    dialects: { [dialect.kind ?? 'registry']: dialect },
  };
}

/**
 * The tokens of one azure-native resource over the years:
 *
 * - `azure-native:<module>:<Name>` and, in versions 1 and 2 of the SDK,
 *   `azure-native:<module>/v20230701:<Name>`
 * - `azure-native_<module>_v20230701:<module>:<Name>` of a generated local
 *   package:
 *   https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider_parameterize.go
 * - `azure-nextgen:…` before the provider got its name
 *
 * A version may be spelled in any way: the provider takes what the user typed.
 */
function azureNativeToken(module: string, name: string): RegExp {
  return new RegExp(
    `^azure-(native|nextgen)(_${module}_[^:]+)?:${module}(/[^:]+)?:${name}$`,
    'i',
  );
}

/** A registry of azure-native whose token names an API version. */
function inVersion(
  surface: PulumiSurface | undefined,
  type: string,
): PulumiSurface | undefined {
  if (surface?.dialects?.registry !== azureNative) return surface;
  const [, version] =
    /[/_]v?(\d{4}[-_]?\d{2}[-_]?\d{2}[-_]?[a-z]*):/i.exec(type) ?? [];
  return version === undefined ? surface : isSpelled(azureNativeOf(version));
}

/**
 * A resource of a Terraform module that Pulumi runs, in Terraform's own words:
 * `<package>:tf:azurerm_container_registry` (`childResourceTypeToken` in
 * https://github.com/pulumi/pulumi-terraform-module).
 */
function inTerraformModule(type: string): PulumiSurface | undefined {
  const [, terraformType = ''] = /^[^:]+:tf:(\w+)$/.exec(type) ?? [];
  const read = terraformResourceType(terraformType, 'terraform');
  return read && { read };
}

const known = new Map<string, PulumiSurface | undefined>();

/**
 * How a Pulumi type declares registries and their children.
 *
 * @param type a type token: `azure-native:containerregistry:Registry`
 * @returns undefined if no resource of the type declares a registry
 */
export function pulumiSurface(type: string): PulumiSurface | undefined {
  // Asked for every resource of a stack, and stacks have few types.
  if (!known.has(type)) {
    known.set(
      type,
      inVersion(
        surfaces.find(({ token }) => token.test(type)),
        type,
      ) ?? inTerraformModule(type),
    );
  }
  return known.get(type);
}

/** The reader of a Pulumi type, or undefined if it declares no registry. */
export function readerOf(type: string): RegistryReader | undefined {
  return pulumiSurface(type)?.read;
}

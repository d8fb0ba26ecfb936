import { unknown } from './neutral';
import type { NeutralRegistry, Setting } from './neutral';

/** Input of a host: raw properties, with `unknown` in place of unknown values. */
export type Properties = Record<string, unknown>;

/** One way to declare a registry, and how a neutral one is written in it. */
export interface Rendering {
  /** The row of the coverage matrix. */
  readonly surface: string;
  readonly host: 'pulumi' | 'terraform' | 'hcl';
  /** The Pulumi token or Terraform type. */
  readonly type: string;
  readonly render: (registry: NeutralRegistry) => Properties;
  /** Returns whether the resource type can express the row; by default it can. */
  readonly canExpress?: (registry: NeutralRegistry) => boolean;
}

const arm = {
  sku: (sku: Setting): Properties => ({ sku: { name: sku } }),
  network: ({ publicNetworkAccess, defaultAction }: NeutralRegistry) => ({
    ...given('publicNetworkAccess', publicNetworkAccess),
    ...(defaultAction === undefined
      ? {}
      : { networkRuleSet: { defaultAction, ipRules: [] } }),
  }),
};

/** azure-native: ARM's properties at the top. */
function azureNative(registry: NeutralRegistry): Properties {
  return {
    resourceGroupName: 'rg',
    ...(registry.sku === undefined ? {} : arm.sku(registry.sku)),
    ...arm.network(registry),
  };
}

/** ARM's own shape: `sku` beside `properties`. */
function armResource(registry: NeutralRegistry): Properties {
  return {
    ...(registry.sku === undefined ? {} : arm.sku(registry.sku)),
    properties: arm.network(registry),
  };
}

/** azurerm: a boolean for public access, the rule set as a list of blocks. */
function azurerm(registry: NeutralRegistry): Properties {
  const { sku, publicNetworkAccess, defaultAction } = registry;
  return {
    resource_group_name: 'rg',
    ...given('sku', sku),
    ...given('public_network_access_enabled', toBoolean(publicNetworkAccess)),
    ...(defaultAction === undefined
      ? {}
      : { network_rule_set: [{ default_action: defaultAction }] }),
  };
}

/** azurerm in camelCase, the rule set as one object. */
function classic(registry: NeutralRegistry): Properties {
  const { sku, publicNetworkAccess, defaultAction } = registry;
  return {
    resourceGroupName: 'rg',
    ...given('sku', sku),
    ...given('publicNetworkAccessEnabled', toBoolean(publicNetworkAccess)),
    ...(defaultAction === undefined
      ? {}
      : { networkRuleSet: { defaultAction } }),
  };
}

/** A template that deploys the registry; what is not known is a parameter without a value. */
function template(registry: NeutralRegistry): Properties {
  return {
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { notKnown: { type: 'object' } },
    resources: [
      {
        type: 'Microsoft.ContainerRegistry/registries',
        apiVersion: '2023-07-01',
        name: 'images',
        ...(withUnknown(
          armResource(registry),
          "[parameters('notKnown')]",
        ) as Properties),
      },
    ],
  };
}

function given(name: string, setting: Setting | undefined): Properties {
  return setting === undefined ? {} : { [name]: setting };
}

/** Only Azure's own two values have a boolean; what is wrong stays wrong. */
function toBoolean(setting: Setting | undefined): Setting | undefined {
  if (typeof setting !== 'string') return setting;
  const known = { enabled: true, disabled: false }[setting.toLowerCase()];
  return known ?? setting;
}

/** Every surface that the parity table is rendered into. */
export const renderings: readonly Rendering[] = [
  {
    surface: 'Pulumi azure-native',
    host: 'pulumi',
    type: 'azure-native:containerregistry:Registry',
    render: azureNative,
  },
  {
    surface: 'Pulumi azure-native, versioned module',
    host: 'pulumi',
    type: 'azure-native:containerregistry/v20230701:Registry',
    render: azureNative,
  },
  {
    surface: 'Pulumi azure-native, generated local package',
    host: 'pulumi',
    type: 'azure-native_containerregistry_v20230701:containerregistry:Registry',
    render: azureNative,
  },
  {
    surface: 'Pulumi azure-native, generic resource',
    host: 'pulumi',
    type: 'azure-native:resources:Resource',
    render: (registry) => ({
      resourceProviderNamespace: 'Microsoft.ContainerRegistry',
      resourceType: 'registries',
      ...armResource(registry),
    }),
  },
  {
    surface: 'Pulumi azure (classic)',
    host: 'pulumi',
    type: 'azure:containerservice/registry:Registry',
    render: classic,
  },
  {
    surface: 'Pulumi azurerm (any Terraform provider)',
    host: 'pulumi',
    type: 'azurerm:index/containerRegistry:ContainerRegistry',
    render: ({ defaultAction, ...registry }) => ({
      ...classic(registry),
      ...(defaultAction === undefined
        ? {}
        : { networkRuleSets: [{ defaultAction }] }),
    }),
  },
  {
    surface: 'Pulumi azapi (any Terraform provider)',
    host: 'pulumi',
    type: 'azapi:index/resource:Resource',
    render: (registry) => ({
      type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
      body: armResource(registry),
    }),
  },
  {
    surface: 'Pulumi azure-native, deployment of an ARM template',
    host: 'pulumi',
    type: 'azure-native:resources:Deployment',
    render: (registry) => ({
      properties: { mode: 'Incremental', template: template(registry) },
    }),
  },
  {
    surface: 'Pulumi azure (classic), deployment of an ARM template',
    host: 'pulumi',
    type: 'azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment',
    render: (registry) => ({
      deploymentMode: 'Incremental',
      templateContent: JSON.stringify(template(registry)),
    }),
  },
  {
    surface: 'Terraform azurerm',
    host: 'terraform',
    type: 'azurerm_container_registry',
    render: azurerm,
  },
  {
    surface: 'Terraform azurerm, in HCL',
    host: 'hcl',
    type: 'azurerm_container_registry',
    render: azurerm,
  },
  {
    surface: 'Terraform azurerm, deployment of an ARM template',
    host: 'terraform',
    type: 'azurerm_resource_group_template_deployment',
    render: (registry) => ({
      deployment_mode: 'Incremental',
      template_content: JSON.stringify(template(registry)),
    }),
  },
  {
    surface: 'Terraform azapi',
    host: 'terraform',
    type: 'azapi_resource',
    render: (registry) => ({
      type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
      body: armResource(registry),
    }),
  },
  {
    surface: 'Azure Verified Module',
    host: 'terraform',
    type: 'module',
    render: ({ sku, publicNetworkAccess, defaultAction }) => ({
      source: 'Azure/avm-res-containerregistry-registry/azurerm',
      ...given('sku', sku),
      ...given('public_network_access_enabled', toBoolean(publicNetworkAccess)),
      ...(defaultAction === undefined
        ? {}
        : { network_rule_set: { default_action: defaultAction } }),
    }),
    // What is left out there holds the module's default: Premium, and Deny in a rule set.
    canExpress: ({ sku, defaultAction }) =>
      sku !== undefined && defaultAction !== null,
  },
];

/** Replaces the mark for unknown by what a host writes there. */
export function withUnknown(value: unknown, mark: unknown): unknown {
  if (value === unknown) return mark;
  if (Array.isArray(value)) {
    return value.map((member) => withUnknown(member, mark));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        withUnknown(member, mark),
      ]),
    );
  }
  return value;
}

import type { ChildKind } from '../../shared/model/kind';
import { unknown } from './neutral';
import type { Outcome, Setting } from './neutral';
import { withUnknown } from './renderings';
import type { Properties, Rendering } from './renderings';

/** A child of a registry in neutral terms: its one setting that a rule looks at, in ARM's words. */
export interface ChildRow {
  readonly situation: string;
  readonly kind: ChildKind;
  readonly rule: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Left out: it is not written. */
  readonly value?: Setting;
  readonly outcome: Outcome;
}

const webhook = { kind: 'webhook', rule: 'Azure.ACR.WebhookHttps' } as const;

const token = { kind: 'token', rule: 'Azure.ACR.RepositoryToken' } as const;
const cacheRule = {
  kind: 'cacheRule',
  rule: 'Azure.ACR.CacheRule',
  options: { allowedSources: ['mcr.microsoft.com'] },
} as const;
const replication = {
  kind: 'replication',
  rule: 'Azure.ACR.ReplicaLocation',
  options: { allowedLocations: ['westeurope'] },
} as const;

/** What every entry point says of a child, however it is written. */
export const childRows: readonly ChildRow[] = [
  {
    ...webhook,
    situation: 'a webhook over HTTP',
    value: 'http://a.example.com/hook',
    outcome: 'fail',
  },
  {
    ...webhook,
    situation: 'a webhook over HTTPS',
    value: 'https://a.example.com/hook',
    outcome: 'pass',
  },
  {
    ...webhook,
    situation: 'a webhook whose address is not known yet',
    value: unknown,
    outcome: 'unknown',
  },
  {
    ...webhook,
    situation: 'a webhook whose address is set elsewhere',
    outcome: 'unknown',
  },
  {
    ...token,
    situation: 'a token that is enabled',
    value: 'enabled',
    outcome: 'fail',
  },
  {
    ...token,
    situation: 'a token without a status, which Azure enables',
    outcome: 'fail',
  },
  {
    ...token,
    situation: 'a token that is disabled',
    value: 'disabled',
    outcome: 'pass',
  },
  {
    ...token,
    situation: 'a token whose status is not known yet',
    value: unknown,
    outcome: 'unknown',
  },
  {
    ...cacheRule,
    situation: 'a cache rule for a registry that is allowed',
    value: 'mcr.microsoft.com/hello-world',
    outcome: 'pass',
  },
  {
    ...cacheRule,
    situation: 'a cache rule for another registry',
    value: 'docker.io/library/nginx',
    outcome: 'fail',
  },
  {
    ...cacheRule,
    situation: 'a cache rule whose source is not known yet',
    value: unknown,
    outcome: 'unknown',
  },
  {
    ...replication,
    situation: 'a replication to a region that is allowed',
    value: 'West Europe',
    outcome: 'pass',
  },
  {
    ...replication,
    situation: 'a replication to another region',
    value: 'eastus',
    outcome: 'fail',
  },
  {
    ...replication,
    situation: 'a replication to a region that is not known yet',
    value: unknown,
    outcome: 'unknown',
  },
  {
    ...replication,
    situation: 'a replication without a region, which Pulumi fills in',
    outcome: 'unknown',
  },
];

/** One way to declare a child of a registry. */
export interface ChildRendering {
  readonly surface: string;
  readonly host: Rendering['host'];
  /** The type that declares a kind; undefined if it has none. */
  readonly type: (kind: ChildKind) => string | undefined;
  readonly render: (row: ChildRow) => Properties;
}

const segments: Readonly<Record<ChildKind, string>> = {
  replication: 'replications',
  token: 'tokens',
  webhook: 'webhooks',
  cacheRule: 'cacheRules',
};

const armNames: Readonly<Record<ChildKind, string>> = {
  replication: 'location',
  token: 'status',
  webhook: 'serviceUri',
  cacheRule: 'sourceRepository',
};

const armType = (kind: ChildKind) =>
  `Microsoft.ContainerRegistry/registries/${segments[kind]}`;

/** ARM's property at the top, or none. */
function armProperties({ kind, value }: ChildRow): Properties {
  return value === undefined ? {} : { [armNames[kind]]: value };
}

/** ARM's own shape: only a location is beside `properties`. */
function armResource(row: ChildRow): Properties {
  return row.kind === 'replication'
    ? { ...armProperties(row), properties: {} }
    : { properties: armProperties(row) };
}

/** azapi has the location beside the body. */
function azapi(row: ChildRow): Properties {
  const { properties, ...beside } = armResource(row);
  return {
    type: `${armType(row.kind)}@2023-07-01`,
    parent_id: '${azurerm_container_registry.web.id}',
    ...beside,
    body: { properties },
  };
}

const azurermNames: Readonly<Record<ChildKind, string>> = {
  replication: '',
  token: 'enabled',
  webhook: 'service_uri',
  cacheRule: 'source_repo',
};

function azurerm({ kind, value }: ChildRow): Properties {
  if (value === undefined) return {};
  const own = kind === 'token' ? toEnabled(value) : value;
  return { [azurermNames[kind]]: own };
}

function toEnabled(status: Setting): Setting {
  if (typeof status !== 'string') return status;
  const known = { enabled: true, disabled: false }[status.toLowerCase()];
  return known ?? status;
}

/** The children that the Azure Verified Module declares. */
const avmInputs: Readonly<
  Partial<Record<ChildKind, (row: ChildRow) => Properties>>
> = {
  token: (row) => ({
    scope_maps: {
      pull: { actions: [], registry_tokens: { child: azurerm(row) } },
    },
  }),
  cacheRule: ({ value }) => ({
    cache_rules: {
      child: value === undefined ? {} : { source_repository: value },
    },
  }),
};

const isInAzurerm = (kind: ChildKind) => kind !== 'replication';

function camelCase(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

const pascalCase = (kind: ChildKind) =>
  `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;

/** A template that deploys the child, in one of the shapes that templates have. */
function template(resources: unknown): Properties {
  return {
    $schema:
      'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { notKnown: { type: 'string' } },
    resources: withUnknown(resources, "[parameters('notKnown')]"),
  };
}

const topLevel = (row: ChildRow) =>
  template([
    {
      type: armType(row.kind),
      apiVersion: '2023-07-01',
      name: 'images/child',
      ...armResource(row),
    },
  ]);

const nested = (row: ChildRow) =>
  template([
    {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: 'images',
      // It exists, and its children are deployed.
      condition: false,
      resources: [
        {
          type: segments[row.kind],
          apiVersion: '2023-07-01',
          name: 'child',
          ...armResource(row),
        },
      ],
    },
  ]);

/** Every way to declare a child. */
export const childRenderings: readonly ChildRendering[] = [
  ...Object.entries({
    'Pulumi azure-native': 'azure-native:containerregistry:',
    'Pulumi azure-native, versioned module':
      'azure-native:containerregistry/v20230701:',
    'Pulumi azure-native, generated local package':
      'azure-native_containerregistry_v20230701:containerregistry:',
  }).map(([surface, start]) => ({
    surface,
    host: 'pulumi' as const,
    type: (kind: ChildKind) => `${start}${pascalCase(kind)}`,
    render: (row: ChildRow) => ({
      registryName: 'images',
      ...armProperties(row),
    }),
  })),
  {
    surface: 'Pulumi azure-native, generic resource',
    host: 'pulumi',
    type: () => 'azure-native:resources:Resource',
    render: (row) => ({
      resourceProviderNamespace: 'Microsoft.ContainerRegistry',
      parentResourcePath: 'registries/images',
      resourceType: segments[row.kind],
      ...armResource(row),
    }),
  },
  {
    surface: 'Pulumi azure-native, generic resource of an unknown registry',
    host: 'pulumi',
    type: () => 'azure-native:resources:Resource',
    render: (row) => ({
      resourceProviderNamespace: 'Microsoft.ContainerRegistry',
      parentResourcePath: unknown,
      resourceType: segments[row.kind],
      ...armResource(row),
    }),
  },
  {
    surface: 'Pulumi azure (classic)',
    host: 'pulumi',
    type: (kind) =>
      isInAzurerm(kind)
        ? `azure:containerservice/registry${pascalCase(kind)}:Registry${pascalCase(kind)}`
        : undefined,
    render: (row) => camelCase({ registry_name: 'images', ...azurerm(row) }),
  },
  {
    surface: 'Pulumi azurerm (any Terraform provider)',
    host: 'pulumi',
    type: (kind) =>
      isInAzurerm(kind)
        ? `azurerm:index/containerRegistry${pascalCase(kind)}:ContainerRegistry${pascalCase(kind)}`
        : undefined,
    render: (row) => camelCase({ registry_name: 'images', ...azurerm(row) }),
  },
  {
    surface: 'Pulumi azapi (any Terraform provider)',
    host: 'pulumi',
    type: () => 'azapi:index/resource:Resource',
    render: (row) => ({ ...azapi(row), parent_id: unknown }),
  },
  {
    surface: 'Pulumi azure-native, deployment of an ARM template',
    host: 'pulumi',
    type: () => 'azure-native:resources:Deployment',
    render: (row) => ({ properties: { template: topLevel(row) } }),
  },
  {
    surface: 'Pulumi azure-native, deployment of a child inside its registry',
    host: 'pulumi',
    type: () => 'azure-native:resources:Deployment',
    render: (row) => ({ properties: { template: nested(row) } }),
  },
  {
    surface: 'Terraform azurerm',
    host: 'terraform',
    type: (kind) =>
      isInAzurerm(kind)
        ? `azurerm_container_registry_${kind.replace('cacheRule', 'cache_rule')}`
        : undefined,
    render: (row) => ({ name: 'child', ...azurerm(row) }),
  },
  {
    surface: 'Azure Verified Module',
    host: 'terraform',
    type: (kind) => (avmInputs[kind] === undefined ? undefined : 'module'),
    render: (row) => ({
      source: 'Azure/avm-res-containerregistry-registry/azurerm',
      ...avmInputs[row.kind]?.(row),
    }),
  },
  {
    surface: 'Terraform azapi',
    host: 'terraform',
    type: () => 'azapi_resource',
    render: azapi,
  },
  {
    surface: 'Terraform azurerm, deployment of an ARM template',
    host: 'terraform',
    type: () => 'azurerm_resource_group_template_deployment',
    render: (row) => ({ template_content: JSON.stringify(topLevel(row)) }),
  },
];

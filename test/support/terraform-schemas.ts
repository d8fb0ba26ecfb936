/** The type of an attribute, as Terraform writes it in JSON. */
type AttributeType = string | readonly [string, unknown];

/** One attribute of a resource type. */
export interface AttributeSchema {
  readonly type: AttributeType;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly write_only?: true;
  /** The provider's plan for an absent attribute. */
  readonly default?: unknown;
  /** Another value needs another resource. */
  readonly replaces?: true;
}

/** The attributes of a resource type. */
export type ResourceSchema = Readonly<Record<string, AttributeSchema>>;

const string = { type: 'string' } as const;
const computed = { ...string, computed: true } as const;
const required = { ...string, required: true } as const;
const optional = { ...string, optional: true } as const;
const either = { ...string, optional: true, computed: true } as const;
const name = { ...required, replaces: true } as const;
const anything = { type: 'dynamic' } as const;
const flag = (initial: boolean | null = null) => ({
  type: 'bool',
  optional: true as const,
  default: initial,
});
const list = (attributes: object): AttributeType => [
  'list',
  ['object', attributes],
];

/*
 * What tests write of the resource types of azurerm 4 and azapi 2, with the
 * defaults of these. (azurerm: internal/services/containers/container_registry_resource.go,
 * azapi: internal/services/azapi_*.go)
 */

const azurerm: Readonly<Record<string, ResourceSchema>> = {
  azurerm_container_registry: {
    id: computed,
    login_server: computed,
    admin_password: { ...computed, sensitive: true },
    name,
    resource_group_name: name,
    location: name,
    sku: required,
    admin_enabled: flag(false),
    anonymous_pull_enabled: flag(),
    export_policy_enabled: flag(true),
    public_network_access_enabled: flag(true),
    network_rule_bypass_option: { ...optional, default: 'AzureServices' },
    network_rule_set: {
      type: list({
        default_action: 'string',
        ip_rule: ['set', ['object', { action: 'string', ip_range: 'string' }]],
      }),
      optional: true,
      computed: true,
    },
    encryption: {
      type: list({ identity_client_id: 'string', key_vault_key_id: 'string' }),
      optional: true,
      computed: true,
    },
    georeplications: { type: list({ location: 'string' }), optional: true },
    retention_policy_in_days: { type: 'number', optional: true },
    tags: { type: ['map', 'string'], optional: true },
  },
  azurerm_resource_group: { id: computed, name, location: name },
  azurerm_resource_group_template_deployment: {
    id: computed,
    name,
    resource_group_name: name,
    deployment_mode: required,
    template_content: either,
    parameters_content: either,
    output_content: computed,
  },
};

const azapi: Readonly<Record<string, ResourceSchema>> = {
  azapi_resource: {
    id: computed,
    type: required,
    name: { ...either, replaces: true },
    parent_id: { ...either, replaces: true },
    location: either,
    body: { ...anything, optional: true, computed: true },
    sensitive_body: { ...anything, optional: true, write_only: true },
    output: { ...anything, computed: true },
  },
  azapi_update_resource: {
    id: computed,
    type: required,
    name: { ...either, replaces: true },
    parent_id: { ...either, replaces: true },
    resource_id: { ...either, replaces: true },
    body: { ...anything, optional: true },
    sensitive_body: { ...anything, optional: true, write_only: true },
    output: { ...anything, computed: true },
  },
  azapi_resource_action: {
    id: computed,
    type: required,
    resource_id: { ...required, replaces: true },
    action: { ...optional, replaces: true },
    method: { ...optional, default: 'POST' },
    body: { ...anything, optional: true },
    sensitive_body: { ...anything, optional: true, write_only: true },
    when: { ...optional, default: 'apply' },
    output: { ...anything, computed: true },
  },
};

/** The resource types of each provider, by the provider's address. */
export const providers: Readonly<
  Record<string, Readonly<Record<string, ResourceSchema>>>
> = {
  'registry.terraform.io/hashicorp/azurerm': azurerm,
  'registry.terraform.io/azure/azapi': azapi,
};

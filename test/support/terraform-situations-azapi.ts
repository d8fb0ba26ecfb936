import type { JsonObject } from './terraform-hcl';
import {
  apiType,
  hub,
  child,
  registry,
  root,
  type,
  web,
} from './terraform-situation';
import type { PlanRow } from './terraform-situation';

const api = (more: JsonObject = {}): JsonObject => ({
  type: apiType,
  name: 'shopacr',
  parent_id:
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg',
  location: 'westeurope',
  ...more,
});
const bodyWith = (access: string, tier = 'Premium'): JsonObject => ({
  sku: { name: tier },
  properties: { publicNetworkAccess: access },
});

/** Registries of azapi, templates, and updates. */
export const azapiRows: readonly PlanRow[] = [
  {
    name: 'azapi',
    modules: {
      '.': root(
        {
          azapi_resource: {
            open: api({ body: bodyWith('Enabled') }),
            closed: api({ body: bodyWith('Disabled') }),
            sku_waits: api({
              body: bodyWith(
                'Enabled',
                '${terraform_data.later.id == "" ? "Basic" : "Premium"}',
              ),
            }),
            access_waits: api({
              body: bodyWith('${terraform_data.later.output}'),
            }),
            action_waits_in_a_list: api({
              body: {
                sku: { name: 'Premium' },
                properties: {
                  networkRuleSet: {
                    defaultAction: 'Deny',
                    ipRules: [{ value: '${terraform_data.later.output}' }],
                  },
                },
              },
            }),
            body_waits: api({
              body: '${terraform_data.later.id == "" ? {} : { properties = { publicNetworkAccess = "Disabled" } }}',
            }),
            secret: api({
              body: { sku: { name: 'Premium' } },
              sensitive_body: {
                properties: { publicNetworkAccess: 'Disabled' },
              },
            }),
            secret_waits: api({
              body: { sku: { name: 'Premium' } },
              sensitive_body: {
                properties: { publicNetworkAccess: '${uuid()}' },
              },
            }),
          },
        },
        {},
      ),
    },
    outcomes: {
      'azapi_resource.open': 'fail',
      'azapi_resource.closed': 'pass',
      'azapi_resource.sku_waits': 'unknown',
      'azapi_resource.access_waits': 'unknown',
      'azapi_resource.action_waits_in_a_list': 'pass',
      'azapi_resource.body_waits': 'unknown',
      'azapi_resource.secret': 'pass',
      'azapi_resource.secret_waits': 'unknown',
    },
  },
  {
    name: 'templates',
    modules: {
      '.': root({
        azurerm_resource_group_template_deployment: {
          waits: {
            name: 'acr',
            resource_group_name: 'rg',
            deployment_mode: 'Incremental',
            template_content:
              '${jsonencode({ "$schema" = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", contentVersion = "1.0.0.0", resources = [{ type = "Microsoft.ContainerRegistry/registries", apiVersion = "2023-07-01", name = "shopacr", location = "westeurope", sku = { name = "Premium" }, tags = { later = terraform_data.later.id } }] })}',
          },
        },
      }),
    },
    outcomes: { 'azurerm_resource_group_template_deployment.waits': 'unknown' },
  },
  {
    name: 'updates',
    modules: {
      '.': root(
        {
          [type]: { web: registry() },
          azapi_resource: {
            late: api({ body: { sku: { name: 'Premium' } } }),
          },
          azapi_update_resource: {
            close: {
              type: apiType,
              resource_id: `\${${web}.id}`,
              body: { properties: { publicNetworkAccess: 'Disabled' } },
            },
            close_hub: {
              type: apiType,
              resource_id: '${module.hub.id}',
              body: { properties: { publicNetworkAccess: 'Disabled' } },
            },
          },
        },
        {
          module: {
            hub: { source: './hub' },
            closer: { source: './closer', id: '${azapi_resource.late.id}' },
          },
        },
      ),
      hub,
      closer: child(
        {
          azapi_update_resource: {
            close: {
              type: apiType,
              resource_id: '${var.id}',
              body: { properties: { publicNetworkAccess: 'Disabled' } },
            },
          },
        },
        { variable: { id: {} } },
      ),
    },
    outcomes: {
      [web]: 'pass',
      [`module.hub.${web}`]: 'pass',
      'azapi_resource.late': 'pass',
    },
  },
];

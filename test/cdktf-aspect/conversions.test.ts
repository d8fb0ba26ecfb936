import { newRegistry } from '../support/cdktf';
import { testSituations } from '../support/cdktf-situations';

testSituations("Terraform's own conversions, and near misses", [
  {
    situation: 'public access as the string "false"',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride(
        'public_network_access_enabled',
        'false',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'public access as ${false}',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride(
        'public_network_access_enabled',
        '${false}',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'rule set that is a text',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('network_rule_set', 'x');
    },
    verdict: 'error',
  },
  {
    situation: 'SKU that is a number',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').addOverride('sku', 7);
    },
    verdict: 'warning',
  },

  {
    situation: 'data source of a registry',
    declare: (tools, web) =>
      new (class extends tools.TerraformDataSource {})(web, 'acr', {
        terraformResourceType: 'azurerm_container_registry',
      }),
    verdict: 'silent',
  },
  {
    situation: 'webhook of a registry',
    declare: (tools, web) =>
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'azurerm_container_registry_webhook',
      }),
    verdict: 'silent',
  },
  {
    situation: 'resource of another type with the same attributes',
    declare: (tools, web) => {
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'azurerm_storage_account',
      }).addOverride('sku', 'Premium');
    },
    verdict: 'silent',
  },
  {
    situation: 'registry that is moved to another resource',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').moveToId(
        'azurerm_container_registry.other',
      );
    },
    verdict: 'silent',
  },
  {
    situation: 'registry that is imported, open',
    declare: (tools, web) => {
      newRegistry(tools, web, 'acr').importFrom('/subscriptions/x');
    },
    verdict: 'error',
  },
  {
    situation: 'Terraform types named as if they were members of an object',
    declare: (tools, web) =>
      new tools.TerraformResource(web, 'acr', {
        terraformResourceType: 'constructor',
      }),
    verdict: 'silent',
  },
]);

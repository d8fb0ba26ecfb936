import type { Dialect, FieldSpelling } from '../dialect';
import type { FieldName } from '../registry';

/**
 * Terraform azurerm's `azurerm_container_registry`:
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/container_registry
 */
const fields = {
  skuName: { path: ['sku'] },
  publicNetworkAccess: {
    path: ['public_network_access_enabled'],
    values: { Enabled: true, Disabled: false },
  },
  defaultAction: { path: ['network_rule_set', 'default_action'] },
} as const satisfies Partial<Record<FieldName, FieldSpelling>>;

/** As Terraform spells it, in HCL and in JSON. */
export const azurerm: Dialect = { fields, syntax: 'hcl', blocks: true };

/** The same attributes in camelCase: Pulumi's bridged providers and CDKTF. */
export const azurermCamelCase: Dialect = {
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, spelling]) => [
      name,
      { ...spelling, path: spelling.path.map(toCamelCase) },
    ]),
  ),
  syntax: 'object',
  blocks: true,
};

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

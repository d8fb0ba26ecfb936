import type { Outcome } from './neutral';
import type { JsonObject } from './terraform-hcl';
import type { Situation } from './terraform-runs';

/** A Terraform plan, and the firewall rule's outcome. */
export interface PlanRow extends Situation {
  readonly name: string;
  /** The outcome of each registry, by address. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** The addresses of what is not evaluated. */
  readonly notEvaluated?: readonly string[];
}

export const type = 'azurerm_container_registry';
export const apiType = 'Microsoft.ContainerRegistry/registries@2023-07-01';

export const idOf = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/${name}`;

export const registry = (more: JsonObject = {}): JsonObject => ({
  name: 'shopacr',
  resource_group_name: 'rg',
  location: 'westeurope',
  sku: 'Premium',
  ...more,
});

/** A resource whose output is known after apply. */
const later = { terraform_data: { later: { input: 'on' } } };

export const root = (
  resource: JsonObject,
  more: JsonObject = {},
): JsonObject => ({
  terraform: {
    required_providers: {
      azurerm: { source: 'hashicorp/azurerm' },
      azapi: { source: 'azure/azapi' },
    },
  },
  provider: { azurerm: { features: {} } },
  resource: { ...later, ...resource },
  ...more,
});

export const child = (
  resource: JsonObject,
  more: JsonObject = {},
): JsonObject => ({
  terraform: {
    required_providers: {
      azurerm: { source: 'hashicorp/azurerm' },
      azapi: { source: 'azure/azapi' },
    },
  },
  resource,
  ...more,
});

/** Each registry of a table, with its outcome. */
export const table = (
  rows: Readonly<Record<string, [body: JsonObject, outcome: Outcome]>>,
) => ({
  resources: {
    [type]: Object.fromEntries(
      Object.entries(rows).map(([name, [body]]) => [name, registry(body)]),
    ),
  },
  outcomes: Object.fromEntries(
    Object.entries(rows).map(([name, [, outcome]]) => [
      `${type}.${name}`,
      outcome,
    ]),
  ),
});

/** A module that hands its input on. */
export const hub = child(
  { [type]: { web: registry({ network_rule_set: '${var.rules}' }) } },
  {
    variable: { rules: { default: null } },
    output: { id: { value: '${azurerm_container_registry.web.id}' } },
  },
);
export const web = `${type}.web`;

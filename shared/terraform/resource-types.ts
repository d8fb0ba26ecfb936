import {
  azurermDeployment,
  azurermOldDeployment,
  isDeployedBy,
} from '../arm/deployment';
import type { DeploymentSurface } from '../arm/deployment';
import { singleRegistryReader } from '../model/declaration';
import type { RegistryReader } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import type { Dialect } from '../dialects/dialect';
import { azapi, azapiObject } from '../dialects/arm';
import { avm } from '../dialects/avm';
import { azurerm, azurermCdktf } from '../dialects/azurerm';
import { isObject } from '../model/value';
import type { Value } from '../model/value';
import { TerraformExpression } from './expression';
import { jsonValue } from './json-template';
import { moduleType } from './modules';
import { readAzapiAction, readAzapiResource, readAzapiUpdate } from './azapi';

/** Whom a message speaks to: who wrote Terraform's snake_case, or CDKTF's camelCase. */
export type NamingStyle = 'terraform' | 'cdktf';

/** Every Terraform resource type that can declare a registry. */
const surfaces: Readonly<
  Record<string, (words: NamingStyle) => RegistryReader>
> = {
  azurerm_container_registry: (words) =>
    singleRegistryReader((properties) =>
      readRegistry(
        azurerm,
        properties,
        words === 'cdktf' ? azurermCdktf : azurerm,
      ),
    ),
  azapi_resource: (words) => readAzapiResource(azapiDialect(words)),
  azapi_update_resource: (words) => readAzapiUpdate(azapiDialect(words)),
  azapi_resource_action: (words) => readAzapiAction(azapiDialect(words)),
  azurerm_resource_group_template_deployment: deployment(azurermDeployment),
  azurerm_subscription_template_deployment: deployment(azurermDeployment),
  azurerm_management_group_template_deployment: deployment(azurermDeployment),
  azurerm_tenant_template_deployment: deployment(azurermDeployment),
  azurerm_template_deployment: deployment(azurermOldDeployment),
};

function azapiDialect(words: NamingStyle): Dialect {
  return words === 'cdktf' ? azapiObject : azapi;
}

/** Registries in a template use ARM's vocabulary, in every host. */
function deployment(surface: DeploymentSurface): () => RegistryReader {
  const read = isDeployedBy(surface);
  return () => (properties) => read(withParsedTemplates(properties));
}

/** JSON text with interpolations in it is known for the most part. */
function withParsedTemplates(properties: Value): Value {
  if (!isObject(properties)) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      value instanceof TerraformExpression ? jsonValue(value) : value,
    ]),
  );
}

/** The Terraform resource types that can declare a registry. */
export const terraformResourceTypes: readonly string[] = Object.keys(surfaces);

/** Returns whether a Terraform resource type can declare a registry. */
export function isTerraformResourceType(type: string): boolean {
  return Object.hasOwn(surfaces, type);
}

/** The reader of a Terraform resource type, or undefined if it declares no registry. */
export function terraformResourceType(
  type: string,
  words: NamingStyle,
): RegistryReader | undefined {
  return Object.hasOwn(surfaces, type) ? surfaces[type]?.(words) : undefined;
}

/** The dialects of blocks that are one registry, as Terraform reads them. */
const dialects: Readonly<Record<string, Dialect>> = {
  azurerm_container_registry: azurerm,
  azapi_resource: azapi,
  [moduleType]: avm,
};

/**
 * The dialect of a resource type, or of module calls.
 *
 * @returns undefined if a block is not a registry itself: a template, an update
 */
export function terraformDialect(type: string): Dialect | undefined {
  return Object.hasOwn(dialects, type) ? dialects[type] : undefined;
}

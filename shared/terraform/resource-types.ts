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
import { azapiObjectResources, azapiResources } from '../dialects/arm';
import type { DialectByKind } from '../dialects/arm';
import { avm } from '../dialects/avm';
import {
  azurerm,
  azurermCdktf,
  azurermChildren,
  azurermChildrenCdktf,
} from '../dialects/azurerm';
import type { AzurermChild } from '../dialects/azurerm';
import type { Kind } from '../model/kind';
import { isObject } from '../model/value';
import type { Value } from '../model/value';
import { TerraformExpression } from './expression';
import { jsonValue } from './json-template';
import { moduleType } from './modules';
import { readAzapiAction, readAzapiResource, readAzapiUpdate } from './azapi';

/** Whom a message speaks to: who wrote Terraform's snake_case, or CDKTF's camelCase. */
export type NamingStyle = 'terraform' | 'cdktf';

/** The resource types of azurerm that are a child of a registry. */
const childTypes: Readonly<Record<string, AzurermChild>> = {
  azurerm_container_registry_cache_rule: 'cacheRule',
  azurerm_container_registry_token: 'token',
  azurerm_container_registry_webhook: 'webhook',
};

/** Every Terraform resource type that can declare a registry, or a child of one. */
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
  ...Object.fromEntries(
    Object.entries(childTypes).map(([type, kind]) => [
      type,
      (words: NamingStyle) =>
        singleRegistryReader((properties) =>
          readRegistry(
            azurermChildren[kind],
            properties,
            words === 'cdktf'
              ? azurermChildrenCdktf[kind]
              : azurermChildren[kind],
          ),
        ),
    ]),
  ),
};

function azapiDialect(words: NamingStyle): DialectByKind {
  return words === 'cdktf' ? azapiObjectResources : azapiResources;
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

/** The Terraform resource types that can declare a registry, or a child of one. */
export const terraformResourceTypes: readonly string[] = Object.keys(surfaces);

/** Returns whether a Terraform resource type can declare a registry, or a child of one. */
export function isTerraformResourceType(type: string): boolean {
  return Object.hasOwn(surfaces, type);
}

/** Returns whether resources of a type are always a child of a registry. */
export function isTerraformChildType(type: string): boolean {
  return Object.hasOwn(childTypes, type);
}

/** The reader of a Terraform resource type, or undefined if it declares no registry. */
export function terraformResourceType(
  type: string,
  words: NamingStyle,
): RegistryReader | undefined {
  return Object.hasOwn(surfaces, type) ? surfaces[type]?.(words) : undefined;
}

/**
 * The dialect of a block that is one registry or one child of a registry, as
 * Terraform reads it.
 *
 * @param type a resource type, or `module`
 * @returns undefined if a block is not a registry itself: a template, an update
 */
export function terraformDialect(
  type: string,
  kind: Kind = 'registry',
): Dialect | undefined {
  if (type === 'azapi_resource') return azapiResources[kind];
  if (kind !== 'registry') {
    return childTypes[type] === kind
      ? azurermChildren[childTypes[type]]
      : undefined;
  }
  if (type === moduleType) return avm;
  return type === 'azurerm_container_registry' ? azurerm : undefined;
}

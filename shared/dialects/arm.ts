import type { Dialect } from '../dialect';
import type { Syntax } from '../syntax';

/**
 * Azure Resource Manager's own spelling of `Microsoft.ContainerRegistry/registries`:
 * https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries
 *
 * @param resource the names down to the resource (`['body']` in azapi)
 * @param properties the names from the resource down to its properties; none in
 *   azure-native, which lifts them to the top
 */
function armDialect(
  syntax: Syntax,
  resource: readonly string[],
  properties: readonly string[],
): Dialect {
  const inProperties = [...resource, ...properties];
  return {
    syntax,
    fields: {
      skuName: { path: [...resource, 'sku', 'name'] },
      // Read-only in the API, yet upstream's selector Azure.ACR.IsPremiumSKU reads both.
      skuTier: { path: [...resource, 'sku', 'tier'] },
      publicNetworkAccess: { path: [...inProperties, 'publicNetworkAccess'] },
      defaultAction: {
        path: [...inProperties, 'networkRuleSet', 'defaultAction'],
      },
    },
  };
}

/** A resource of an ARM template. */
export const armTemplate = armDialect('json', [], ['properties']);

/** Pulumi azure-native: the properties lie at the top. */
export const azureNative = armDialect('object', [], []);

/** Pulumi azure-native's generic resource: `sku` beside `properties`. */
export const azureNativeGeneric = armDialect('object', [], ['properties']);

/** Terraform azapi: the resource lies in `body`. */
export const azapi = armDialect('hclObject', ['body'], ['properties']);

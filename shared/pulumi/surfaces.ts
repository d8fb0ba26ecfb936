import { isDeclaredBy } from '../declaration';
import type { ReadDeclarations } from '../declaration';
import { readRegistry } from '../dialect';
import { azureNative } from '../dialects/arm';
import { azurermCamelCase, azurermDynamicBridge } from '../dialects/azurerm';
import { readGenericResource } from './generic-resource';

/** A family of Pulumi resources that can declare a registry. */
interface Surface {
  /** Matches the whole of a type token. */
  readonly token: RegExp;
  readonly read: ReadDeclarations;
}

/**
 * Every Pulumi resource that can declare a registry. Tokens compare without
 * regard to case: a generated local package keeps the spelling that its user
 * typed on `pulumi package add azure-native ContainerRegistry …`.
 */
const surfaces: readonly Surface[] = [
  {
    token: azureNativeToken('containerregistry', 'Registry'),
    read: isDeclaredBy((properties) => readRegistry(azureNative, properties)),
  },
  {
    token: azureNativeToken('resources', 'Resource'),
    read: readGenericResource,
  },
  {
    // Since 2019 the only token of the classic provider's registry:
    // https://github.com/pulumi/pulumi-azure/blob/master/provider/resources.go
    token: /^azure:containerservice\/registry:Registry$/i,
    read: isDeclaredBy((properties) =>
      readRegistry(azurermCamelCase, properties),
    ),
  },
  {
    // The dynamic bridge names every resource <provider>:index/<name>:<Name>:
    // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/dynamic/info.go
    token: /^azurerm:index\/containerRegistry:ContainerRegistry$/i,
    read: isDeclaredBy((properties) =>
      readRegistry(azurermDynamicBridge, properties),
    ),
  },
];

/**
 * The tokens of one azure-native resource over the years:
 *
 * - `azure-native:<module>:<Name>` and, in versions 1 and 2 of the SDK,
 *   `azure-native:<module>/v20230701:<Name>`
 * - `azure-native_<module>_v20230701:<module>:<Name>` of a generated local
 *   package:
 *   https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider_parameterize.go
 * - `azure-nextgen:…` before the provider got its name
 */
function azureNativeToken(module: string, name: string): RegExp {
  const version = String.raw`v\d{8}(preview|privatepreview)?`;
  return new RegExp(
    `^azure-(native|nextgen)(_${module}_${version})?` +
      `:${module}(/(latest|${version}))?:${name}$`,
    'i',
  );
}

const readers = new Map<string, ReadDeclarations | undefined>();

/**
 * The reader of a Pulumi type.
 *
 * @param type a type token: `azure-native:containerregistry:Registry`
 * @returns undefined if no resource of the type declares a registry
 */
export function readerOf(type: string): ReadDeclarations | undefined {
  // Asked for every resource of a stack, and stacks have few types.
  if (!readers.has(type)) {
    readers.set(type, surfaces.find(({ token }) => token.test(type))?.read);
  }
  return readers.get(type);
}

import { toSegment } from '../json/pointer';
import { isGlobMatch } from '../util/glob';
import type { Declaration, RegistryReader } from '../model/declaration';
import { readRegistry } from '../dialects/dialect';
import {
  avm,
  avmChildren,
  avmChildrenObject,
  avmObject,
} from '../dialects/avm';
import type { AvmChild } from '../dialects/avm';
import { Unknown, isObject, readProperty, textOf } from '../model/value';
import type { Value, ValueObject } from '../model/value';
import { parseModuleSource } from './module-source';
import type { ModuleSource } from './module-source';
import type { NamingStyle } from './resource-types';

/** The type of a module call, in place of a resource type. */
export const moduleType = 'module';

/** The Azure Verified Module for registries, whoever mirrors it. */
const registryModule = 'avm-res-containerregistry-registry';

/**
 * The reader of a module call by its source, from the inputs alone: what the
 * module declares inside is Terraform's to work out, and in the plan.
 *
 * @param properties the call: its inputs beside `source` and `version`
 * @returns undefined if the module is not known to declare a registry
 */
export function moduleReader(
  properties: ValueObject,
  words: NamingStyle,
): RegistryReader | undefined {
  const source = parseModuleSource(inputOf(properties, 'source') ?? '');
  if (source.kind === 'local' || source.directory !== '') return undefined;
  if (!isNamed(source, registryModule)) return undefined;
  const version = inputOf(properties, 'version') ?? source.version ?? '';
  const isCdktf = words === 'cdktf';
  return (inputs) => [
    {
      registry: {
        ...readRegistry(
          isCdktf ? avmObject : avm,
          withDefaults(inputs, version),
        ),
        hasPrivateEndpoint: () => hasMembers(inputs, 'private_endpoints'),
      },
    },
    ...childrenIn(inputs, isCdktf ? avmChildrenObject : avmChildren),
  ];
}

/** The children of the registry: `cache_rules`, and `registry_tokens` in `scope_maps`. */
function childrenIn(
  inputs: Value,
  dialects: typeof avmChildren,
): readonly Declaration[] {
  if (!isObject(inputs)) return [];
  const caches = membersOf(inputs['cache_rules'], '/cache_rules');
  const tokens = membersOf(inputs['scope_maps'], '/scope_maps').flatMap(
    ({ value, pointer }) =>
      membersOf(
        isObject(value) ? value['registry_tokens'] : value,
        `${pointer}/registry_tokens`,
      ),
  );
  const declared = (kind: AvmChild, { value, pointer, unknown }: Member) => ({
    registry: readRegistry(dialects[kind], value),
    pointer,
    name: inputOf(value, 'name') ?? pointer.slice(pointer.lastIndexOf('/') + 1),
    ...(unknown === undefined ? {} : { uncertainType: unknown }),
  });
  return [
    ...caches.map((member) => declared('cacheRule', member)),
    ...tokens.map((member) => declared('token', member)),
  ];
}

function hasMembers(inputs: Value, name: string): boolean {
  const map = isObject(inputs) ? inputs[name] : undefined;
  return isObject(map) && Object.keys(map).length > 0;
}

/** A member of a map, and its position. */
interface Member {
  readonly value: Value;
  readonly pointer: string;
  /** Set if it is unknown which members there are, if any. */
  readonly unknown?: Unknown;
}

function membersOf(map: Value | undefined, pointer: string): Member[] {
  if (map instanceof Unknown) return [{ value: map, pointer, unknown: map }];
  return isObject(map)
    ? Object.entries(map).map(([key, value]) => ({
        value,
        pointer: `${pointer}${toSegment(key)}`,
      }))
    : [];
}

function isNamed({ name, provider }: ModuleSource, module: string): boolean {
  return name === module && (provider === undefined || provider === 'azurerm');
}

/** Modules of the public registry that declare no resources of Azure's. */
const withoutResources = new Set([
  'azure/naming/azurerm',
  'cloudposse/label/null',
]);

/**
 * Returns whether a module call may declare registries, by its source.
 *
 * @param listed globs of the sources that the configuration says declare none
 */
export function mayDeclareRegistries(
  properties: ValueObject,
  listed: readonly string[],
): boolean {
  const source = inputOf(properties, 'source') ?? '';
  if (listed.some((glob) => isGlobMatch(glob, source))) return false;
  return !isWithoutRegistries(
    parseModuleSource(source),
    inputOf(properties, 'version') ?? '',
  );
}

/**
 * The resource modules of Microsoft declare the one resource that they are named
 * after. Up to 0.4 the one for machine learning workspaces declares a registry
 * beside it (Azure/terraform-azurerm-avm-res-machinelearningservices-workspace).
 */
function isWithoutRegistries(source: ModuleSource, version: string): boolean {
  if (source.kind !== 'registry' || !source.isPublic) return false;
  const { namespace, name, provider, directory } = source;
  const address = `${namespace}/${name}/${provider}`;
  if (withoutResources.has(address)) return true;
  if (namespace !== 'azure' || !name.startsWith('avm-res-')) return false;
  if (name === 'avm-res-machinelearningservices-workspace') {
    return !isBefore(5, version);
  }
  return name !== registryModule || directory !== '';
}

/**
 * The module's own defaults, where they are not Azure's: of versions 0.1.0 to
 * 0.8.0 (variables.tf).
 */
function withDefaults(inputs: Value, version: string): ValueObject {
  const given = isObject(inputs) ? inputs : {};
  return {
    sku: 'Premium',
    network_rule_bypass_option: 'None',
    ...(isBefore(4, version) ? {} : { retention_policy_in_days: 7 }),
    // An input that is null takes the place of the default: Azure's holds then.
    ...given,
    network_rule_set: ruleSetOf(given['network_rule_set']),
  };
}

/** Unlike the provider, the module's rule set denies by default. */
function ruleSetOf(ruleSet: Value | undefined): Value {
  return isObject(ruleSet)
    ? { ...ruleSet, default_action: ruleSet['default_action'] ?? 'Deny' }
    : (ruleSet ?? null);
}

/**
 * Returns whether a version constraint, or a tag, allows only versions before 0.x.
 * Of all that it allows Terraform takes the newest.
 */
function isBefore(minor: number, constraint: string): boolean {
  return constraint.split(',').some((clause) => {
    const bound =
      /^(?<operator>[<>=!~]*)\s*v?0\.(?<minor>\d+)(?:\.(?<patch>\d+))?/.exec(
        clause.trim(),
      )?.groups;
    if (bound === undefined) return false;
    const isBelow = Number(bound['minor']) < minor;
    switch (bound['operator'] ?? '') {
      case '':
      case '=':
      case '<=':
        return isBelow;
      case '<':
        return (
          isBelow ||
          (Number(bound['minor']) === minor &&
            Number(bound['patch'] ?? 0) === 0)
        );
      case '~>':
        return isBelow && bound['patch'] !== undefined;
      default:
        return false;
    }
  });
}

function inputOf(properties: Value, name: string): string | undefined {
  return textOf(readProperty(properties, [name]));
}

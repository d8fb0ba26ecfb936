import type { RegistryUpdate } from './registry-update';
import type { Registry } from './registry';
import type { TemplatePlace } from './resource';
import type { Unknown, Value } from './value';

/**
 * One registry that a resource declares, or a child of one; a template or module
 * may declare several.
 */
export interface Declaration {
  readonly registry: Registry;
  /**
   * The unknown, if the resource's type is a value (azapi, the generic resource) and
   * the resource may not be a registry.
   */
  readonly uncertainType?: Unknown;
  /**
   * The reason why the content, which may declare any number of registries, is not
   * read (a linked template). The outcome is unknown.
   */
  readonly notAnalyzed?: Unknown;
  /** Set if the declaration is an update of a registry. */
  readonly update?: RegistryUpdate;
  /** Returns whether it is evaluated as a part of another declaration: a replication with its registry. */
  readonly isPartOfOther?: () => boolean;
  /** The request is sent at destroy, usually together with everything declared here. */
  readonly isOnDestroy?: true;
  /**
   * The registry if every update that may run does run. If the outcome is unknown
   * otherwise, a violation of this registry counts.
   */
  readonly possible?: Registry;
  /** The position of the registry in the resource, unless it is the whole resource. */
  readonly pointer?: string;
  /** The registry's name, if it differs from the resource's. */
  readonly name?: string;
  /** The position of the registry in an ARM template. */
  readonly templateLocation?: TemplatePlace;
}

/**
 * Finds the registries in the raw properties of a resource. Never throws on any
 * input; a value of a wrong type satisfies nothing.
 */
export type RegistryReader = (properties: Value) => readonly Declaration[];

/** Makes a reader for a resource type that always declares exactly one registry. */
export function singleRegistryReader(
  read: (properties: Value) => Registry,
): RegistryReader {
  return (properties) => [{ registry: read(properties) }];
}

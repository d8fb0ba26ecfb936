import type { RegistryUpdate } from './registry-update';
import type { Registry } from './registry';
import type { TemplatePlace } from '../rules/types';
import type { Unknown, Value } from './value';

/** One registry that a resource declares; a template or module may declare several. */
export interface Declaration {
  readonly registry: Registry;
  /**
   * What is not known, where the resource's type is a value (azapi, the generic
   * resource) and it may be no registry at all.
   */
  readonly uncertainType?: Unknown;
  /**
   * Why what is declared is not read, where there may be any number of
   * registries in it (a template that is only linked). Its outcome is unknown.
   */
  readonly notAnalyzed?: Unknown;
  /** What is declared is no registry but a change of one. */
  readonly update?: RegistryUpdate;
  /** The request is sent when it is destroyed, as a rule together with all that is declared here. */
  readonly isOnDestroy?: true;
  /**
   * The registry as it is if whatever may run does run: what it violates then is
   * a violation, where the outcome is unknown otherwise.
   */
  readonly possible?: Registry;
  /** Where in the resource the registry is declared, if that is not the whole of it. */
  readonly pointer?: string;
  /** The registry's own name, where the resource declares it under another one. */
  readonly name?: string;
  /** Where in an ARM template the registry is declared. */
  readonly templateLocation?: TemplatePlace;
}

/**
 * Finds the registries in the raw properties of a resource. Never throws on odd
 * input; a wrong type is a value that satisfies nothing.
 */
export type RegistryReader = (properties: Value) => readonly Declaration[];

/** The declarations of a resource whose type alone says that it is one registry. */
export function singleRegistryReader(
  read: (properties: Value) => Registry,
): RegistryReader {
  return (properties) => [{ registry: read(properties) }];
}

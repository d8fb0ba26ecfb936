import type { ChildKind } from './kind';

/** A position in an ARM template. */
export interface TemplatePlace {
  /** The JSON pointer from the template down to the resource. */
  readonly pointer: string;
  /** The names of the nested deployments that lead there, from the outside in. */
  readonly deployments: readonly string[];
}

/** One thing that a user declared and a rule looked at. */
export interface Resource {
  /** The type as the surface names it: a Pulumi token, a Terraform type. */
  readonly type: string;
  /** Pulumi URN, Terraform address or construct path. */
  readonly address: string;
  /** Further addresses that an exemption may name it by. */
  readonly aliases?: readonly string[];
  readonly name: string;
  /** The kind of a child of a registry; left out for all others. */
  readonly kind?: ChildKind;
  /** The position, if it is a resource of an ARM template. */
  readonly place?: TemplatePlace;
}

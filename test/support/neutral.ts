/** Placeholder for an unknown value, for every resource type. */
export const unknown = Symbol('unknown');

/** A setting in neutral terms: one of ARM's values, anything wrong, `unknown`, or left out. */
export type Setting =
  | string
  | number
  | boolean
  | null
  | typeof unknown
  | readonly unknown[]
  | { readonly [name: string]: unknown };

/** A registry in neutral terms; what is left out is not written at all. */
export interface NeutralRegistry {
  readonly sku?: Setting;
  readonly publicNetworkAccess?: Setting;
  readonly defaultAction?: Setting;
}

export type Outcome = 'pass' | 'fail' | 'unknown' | 'notApplicable';

/** A named row: a registry and its expected outcome for every resource type. */
export interface Row {
  readonly situation: string;
  readonly registry: NeutralRegistry;
  readonly outcome: Outcome;
}

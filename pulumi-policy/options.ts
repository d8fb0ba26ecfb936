import type { Exemption } from '../shared/exemptions';
import type { Preset } from '../shared/presets';
import type { Rule, UnknownHandling } from '../shared/types';

/** What the policies do unless Pulumi's policy configuration says otherwise. */
export interface PolicyOptions {
  /** The rules to make policies of, your own among them; left out: all of this package's. */
  readonly rules?: readonly Rule[];
  /** The levels of all rules at once; left out: the rules' own (`recommended`). */
  readonly preset?: Preset;
  /** What a value does that is not known yet: `warn` (the default), `error` or `ignore`. */
  readonly unknown?: UnknownHandling;
  /** Accepted violations; those of the policy's configuration go on top. */
  readonly exemptions?: readonly Exemption[];
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

import { parseConfiguration } from './parse';
import type { Configuration } from './parse';
import { errorText } from './errors';
import type { Exemption } from '../engine/exemptions';
import type { Preset } from '../rules/presets';
import { rules as ownRules } from '../rules';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../rules/types';

/** What a host takes as an object in code; everything may be left out. */
export interface PolicyOptions {
  /**
   * The levels of all rules at once: `recommended` (the default), `firewall`,
   * `audit`, `strict`, `mcsb` or `all`; `rules` goes on top. `strict` and `mcsb`
   * imply `unknown: 'error'`.
   */
  readonly preset?: Preset;
  /**
   * Levels of rules by their names, or levels with options:
   * `{ 'Azure.ACR.AdminUser': 'mandatory' }`.
   */
  readonly rules?: Readonly<
    Record<
      string,
      Level | { readonly level?: Level; readonly [option: string]: unknown }
    >
  >;
  /** What an unknown outcome does: `warn` (the default), `error` or `ignore`. */
  readonly unknown?: UnknownHandling;
  /** Accepted violations, by URN, construct path or Terraform address. */
  readonly exemptions?: readonly Exemption[];
  /** What a repair does: `disablePublicAccess` (the default) or `denyByDefault`. */
  readonly remediation?: RemediationStyle;
  /** Rules of your own, made with `defineRule`, besides those of this package. */
  readonly additionalRules?: readonly Rule[];
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/** The options, checked and complete. */
export interface HostConfiguration extends Configuration {
  /** Which rules there are; their levels are in `levels`. */
  readonly knownRules: readonly Rule[];
}

/**
 * Checks the options.
 *
 * @param source what errors call them: the function that they were given to
 * @throws {Error} that names every option that is not known or wrong
 */
export function toHostConfiguration(
  options: PolicyOptions,
  way: 'cli' | 'cdktf',
  source: string,
): HostConfiguration {
  const { additionalRules = [], now, ...input } = options;
  const knownRules = [...ownRules, ...additionalRules];
  const parsed = parseConfiguration(input, { way, rules: knownRules }, source);
  if ('errors' in parsed) throw new Error(errorText(parsed.errors));
  return {
    ...parsed.configuration,
    knownRules,
    ...(now === undefined ? {} : { now }),
  };
}

import { parseConfiguration } from '../shared/configuration';
import type { Configuration } from '../shared/configuration';
import { errorText } from '../shared/configuration-error';
import type { Exemption } from '../shared/exemptions';
import type { Preset } from '../shared/presets';
import { rules as allRules } from '../shared/rules';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../shared/types';

/**
 * What the policies do unless Pulumi's policy configuration says otherwise;
 * everything may be left out.
 */
export interface PolicyOptions {
  /** The levels of all rules at once; `rules` goes on top. */
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
  /** What a value does that is not known yet: `warn` (the default), `error` or `ignore`. */
  readonly unknown?: UnknownHandling;
  /** Accepted violations, by URN; those of a policy's configuration go on top. */
  readonly exemptions?: readonly Exemption[];
  /** What a repair does: `disablePublicAccess` (the default) or `denyByDefault`. */
  readonly remediation?: RemediationStyle;
  /** Rules of your own, made with `defineRule`, besides those of this package. */
  readonly additionalRules?: readonly Rule[];
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/** The options, checked and complete. */
export interface PackConfiguration extends Configuration {
  /** Which rules there are; their levels are in `levels`. */
  readonly knownRules: readonly Rule[];
}

/**
 * Checks the options.
 *
 * @throws {Error} that names every option that is not known or wrong
 */
export function toPackConfiguration(options: PolicyOptions): PackConfiguration {
  const { additionalRules = [], now, ...input } = options;
  const knownRules = [...allRules, ...additionalRules];
  const parsed = parseConfiguration(
    input,
    { way: 'cli', rules: knownRules },
    'policies',
  );
  if ('errors' in parsed) {
    throw new Error(errorText(parsed.errors));
  }
  return {
    ...parsed.configuration,
    knownRules,
    ...(now === undefined ? {} : { now }),
  };
}

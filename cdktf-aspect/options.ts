import { parseConfiguration } from '../shared/configuration';
import type { Preset } from '../shared/presets';
import type { Configuration } from '../shared/configuration';
import { errorText } from '../shared/configuration-error';
import type { Exemption } from '../shared/exemptions';
import { rules as allRules } from '../shared/rules';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../shared/types';

/** What the policy does; everything may be left out. */
export interface AcrPolicyOptions {
  /** The levels of all rules at once: `recommended` (the default), `strict` or `mcsb`; `rules` go on top. */
  readonly preset?: Preset;
  /** What a value does that only Terraform knows: `warn` (the default), `error` or `ignore`. */
  readonly unknown?: UnknownHandling;
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
  /** Accepted violations; `resource` matches construct paths or Terraform addresses. */
  readonly exemptions?: readonly Exemption[];
  /** Whether `exemptFromAcrPolicy` counts: `allow` (the default) or `forbid`. */
  readonly inCodeExemptions?: 'allow' | 'forbid';
  /** Repairs a violation instead of reporting it; never on by default. */
  readonly remediate?: boolean;
  /** What a repair does: `disablePublicAccess` (the default) or `denyByDefault`. */
  readonly remediation?: RemediationStyle;
  /** Rules of your own, made with `defineRule`, besides those of this package. */
  readonly additionalRules?: readonly Rule[];
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/** The options, checked and complete. */
export interface PolicyConfiguration extends Configuration {
  /** Which rules there are; their levels are in `levels`. */
  readonly knownRules: readonly Rule[];
  /** Who settles what is not known. */
  readonly settled: string;
}

/**
 * Checks the options.
 *
 * @param source what errors call them: the function that they were given to
 * @throws {Error} that names every option that is not known or wrong
 */
export function toConfiguration(
  options: AcrPolicyOptions,
  source: string,
): PolicyConfiguration {
  const { additionalRules = [], now, ...input } = options;
  const knownRules = [...allRules, ...additionalRules];
  const parsed = parseConfiguration(
    input,
    { way: 'cdktf', rules: knownRules },
    source,
  );
  if ('errors' in parsed) {
    throw new Error(errorText(parsed.errors));
  }
  return {
    ...parsed.configuration,
    knownRules,
    settled:
      'The plan settles it: "acr-policy check" judges the output of "terraform show -json".',
    ...(now === undefined ? {} : { now }),
  };
}

import { parseConfiguration } from './parse';
import type { Configuration } from './parse';
import { errorText } from './errors';
import type { CommonInput } from './schema';
import { rules as ownRules } from '../rules';
import type { RuleName } from '../rules';
import type { Level, Rule } from '../rules/types';

/** The level of a rule, or its level with options. */
export type RuleSetting =
  Level | { readonly level?: Level; readonly [option: string]: unknown };

/** The options that every host accepts in code, all optional. */
export interface PolicyOptions extends CommonInput {
  /**
   * Levels of rules by their names, or levels with options:
   * `{ 'Azure.ACR.AdminUser': 'mandatory' }`.
   */
  readonly rules?: {
    readonly [name in RuleName]?: RuleSetting;
  } & Readonly<Record<string, RuleSetting>>;
  /** Rules made with `defineRule`, in addition to the built-in ones. */
  readonly additionalRules?: readonly Rule[];
  /** The clock that exemptions expire by. */
  readonly now?: () => Date;
}

/** The options, checked and complete. */
export interface HostConfiguration extends Configuration {
  /** All rules; their levels are in `levels`. */
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
  target: 'pack' | 'cdktf',
  source: string,
): HostConfiguration {
  const { additionalRules = [], now, ...input } = options;
  const knownRules = [...ownRules, ...additionalRules];
  const parsed = parseConfiguration(
    input,
    { target, rules: knownRules },
    { name: source, now },
  );
  if ('errors' in parsed) throw new Error(errorText(parsed.errors));
  return {
    ...parsed.configuration,
    knownRules,
    ...(now === undefined ? {} : { now }),
  };
}

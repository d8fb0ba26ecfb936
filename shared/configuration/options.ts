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

/** What every host takes as an object in code; everything may be left out. */
export interface PolicyOptions extends CommonInput {
  /**
   * Levels of rules by their names, or levels with options:
   * `{ 'Azure.ACR.AdminUser': 'mandatory' }`.
   */
  readonly rules?: {
    readonly [name in RuleName]?: RuleSetting;
  } & Readonly<Record<string, RuleSetting>>;
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

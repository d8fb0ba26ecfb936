import type { OptionValues } from '../json-schema/types';
import { isInMcsb } from './utils/frameworks';
import type { Level, Rule, UnknownHandling } from './types';

/** The names of the presets; the first holds unless another is chosen. */
export const presetNames = [
  'recommended',
  'firewall',
  'audit',
  'strict',
  'mcsb',
  'all',
] as const;

/**
 * Settings under one name:
 *
 * - `recommended`: the rules' own levels
 * - `firewall`: only the rules that are mandatory there
 * - `audit`: the rules of `recommended`, all advisory
 * - `strict`: every rule is mandatory that is generally available, not retired,
 *   and that an existing Premium registry can meet by changing a setting
 * - `mcsb`: the rules that the initiative "Microsoft cloud security benchmark"
 *   (v1) holds
 * - `all`: every rule, for an overview
 */
export type Preset = (typeof presetNames)[number];

/** The settings of a preset. */
export interface PresetSettings {
  readonly levels: Readonly<Record<string, Level>>;
  /** The options of rules by the rules' names. */
  readonly ruleOptions: Readonly<Record<string, OptionValues>>;
  readonly unknown: UnknownHandling;
}

/** The settings of a preset for some rules. */
export function settingsOf(
  preset: Preset,
  rules: readonly Rule[],
): PresetSettings {
  const isStrict = preset === 'strict';
  return {
    levels: levelsOf(preset, rules),
    ruleOptions: Object.fromEntries(
      rules.flatMap(({ name, presets }) =>
        isStrict && presets?.strictOptions !== undefined
          ? [[name, presets.strictOptions]]
          : [],
      ),
    ),
    unknown: isStrict || preset === 'mcsb' ? 'error' : 'warn',
  };
}

/** The levels that a preset gives to rules, by their names. */
export function levelsOf(
  preset: Preset,
  rules: readonly Rule[],
): Readonly<Record<string, Level>> {
  return Object.fromEntries(
    rules.map((rule) => [rule.name, levelIn(preset, rule)]),
  );
}

function levelIn(preset: Preset, rule: Rule): Level {
  const { level, stage, presets } = rule;
  const highest = presets?.highest ?? 'mandatory';
  switch (preset) {
    case 'recommended':
      return level;
    case 'firewall':
      return level === 'mandatory' ? 'mandatory' : 'disabled';
    case 'audit':
      return level === 'disabled' ? 'disabled' : 'advisory';
    case 'strict':
      return stage === undefined ? highest : 'disabled';
    case 'mcsb':
      return isInMcsb(rule) ? highest : 'disabled';
    case 'all':
      return level === 'disabled' ? 'advisory' : level;
  }
}

/**
 * The content of a file for Pulumi's `--policy-pack-config` that turns a preset on.
 *
 * @param rules the rules of the pack
 */
export function toPolicyPackConfiguration(
  preset: Preset,
  rules: readonly Rule[],
): Readonly<Record<string, unknown>> {
  const { levels, ruleOptions, unknown } = settingsOf(preset, rules);
  return Object.fromEntries(
    Object.entries(levels).map(([name, enforcementLevel]) => {
      const options = {
        // Pulumi reports a mandatory policy's unknowns as it reports its violations.
        ...(unknown === 'error' && enforcementLevel === 'mandatory'
          ? { unknown }
          : {}),
        ...ruleOptions[name],
      };
      return [name, toPolicySetting(enforcementLevel, options)];
    }),
  );
}

/** A policy in Pulumi's configuration: its level, or an object if it has options. */
export function toPolicySetting(
  enforcementLevel: Level,
  options: Readonly<Record<string, unknown>>,
): unknown {
  return Object.keys(options).length === 0
    ? enforcementLevel
    : { enforcementLevel, ...options };
}

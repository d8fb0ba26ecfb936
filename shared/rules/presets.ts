import type { Level, Rule } from './types';

/** The names of the presets; the first holds unless another is chosen. */
export const presetNames = ['recommended', 'strict', 'mcsb'] as const;

/**
 * A set of levels under one name:
 *
 * - `recommended`: the rules' own levels
 * - `strict`: every rule is mandatory that is not off by its own level
 * - `mcsb`: the rules that cover a control of the Microsoft cloud security
 *   benchmark are mandatory, the others off
 */
export type Preset = (typeof presetNames)[number];

/** The levels that a preset gives to rules, by their names. */
export function levelsOf(
  preset: Preset,
  rules: readonly Rule[],
): Readonly<Record<string, Level>> {
  return Object.fromEntries(
    rules.map((rule) => [rule.name, levelIn(preset, rule)]),
  );
}

function levelIn(preset: Preset, { level, framework }: Rule): Level {
  switch (preset) {
    case 'recommended':
      return level;
    case 'strict':
      return level === 'disabled' ? 'disabled' : 'mandatory';
    case 'mcsb':
      return framework === undefined ? 'disabled' : 'mandatory';
  }
}

import { refusalAt } from './errors';
import type { ConfigurationError } from './errors';
import { exemptionRefusals, joinLimits } from './exemption-errors';
import type { ConfigurationSource, Input, Parsed, RuleInput } from './parse';
import type { Target } from './schema';
import type { Step } from '../json-schema/validate';
import { levelsOf, settingsOf } from '../rules/presets';
import type { Preset } from '../rules/presets';
import type { Level, Rule, UnknownHandling } from '../rules/types';

/** One configuration of a chain in which each extends the one before it. */
export interface Layer {
  readonly input: Input;
  readonly source: ConfigurationSource;
}

/** A configuration and the base that it extends, while they are joined. */
interface Pair {
  readonly base: Input;
  readonly own: Input;
  readonly rules: readonly Rule[];
  /** Reports a value that takes back what the base requires. */
  readonly refuse: (
    path: readonly Step[],
    own: unknown,
    base: Requirement,
  ) => void;
}

/** A value that a base has, and how to find the file that it is from. */
interface Requirement {
  readonly value: unknown;
  /** The option that has it, if it is another than the one that is refused. */
  readonly option?: string;
  /** Follows the value in the message. */
  readonly rest?: string;
  /** Returns whether a configuration has the value itself. */
  readonly isWritten: (input: Input) => boolean;
  /** Returns whether the preset of a configuration implies the value. */
  readonly isImplied?: (preset: Preset) => boolean;
}

/** Joins one option. Whatever blocks under the base blocks under both. */
type Join<Value> = (pair: Pair) => Value | undefined;

/** How each option joins. A new option does not compile without an entry. */
const joins: { readonly [Name in keyof Input]-?: Join<Input[Name]> } = {
  extends: () => undefined,
  preset: joinPresets,
  unknown: joinUnknown,
  rules: joinRules,
  exemptions: ({ base, own }) => [
    ...(base.exemptions ?? []),
    ...(own.exemptions ?? []),
  ],
  exemptionLimits: ({ base, own }) =>
    base.exemptionLimits === undefined || own.exemptionLimits === undefined
      ? (base.exemptionLimits ?? own.exemptionLimits)
      : joinLimits(base.exemptionLimits, own.exemptionLimits),
  remediation: holdBase('remediation'),
  modulesWithoutRegistries: joinModules,
  remediate: holdBase('remediate'),
  inCodeExemptions: holdBase('inCodeExemptions'),
  report: holdBase('report'),
};

/**
 * Joins a chain of configurations into one. What blocks under a base blocks under
 * what extends it, but for exemptions, which the limits of every layer hold for.
 *
 * @param layers from the lowest base up, each of them checked
 * @returns the joined configuration, or all contradictions with their places
 */
export function joinLayers(
  layers: readonly [Layer, ...Layer[]],
  target: Target,
): Parsed<{ readonly input: Input }> {
  const errors = limitErrors(layers, target);
  const [lowest, ...others] = layers;
  let { input } = lowest;
  for (const [index, { input: own, source }] of others.entries()) {
    const base = input;
    const bases = layers.slice(0, index + 1);
    const pair: Pair = {
      base,
      own,
      rules: target.rules,
      refuse: (
        path,
        value,
        { value: held, option = '', rest = '', ...origin },
      ) => {
        const { name, note } = originOf(origin, bases, layers[index] ?? lowest);
        const what = `is ${JSON.stringify(value)}. ${name}, which it extends, has ${option}${JSON.stringify(held)}${note}${rest}. Fix: remove it, or change ${name}.`;
        errors.push(refusalAt(path, what, source.name, source.locate));
      },
    };
    input = Object.fromEntries(
      Object.entries(joins)
        .map(([name, join]) => [name, join(pair)] as const)
        .filter(([, value]) => value !== undefined),
    );
  }
  return errors.length > 0 ? { errors } : { input };
}

/** Finds the file that a value of the base is from: the nearest one for a default. */
function originOf(
  {
    isWritten,
    isImplied = () => false,
  }: Pick<Requirement, 'isWritten' | 'isImplied'>,
  bases: readonly Layer[],
  nearest: Layer,
): { readonly name: string; readonly note: string } {
  const found = bases.findLast(
    ({ input }) =>
      isWritten(input) ||
      (input.preset !== undefined && isImplied(input.preset)),
  );
  if (found === undefined) {
    return { name: nearest.source.name, note: ' (default)' };
  }
  const { input, source } = found;
  const note = isWritten(input) ? '' : ` (preset: ${input.preset ?? ''})`;
  return { name: source.name, note };
}

/** Finds exemptions of one layer that exceed the limits of another. */
function limitErrors(
  layers: readonly Layer[],
  target: Target,
): ConfigurationError[] {
  const now = layers.at(-1)?.source.now?.() ?? new Date();
  return layers.flatMap(({ input, source }) =>
    layers.flatMap(({ input: { exemptionLimits: limits }, source: limiter }) =>
      limits === undefined || limiter === source
        ? []
        : exemptionRefusals(input.exemptions ?? [], target, limits, now).map(
            ({ path, message }) =>
              refusalAt(
                ['exemptions', ...path],
                `${message} That limit is in ${limiter.name}.`,
                source.name,
                source.locate,
              ),
          ),
    ),
  );
}

function joinPresets({ base, own, rules, refuse }: Pair): Input['preset'] {
  if (own.preset === undefined) return base.preset;
  const held = base.preset ?? 'recommended';
  const levels = {
    held: levelsOf(held, rules),
    own: levelsOf(own.preset, rules),
  };
  const lowered = rules.find(
    ({ name }) =>
      levels.held[name] === 'mandatory' && levels.own[name] !== 'mandatory',
  );
  if (lowered !== undefined) {
    refuse(['preset'], own.preset, {
      value: held,
      rest: `, in which ${lowered.name} is mandatory`,
      isWritten: ({ preset }) => preset === held,
    });
  }
  return own.preset;
}

/** From the least to the most that is reported. */
const handlings = ['ignore', 'warn', 'error'] as const;
const levels = ['disabled', 'advisory', 'mandatory'] as const;

function joinUnknown({ base, own, rules, refuse }: Pair): UnknownHandling {
  const held = unknownOf(base, rules);
  if (own.unknown !== undefined) {
    if (handlings.indexOf(own.unknown) < handlings.indexOf(held)) {
      refuse(['unknown'], own.unknown, unknownIs(held, rules));
    }
    return own.unknown;
  }
  return own.preset !== undefined && unknownOf(own, rules) === 'error'
    ? 'error'
    : held;
}

/** The requirement that unknown outcomes are handled in a certain way. */
function unknownIs(held: UnknownHandling, rules: readonly Rule[]): Requirement {
  return {
    value: held,
    isWritten: ({ unknown }) => unknown === held,
    isImplied: (preset) => settingsOf(preset, rules).unknown === held,
  };
}

/** What a configuration does with unknown outcomes, also if only its preset decides. */
function unknownOf(input: Input, rules: readonly Rule[]): UnknownHandling {
  return (
    input.unknown ?? settingsOf(input.preset ?? 'recommended', rules).unknown
  );
}

function joinRules(pair: Pair): Input['rules'] {
  const { base, own, rules } = pair;
  const joined = rules.flatMap((rule) => {
    const isNamed = [base, own].some((one) => one.rules?.[rule.name]);
    return isNamed ? [[rule.name, joinRule(rule, pair)] as const] : [];
  });
  return joined.length === 0 ? undefined : Object.fromEntries(joined);
}

function joinRule({ name }: Rule, pair: Pair): RuleInput {
  const { base, own, rules, refuse } = pair;
  const { level: baseLevel, ...baseOptions } = settingOf(base, name);
  const { level: ownLevel, ...ownOptions } = settingOf(own, name);
  const basePreset = settingsOf(base.preset ?? 'recommended', rules);
  const held = baseLevel ?? basePreset.levels[name];
  if (
    held === 'mandatory' &&
    ownLevel !== undefined &&
    ownLevel !== 'mandatory'
  ) {
    const isShort = typeof own.rules?.[name] === 'string';
    const path = ['rules', name, ...(isShort ? [] : ['level'])];
    refuse(path, ownLevel, {
      value: held,
      isWritten: (input) => settingOf(input, name).level === held,
      isImplied: (preset) => levelsOf(preset, rules)[name] === held,
    });
  }
  const heldOptions = { ...basePreset.ruleOptions[name], ...baseOptions };
  for (const [option, value] of Object.entries(ownOptions)) {
    const set = heldOptions[option];
    const isSame = JSON.stringify(set) === JSON.stringify(value);
    if (set !== undefined && !isSame) {
      refuse(['rules', name, option], value, {
        value: set,
        isWritten: (input) => settingOf(input, name)[option] !== undefined,
        isImplied: () => true,
      });
    }
  }
  const level = ownLevel ?? raised(baseLevel, name, pair);
  return {
    ...baseOptions,
    ...ownOptions,
    ...(level === undefined ? {} : { level }),
  };
}

/** The level of the base, or that of a preset on top of it which is higher. */
function raised(
  level: Level | undefined,
  name: string,
  { own, rules }: Pair,
): Level | undefined {
  if (level === undefined || own.preset === undefined) return level;
  const preset = levelsOf(own.preset, rules)[name] ?? 'disabled';
  return levels.indexOf(preset) > levels.indexOf(level) ? preset : level;
}

function settingOf({ rules = {} }: Input, name: string): RuleInput {
  const setting = rules[name] ?? {};
  return typeof setting === 'string' ? { level: setting } : setting;
}

/** A module that blocks under the base because it can't be read goes on blocking. */
function joinModules({
  base,
  own,
  rules,
  refuse,
}: Pair): Input['modulesWithoutRegistries'] {
  const held = base.modulesWithoutRegistries ?? [];
  const isClosed = unknownOf(base, rules) === 'error';
  const added = (own.modulesWithoutRegistries ?? []).filter((glob, index) => {
    if (held.includes(glob)) return false;
    if (isClosed) {
      refuse(['modulesWithoutRegistries', index], glob, {
        ...unknownIs('error', rules),
        option: 'unknown: ',
        rest: ' and does not list it',
      });
    }
    return true;
  });
  return [...held, ...added];
}

/** Joins an option of which neither value is stricter: what the base sets holds. */
function holdBase<Name extends keyof Input>(name: Name): Join<Input[Name]> {
  return ({ base, own, refuse }) => {
    const held = base[name];
    if (held === undefined) return own[name];
    if (own[name] !== undefined && own[name] !== held) {
      refuse([name], own[name], {
        value: held,
        isWritten: (input) => input[name] === held,
      });
    }
    return held;
  };
}

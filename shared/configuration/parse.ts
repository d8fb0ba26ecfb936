import { toConfigurationError } from './errors';
import type { ConfigurationError, Locate } from './errors';
import {
  configurationSchema,
  inCodeExemptionSchema,
  policyPackSchema,
} from './schema';
import type { WayIn } from './schema';
import type { EvaluateOptions } from '../engine/evaluate';
import { isForRule } from '../engine/exemptions';
import type { Exemption } from '../engine/exemptions';
import type {
  ObjectSchema,
  OptionValue,
  OptionValues,
} from '../json-schema/types';
import { settingsOf } from '../rules/presets';
import type { Preset } from '../rules/presets';
import { urnPatternErrors } from '../pulumi/urn-pattern';
import { validate } from '../json-schema/validate';
import type { Step } from '../json-schema/validate';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../rules/types';

/** What was configured, complete: what was left out holds its default. */
export interface Configuration extends EvaluateOptions {
  readonly unknown: UnknownHandling;
  readonly levels: Readonly<Record<string, Level>>;
  readonly ruleOptions: Readonly<Record<string, OptionValues>>;
  /** In Pulumi those for the policy's rule, as the others are other policies' business. */
  readonly exemptions: readonly Exemption[];
  readonly remediation: RemediationStyle;
  /** CDKTF and CDKTN only. */
  readonly remediate: boolean;
  /** CDKTF and CDKTN only. */
  readonly inCodeExemptions: 'allow' | 'forbid';
}

/** A checked input, or all that is wrong with it. */
export type Parsed<Result extends object> =
  Result | { readonly errors: readonly ConfigurationError[] };

/** What an input looks like once its schema has accepted it. */
interface Input {
  readonly preset?: Preset;
  readonly unknown?: UnknownHandling;
  readonly rules?: Readonly<Record<string, Level | RuleInput>>;
  readonly exemptions?: readonly Exemption[];
  readonly remediation?: RemediationStyle;
  readonly remediate?: boolean;
  readonly inCodeExemptions?: 'allow' | 'forbid';
}

type RuleInput = Readonly<Partial<Record<string, OptionValue>>> & {
  readonly level?: Level;
};

/**
 * Checks a configuration. Whatever is not known there is an error, so that no
 * option does nothing in silence.
 *
 * @param input what the user wrote: parsed JSON or YAML, an object in code, the
 *   properties of a Pulumi policy
 * @param where by which way it came in, and which rules there are
 * @param source what errors call it: the name of the file, `enforceAcrPolicy`
 * @param locate finds places in the source's text, for errors
 * @returns the configuration, or all errors; never throws
 *
 * @example
 * const parsed = parseConfiguration(options, { way: 'cdktf', rules }, 'enforceAcrPolicy');
 * if ('errors' in parsed) throw new Error(errorText(parsed.errors));
 * evaluate(rules, resource, read, parsed.configuration);
 */
export function parseConfiguration(
  input: unknown,
  where: WayIn,
  source: string,
  locate?: Locate,
): Parsed<{ readonly configuration: Configuration }> {
  const errors = [
    ...check(configurationSchema(where), input, source, locate),
    ...(where.way === 'pulumi'
      ? exemptionErrors(input, [], source, locate)
      : []),
  ];
  return errors.length > 0
    ? { errors }
    : { configuration: toConfiguration(input as Input, where) };
}

/**
 * Checks what is to be given to Pulumi by `--policy-pack-config`, before Pulumi
 * leaves out in silence what it does not know.
 *
 * @param input the parsed file
 * @returns all that is wrong with it; never throws
 */
export function checkPolicyPackConfiguration(
  input: unknown,
  rules: readonly Rule[],
  source: string,
  locate?: Locate,
): readonly ConfigurationError[] {
  const policies = typeof input === 'object' && input !== null ? input : {};
  return [
    ...check(policyPackSchema(rules), input, source, locate),
    ...Object.entries(policies).flatMap(([name, policy]) =>
      exemptionErrors(policy, [name], source, locate),
    ),
  ];
}

/** Pulumi's addresses are URNs, which a pattern must be able to match. */
function exemptionErrors(
  policy: unknown,
  path: readonly Step[],
  source: string,
  locate?: Locate,
): ConfigurationError[] {
  const { exemptions } = (policy ?? {}) as { exemptions?: unknown };
  return urnPatternErrors(exemptions, [...path, 'exemptions'], source, locate);
}

/** What an exemption says besides the resource, which it stands beside in code. */
export type InCodeExemption = Omit<Exemption, 'resource'>;

/**
 * Checks an exemption in code: `rules`, `reason` and `expires`, as in a
 * configuration.
 *
 * @param rules the rules that it may name
 * @returns the exemption, or all errors; never throws
 */
export function parseInCodeExemption(
  input: unknown,
  rules: readonly Rule[],
  source: string,
): Parsed<{ readonly exemption: InCodeExemption }> {
  const errors = check(inCodeExemptionSchema(rules), input, source);
  return errors.length > 0
    ? { errors }
    : { exemption: structuredClone(input as InCodeExemption) };
}

function check(
  schema: ObjectSchema,
  input: unknown,
  source: string,
  locate?: Locate,
): ConfigurationError[] {
  return validate(schema, input).map((problem) =>
    toConfigurationError(problem, source, locate),
  );
}

function toConfiguration(input: Input, where: WayIn): Configuration {
  const rules = rulesOf(input, where);
  const preset = settingsOf(input.preset ?? 'recommended', where.rules);
  const exemptions = structuredClone(input.exemptions ?? []);
  return {
    unknown: input.unknown ?? preset.unknown,
    levels: {
      ...(input.preset === undefined ? {} : preset.levels),
      ...Object.fromEntries(
        rules.flatMap(({ name, level }) =>
          level === undefined ? [] : [[name, level]],
        ),
      ),
    },
    ruleOptions: {
      ...preset.ruleOptions,
      ...Object.fromEntries(
        rules.map(({ name, options }) => [
          name,
          { ...preset.ruleOptions[name], ...options },
        ]),
      ),
    },
    exemptions:
      where.way === 'pulumi'
        ? exemptions.filter((one) => isForRule(one, where.policy.name))
        : exemptions,
    remediation: input.remediation ?? 'disablePublicAccess',
    remediate: input.remediate ?? false,
    inCodeExemptions: input.inCodeExemptions ?? 'forbid',
  };
}

interface ConfiguredRule {
  readonly name: string;
  readonly level?: Level | undefined;
  readonly options: OptionValues;
}

function rulesOf(input: Input, where: WayIn): ConfiguredRule[] {
  if (where.way === 'pulumi') {
    const { policy } = where;
    const options = optionsOf(policy, input as unknown as RuleInput);
    // Pulumi weighs what a policy reports by the level that it keeps itself.
    return [{ name: policy.name, level: 'mandatory', options }];
  }
  const { rules = {} } = input;
  return where.rules
    .filter(({ name }) => rules[name] !== undefined)
    .map((rule) => {
      const given = rules[rule.name] ?? {};
      return typeof given === 'string'
        ? { name: rule.name, level: given, options: {} }
        : {
            name: rule.name,
            level: given.level,
            options: optionsOf(rule, given),
          };
    });
}

/** The rule's own options among what was written in one place with others. */
function optionsOf({ options = {} }: Rule, given: RuleInput): OptionValues {
  const values = Object.keys(options).flatMap((name) => {
    const value = given[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return structuredClone(Object.fromEntries(values));
}

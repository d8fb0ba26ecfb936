import { refusalAt, toConfigurationError } from './errors';
import type { ConfigurationError, Locate } from './errors';
import { exemptionRefusals, joinLimits } from './exemption-errors';
import type * as ConfigurationFile from './file';
import { misplacedFile } from './misplaced';
import {
  configurationSchema,
  inCodeExemptionSchema,
  policyPackSchema,
} from './schema';
import type {
  CommonInput,
  ExemptionLimits,
  SynthesisInput,
  Target,
} from './schema';
import type { EvaluateOptions } from '../engine/evaluate';
import { isForRule } from '../model/exemption';
import type { Exemption } from '../model/exemption';
import type {
  ObjectSchema,
  OptionValue,
  OptionValues,
  Schema,
} from '../json-schema/types';
import { settingsOf } from '../rules/presets';
import { validate } from '../json-schema/validate';
import type { Step } from '../json-schema/validate';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../rules/types';

/** A complete configuration, with defaults for omitted options. */
export interface Configuration extends EvaluateOptions {
  readonly unknown: UnknownHandling;
  readonly levels: Readonly<Record<string, Level>>;
  readonly ruleOptions: Readonly<Record<string, OptionValues>>;
  /** In Pulumi those for the policy's rule, as the others are other policies' business. */
  readonly exemptions: readonly Exemption[];
  readonly exemptionLimits: ExemptionLimits;
  readonly remediation: RemediationStyle;
  /** Sources of Terraform modules, as globs. */
  readonly modulesWithoutRegistries: readonly string[];
  /** CDKTF and CDKTN only. */
  readonly remediate: boolean;
  /** CDKTF and CDKTN only. */
  readonly inCodeExemptions: 'allow' | 'forbid';
  /** CDKTF and CDKTN only. */
  readonly report: boolean;
}

/** A checked input, or all that is wrong with it. */
export type Parsed<Result extends object> =
  Result | { readonly errors: readonly ConfigurationError[] };

/** The type of an input that its schema accepts. */
export type Input = CommonInput &
  SynthesisInput & {
    readonly rules?: Readonly<Record<string, Level | RuleInput>>;
    readonly extends?: string;
  };

export type RuleInput = Readonly<Partial<Record<string, OptionValue>>> & {
  readonly level?: Level;
};

/** The source of a configuration. */
export interface ConfigurationSource {
  /** Its name in errors: the file name, `enforceAcrPolicy`. */
  readonly name: string;
  /** Finds places in its text, for errors. */
  readonly locate?: Locate | undefined;
  /** Limits of exemptions that the configuration can't change. */
  readonly limits?: ExemptionLimits;
  /** The clock that limits of exemptions count by. */
  readonly now?: (() => Date) | undefined;
}

/**
 * Checks a configuration, and joins it with the file that it extends. What is not
 * known is an error, so that no option is ignored silently.
 *
 * @param input what the user wrote: parsed JSON or YAML, an object in code, the
 *   properties of a Pulumi policy
 * @param target what it is for, and which rules there are
 * @returns the configuration, or all errors; never throws
 *
 * @example
 * const parsed = parseConfiguration(options, { target: 'cdktf', rules }, 'enforceAcrPolicy');
 * if ('errors' in parsed) throw new Error(errorText(parsed.errors));
 * evaluate(rules, resource, read, parsed.configuration);
 */
export function parseConfiguration(
  input: unknown,
  target: Target,
  source: string | ConfigurationSource,
): Parsed<{ readonly configuration: Configuration }> {
  const checked = checkInput(input, target, source);
  if ('errors' in checked) return checked;
  const { extends: base } = checked.input;
  if (base === undefined) {
    return { configuration: toConfiguration(checked.input, target) };
  }
  const from = typeof source === 'string' ? { name: source } : source;
  const own = { input: checked.input, source: from };
  return loadReader().extendConfiguration(base, own, target);
}

/** Loaded for a file only: the pack and most programs have none. */
function loadReader(): typeof ConfigurationFile {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would be asynchronous
  return require('./file') as typeof ConfigurationFile;
}

/** Checks a configuration without completing it. */
export function checkInput(
  input: unknown,
  target: Target,
  source: string | ConfigurationSource,
): Parsed<{ readonly input: Input }> {
  const from = typeof source === 'string' ? { name: source } : source;
  const misplaced = misplacedFile(input, target, from.name);
  if (misplaced !== undefined) return { errors: [misplaced] };
  const schema = configurationSchema(target);
  const errors = [
    ...check(schema, input, from),
    ...exemptionErrors(input, [], target, from),
  ];
  return errors.length > 0 ? { errors } : { input: input as Input };
}

/**
 * Checks what is to be given to Pulumi by `--policy-pack-config`, before Pulumi
 * silently leaves out what it does not know.
 *
 * @param input the parsed file
 * @returns all that is wrong with it; never throws
 */
export function checkPolicyPackConfiguration(
  input: unknown,
  rules: readonly Rule[],
  source: string | ConfigurationSource,
): readonly ConfigurationError[] {
  const from = typeof source === 'string' ? { name: source } : source;
  const misplaced = misplacedFile(
    input,
    { target: 'policies', rules },
    from.name,
  );
  if (misplaced !== undefined) return [misplaced];
  const policies = (input ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...check(policyPackSchema(rules), input, from),
    ...rules.flatMap((policy) =>
      exemptionErrors(
        policies[policy.name],
        [policy.name],
        { target: 'policy', rules, policy },
        from,
      ),
    ),
  ];
}

/** Finds exemptions that can never apply or exceed the limits, among those of the right shape. */
function exemptionErrors(
  input: unknown,
  path: readonly Step[],
  target: Target,
  {
    name,
    locate,
    limits: outer = {},
    now = () => new Date(),
  }: ConfigurationSource,
): ConfigurationError[] {
  const { exemptions, exemptionLimits = {} } = (input ?? {}) as {
    exemptions?: unknown;
    exemptionLimits?: unknown;
  };
  const { exemptions: items, exemptionLimits: limits } =
    configurationSchema(target).properties;
  if (!isValid(items, exemptions) || !isValid(limits, exemptionLimits)) {
    return [];
  }
  return exemptionRefusals(
    exemptions as readonly Exemption[],
    target,
    joinLimits(outer, exemptionLimits as ExemptionLimits),
    now(),
  ).map((refusal) =>
    refusalAt(
      [...path, 'exemptions', ...refusal.path],
      refusal.message,
      name,
      locate,
    ),
  );
}

function isValid(schema: Schema | undefined, input: unknown): boolean {
  return schema !== undefined && validate(schema, input).length === 0;
}

/** An exemption without its resource, which is implied in code. */
export type InCodeExemption = Omit<Exemption, 'resource' | 'baseline'>;

/**
 * Checks an exemption in code, which has the properties of one in a configuration
 * but for `resource` and `baseline`.
 *
 * @param rules the rules that it may name
 * @returns the exemption, or all errors; never throws
 */
export function parseInCodeExemption(
  input: unknown,
  rules: readonly Rule[],
  source: string,
): Parsed<{ readonly exemption: InCodeExemption }> {
  const errors = check(inCodeExemptionSchema(rules), input, { name: source });
  return errors.length > 0
    ? { errors }
    : { exemption: structuredClone(input as InCodeExemption) };
}

function check(
  schema: ObjectSchema,
  input: unknown,
  { name, locate }: ConfigurationSource,
): ConfigurationError[] {
  return validate(schema, input).map((problem) =>
    toConfigurationError(problem, name, locate),
  );
}

/** Completes an input that has been checked. */
export function toConfiguration(input: Input, target: Target): Configuration {
  const rules = rulesOf(input, target);
  const preset = settingsOf(input.preset ?? 'recommended', target.rules);
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
      target.target === 'policy'
        ? exemptions.filter((one) => isForRule(one, target.policy.name))
        : exemptions,
    exemptionLimits: input.exemptionLimits ?? {},
    remediation: input.remediation ?? 'disablePublicAccess',
    modulesWithoutRegistries: [...(input.modulesWithoutRegistries ?? [])],
    remediate: input.remediate ?? false,
    inCodeExemptions: input.inCodeExemptions ?? 'forbid',
    report: input.report ?? false,
  };
}

interface ConfiguredRule {
  readonly name: string;
  readonly level?: Level | undefined;
  readonly options: OptionValues;
}

function rulesOf(input: Input, target: Target): ConfiguredRule[] {
  if (target.target === 'policy') {
    const { policy } = target;
    const options = optionsOf(policy, input as unknown as RuleInput);
    // Pulumi weighs what a policy reports by the level that it keeps itself.
    return [{ name: policy.name, level: 'mandatory', options }];
  }
  const { rules = {} } = input;
  return target.rules
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

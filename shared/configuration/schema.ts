import type {
  ObjectSchema,
  Schema,
  StringSchema,
  UnionSchema,
  ValueOf,
} from '../json-schema/types';
import {
  summaryPolicyName,
  unusedExemptionsPolicyName,
} from '../engine/exemptions';
import type { Exemption, ExemptionCategory } from '../model/exemption';
import { hasRepairStyles } from '../engine/repair';
import { presetNames } from '../rules/presets';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../rules/types';

/**
 * The target of a configuration, which decides its options: a file of the
 * command, the options of the CDKTF aspect, those of `policies()`, or one policy
 * in Pulumi's configuration.
 */
export type Target =
  | {
      readonly target: 'command' | 'cdktf' | 'pack';
      readonly rules: readonly Rule[];
    }
  | {
      readonly target: 'policy';
      readonly rules: readonly Rule[];
      /** The rule whose policy is configured: in Pulumi each by its own name. */
      readonly policy: Rule;
    };

const levels = [
  'advisory',
  'mandatory',
  'disabled',
] as const satisfies readonly Level[];

const notBlank = {
  type: 'string',
  pattern: '\\S',
  patternErrorMessage: 'a string that is not blank',
} as const satisfies StringSchema;

const unknown = {
  type: 'string',
  enum: ['warn', 'error', 'ignore'] as const satisfies UnknownHandling[],
  default: 'warn',
  description:
    'What happens to a registry that cannot be evaluated because a value is not known: it is reported (warn), acts as a violation would (error), or is left alone (ignore).',
} as const satisfies StringSchema;

const preset = {
  type: 'string',
  enum: presetNames,
  default: 'recommended',
  description:
    'The levels of all rules at once: recommended has open network access mandatory and advises a little, firewall has only what is mandatory there, audit makes that advisory, strict is what a Premium registry can meet today, mcsb the Microsoft cloud security benchmark, all a catalogue. strict and mcsb imply unknown: error. The levels under rules go on top.',
} as const satisfies StringSchema;

const remediation = {
  type: 'string',
  enum: [
    'disablePublicAccess',
    'denyByDefault',
  ] as const satisfies RemediationStyle[],
  default: 'disablePublicAccess',
  description:
    'What a repair does, not whether one is made: it disables public network access, or denies by default and keeps the networks that the registry lets in.',
} as const satisfies StringSchema;

const editorSchema = {
  type: 'string',
  description: 'The schema that an editor checks this file by.',
} as const satisfies StringSchema;

const base = {
  ...notBlank,
  description:
    'The file of a base: an absolute path, or one relative to this file (in code: to the working directory). What blocks under the base blocks under this configuration too, and its limits of exemptions hold.',
} as const satisfies StringSchema;

/** What only readers of Terraform have. */
const terraformOptions = {
  modulesWithoutRegistries: {
    type: 'array',
    items: notBlank,
    description:
      'Sources of Terraform modules that are known to declare no registry: they are not reported if they are out of reach. Globs over the source as the call has it: * stands for any string, / included. Case counts.',
  },
} as const satisfies Record<string, Schema>;

/** Options of CDKTF and CDKTN only. */
const synthesisOptions = {
  remediate: { type: 'boolean', default: false },
  inCodeExemptions: {
    type: 'string',
    enum: ['allow', 'forbid'],
    default: 'forbid',
  },
  report: { type: 'boolean', default: false },
} as const satisfies Record<string, Schema>;

/** Options of every target except a single policy. */
function commonOptions(rules: readonly Rule[]) {
  return {
    preset,
    unknown,
    rules: rulesSchema(rules),
    exemptions: exemptionsSchema(rules),
    exemptionLimits: exemptionLimitsSchema(rules),
    remediation,
  } as const satisfies Record<string, Schema>;
}

type Common = ReturnType<typeof commonOptions>;

/** The type of an input that its schema accepts, without the rules, whose names vary. */
export type CommonInput = {
  readonly [Name in Exclude<keyof Common, 'rules'>]?: ValueOf<Common[Name]>;
};

/** What the command, CDKTF and CDKTN take. */
export type TerraformInput = {
  readonly [Name in keyof typeof terraformOptions]?: ValueOf<
    (typeof terraformOptions)[Name]
  >;
};

/** What CDKTF and CDKTN take. */
export type SynthesisInput = TerraformInput & {
  readonly [Name in keyof typeof synthesisOptions]?: ValueOf<
    (typeof synthesisOptions)[Name]
  >;
};

/** Limits of exemptions, set by the owner of the configuration. */
export type ExemptionLimits = NonNullable<CommonInput['exemptionLimits']>;

/** The schema of a configuration, for editors and for our own check. */
export function configurationSchema(target: Target): ObjectSchema {
  switch (target.target) {
    case 'policy':
      return objectOf(policyProperties(target.policy, target.rules));
    case 'pack':
      return objectOf(commonOptions(target.rules));
    case 'command':
      return objectOf({
        ...commonOptions(target.rules),
        ...terraformOptions,
        extends: base,
        $schema: editorSchema,
      });
    case 'cdktf':
      return objectOf({
        ...commonOptions(target.rules),
        ...terraformOptions,
        ...synthesisOptions,
        extends: base,
      });
  }
}

/**
 * The properties of the policy that carries a rule in Pulumi, in the form of a
 * policy's `configSchema`.
 *
 * @param rules the rules that an exemption may name
 */
export function policyProperties(
  rule: Rule,
  rules: readonly Rule[],
): Readonly<Record<string, Schema>> {
  return {
    unknown,
    exemptions: exemptionsSchema(rules),
    exemptionLimits: exemptionLimitsSchema(rules),
    // Without repairs it would silently have no effect.
    ...(hasRepairStyles(rule) ? { remediation } : {}),
    ...rule.options,
  };
}

/**
 * The schema of the file that Pulumi takes by `--policy-pack-config`: each policy
 * by its name, or `all`. Pulumi itself accepts any name and any property.
 */
export function policyPackSchema(rules: readonly Rule[]): ObjectSchema {
  return objectOf({
    // Pulumi passes on only the level.
    all: policySchema({}),
    ...Object.fromEntries(
      rules.map((rule) => [
        rule.name,
        policySchema(policyProperties(rule, rules)),
      ]),
    ),
    [unusedExemptionsPolicyName]: policySchema({}),
    [summaryPolicyName]: policySchema({}),
  });
}

function policySchema(
  properties: Readonly<Record<string, Schema>>,
): UnionSchema {
  const enforcementLevel: StringSchema = {
    type: 'string',
    enum: [...levels, 'remediate'],
  };
  return {
    anyOf: [
      enforcementLevel,
      { ...objectOf({ enforcementLevel, ...properties }), minProperties: 1 },
    ],
  };
}

/** The schema of the command line's configuration file, as editors take it. */
export function configurationFileSchema(rules: readonly Rule[]) {
  return {
    // The draft that the language servers of both JSON and YAML know.
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of azure-acr-policy-pack',
    ...configurationSchema({ target: 'command', rules }),
  };
}

/** The schema of Pulumi's `--policy-pack-config` for this pack, as editors take it. */
export function pulumiConfigurationFileSchema(rules: readonly Rule[]) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: "Configuration of azure-acr-policy-pack in Pulumi's format",
    ...policyPackSchema(rules),
  };
}

/** The schema of an exemption in code, beside the construct that it is for. */
export function inCodeExemptionSchema(rules: readonly Rule[]): ObjectSchema {
  const beside = ['resource', 'baseline'];
  const properties = Object.fromEntries(
    Object.entries<Schema>(exemptionProperties(rules)).filter(
      ([name]) => !beside.includes(name),
    ),
  );
  return objectOf(properties, ['reason']);
}

function exemptionsSchema(rules: readonly Rule[]) {
  return {
    type: 'array',
    description:
      'Recorded acceptances: registries that are meant to be as a rule forbids.',
    items: objectOf(exemptionProperties(rules), ['resource', 'reason']),
  } as const;
}

function exemptionProperties(rules: readonly Rule[]) {
  return {
    resource: {
      ...notBlank,
      description:
        'The Pulumi URN, construct path or Terraform address. A glob over the whole of it: * stands for any string, / and : included. Case counts.',
    },
    rules: {
      ...ruleNames(rules),
      minItems: 1,
      description: 'The rules that are accepted. Left out: all.',
    },
    reason: {
      ...notBlank,
      description: 'Why this is acceptable.',
    },
    category: {
      type: 'string',
      enum: ['waiver', 'mitigated'] as const satisfies ExemptionCategory[],
      description:
        'waiver: the risk is accepted. mitigated: it is dealt with in another way.',
    },
    approvedBy: { ...notBlank, description: 'Who approved it.' },
    ticket: { ...notBlank, description: 'Where the approval is recorded.' },
    expires: {
      type: 'string',
      format: 'date',
      description:
        'The last day that is exempt, YYYY-MM-DD in UTC. Left out: no end.',
    },
    baseline: {
      type: 'string',
      pattern: '^sha256:[0-9a-f]{32}$',
      patternErrorMessage: 'a hash that "acr-policy baseline" wrote',
      description:
        'The state of the registry that is accepted, as "acr-policy baseline" writes it: a hash of its name and network settings. The exemption does not count for any other state.',
    },
  } as const satisfies Record<keyof Exemption, Schema>;
}

function exemptionLimitsSchema(rules: readonly Rule[]) {
  return {
    ...objectOf({
      requireExpiry: {
        type: 'boolean',
        default: false,
        description: 'Whether every exemption must have an end.',
      },
      maxDays: {
        type: 'integer',
        minimum: 1,
        maximum: 3650,
        description:
          'How many days from today the end of an exemption may be away. Every exemption must have an end then.',
      },
      rules: {
        ...ruleNames(rules),
        description:
          'The only rules that may be exempted. Left out: all. Empty: none.',
      },
    } as const),
    description: 'What exemptions are allowed to be.',
  } as const;
}

function ruleNames(rules: readonly Rule[]) {
  return {
    type: 'array',
    items: { type: 'string', enum: rules.map(({ name }) => name) },
  } as const;
}

function rulesSchema(rules: readonly Rule[]): ObjectSchema {
  return {
    ...objectOf(
      Object.fromEntries(rules.map((rule) => [rule.name, ruleSchema(rule)])),
    ),
    description: 'The level of rules, and their options.',
  };
}

function ruleSchema({ title, level, options = {} }: Rule): UnionSchema {
  const levelSchema: StringSchema = {
    type: 'string',
    enum: levels,
    default: level,
    description: 'advisory warns, mandatory blocks, disabled turns it off.',
  };
  return {
    description: `${title}.`,
    anyOf: [
      levelSchema,
      { ...objectOf({ level: levelSchema, ...options }), minProperties: 1 },
    ],
  };
}

function objectOf<
  const Properties extends Readonly<Record<string, Schema>>,
  const Required extends readonly (keyof Properties & string)[] = [],
>(properties: Properties, required?: Required) {
  return {
    type: 'object',
    properties,
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  } as {
    readonly type: 'object';
    readonly properties: Properties;
    readonly required: Required;
    readonly additionalProperties: false;
  };
}

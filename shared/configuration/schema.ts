import type {
  UnionSchema,
  ArraySchema,
  ObjectSchema,
  Schema,
  StringSchema,
} from '../json-schema/types';
import { unusedExemptionsPolicyName } from '../engine/exemptions';
import { presetNames } from '../rules/presets';
import type { Preset } from '../rules/presets';
import type {
  Level,
  RemediationStyle,
  Rule,
  UnknownHandling,
} from '../rules/types';

/** The way by which a configuration comes in, and what may be configured there. */
export type WayIn =
  | { readonly way: 'cli'; readonly rules: readonly Rule[] }
  | { readonly way: 'cdktf'; readonly rules: readonly Rule[] }
  | {
      readonly way: 'pulumi';
      readonly rules: readonly Rule[];
      /** The rule whose policy is configured: in Pulumi each by its own name. */
      readonly policy: Rule;
    };

const levels = [
  'advisory',
  'mandatory',
  'disabled',
] as const satisfies readonly Level[];

const notBlank: StringSchema = {
  type: 'string',
  pattern: '\\S',
  patternErrorMessage: 'a text that is not blank',
};

const unknown: StringSchema = {
  type: 'string',
  enum: ['warn', 'error', 'ignore'] satisfies UnknownHandling[],
  default: 'warn' satisfies UnknownHandling,
  description:
    "What happens to a registry that can't be judged yet because a value is not known: it is told (warn), acts as a violation would (error), or is left alone (ignore).",
};

const preset: StringSchema = {
  type: 'string',
  enum: presetNames,
  default: 'recommended' satisfies Preset,
  description:
    'The levels of all rules at once: recommended has open network access mandatory and advises a little, firewall has only what is mandatory there, audit makes that advisory, strict is what a Premium registry can meet today, mcsb the Microsoft cloud security benchmark, all a catalogue. strict and mcsb imply unknown: error. The levels under rules go on top.',
};

const remediation: StringSchema = {
  type: 'string',
  enum: ['disablePublicAccess', 'denyByDefault'] satisfies RemediationStyle[],
  default: 'disablePublicAccess' satisfies RemediationStyle,
  description:
    'What a repair does, not whether one is made: it disables public network access, or denies by default and keeps the networks that the registry lets in.',
};

/** The schema of a configuration, for editors and for our own check. */
export function configurationSchema(where: WayIn): ObjectSchema {
  const exemptions = exemptionsSchema(where.rules);
  switch (where.way) {
    case 'pulumi':
      return objectOf(policyProperties(where.policy, where.rules));
    case 'cli':
      return objectOf({
        preset,
        unknown,
        rules: rulesSchema(where.rules),
        exemptions,
        remediation,
        $schema: {
          type: 'string',
          description: 'The schema that an editor checks this file by.',
        },
      });
    case 'cdktf':
      return objectOf({
        preset,
        unknown,
        rules: rulesSchema(where.rules),
        exemptions,
        remediation,
        remediate: {
          type: 'boolean',
          default: false,
        },
        inCodeExemptions: {
          type: 'string',
          enum: ['allow', 'forbid'],
          default: 'forbid',
        },
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
    // Where nothing is repaired it would do nothing in silence.
    ...(rule.repairs === undefined ? {} : { remediation }),
    ...rule.options,
  };
}

/**
 * The schema of the file that Pulumi takes by `--policy-pack-config`: each policy
 * by its name, or `all`. Pulumi itself accepts any name and any property.
 */
export function policyPackSchema(rules: readonly Rule[]): ObjectSchema {
  return objectOf({
    // Of what stands here Pulumi hands on the level alone.
    all: policySchema({}),
    ...Object.fromEntries(
      rules.map((rule) => [
        rule.name,
        policySchema(policyProperties(rule, rules)),
      ]),
    ),
    [unusedExemptionsPolicyName]: policySchema({}),
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
    ...configurationSchema({ way: 'cli', rules }),
  };
}

/** The schema of an exemption in code, beside the construct that it is for. */
export function inCodeExemptionSchema(rules: readonly Rule[]): ObjectSchema {
  const { rules: accepted, reason, expires } = exemptionProperties(rules);
  return objectOf({ rules: accepted, reason, expires }, ['reason']);
}

function exemptionsSchema(rules: readonly Rule[]): ArraySchema<ObjectSchema> {
  return {
    type: 'array',
    description:
      'Recorded acceptances: registries that are meant to be as a rule forbids.',
    items: objectOf(exemptionProperties(rules), ['resource', 'reason']),
  };
}

function exemptionProperties(rules: readonly Rule[]) {
  return {
    resource: {
      ...notBlank,
      description:
        'The Pulumi URN, construct path or Terraform address. A glob over the whole of it: * stands for any text, / and : included. Case counts.',
    },
    rules: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', enum: rules.map(({ name }) => name) },
      description: 'The rules that are accepted. Left out: all.',
    },
    reason: {
      ...notBlank,
      description: 'Why this is acceptable, and who approved it.',
    },
    expires: {
      type: 'string',
      format: 'date',
      description:
        'The last day that is exempt, YYYY-MM-DD in UTC. Left out: no end.',
    },
  } as const satisfies Record<string, Schema>;
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
    description: 'advisory tells, mandatory blocks, disabled turns it off.',
  };
  return {
    description: `${title}.`,
    anyOf: [
      levelSchema,
      { ...objectOf({ level: levelSchema, ...options }), minProperties: 1 },
    ],
  };
}

function objectOf(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): ObjectSchema {
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

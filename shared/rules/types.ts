import type { Kind } from '../model/kind';
import type { FieldName, Registry, Scalar } from '../model/registry';
import type { OptionSchemas, OptionValues } from '../json-schema/types';
import type { Ternary } from '../model/kleene';
import type { AppliedExemption } from '../model/exemption';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';

/** The severity of a violation; upstream's Critical, Important and Awareness are critical, high and medium. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** The effect of a violation: `mandatory` blocks, `advisory` warns. */
export type Level = 'advisory' | 'mandatory' | 'disabled';

/** A rule's outcome for a registry. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'notApplicable';

/** Met by a field with one of ARM's values. Azure's default counts where nothing is set. */
export interface EqualsCondition {
  readonly field: FieldName;
  readonly value: Scalar;
}

/** Met by what a function decides; described in words. Without a function any known value meets it. */
export interface TextCondition {
  readonly field: FieldName;
  /** The requirement, after "must": `have 5 to 50 letters and digits`. */
  readonly must: string;
  /** Decides by the field, and by what `reads` names. */
  readonly meets?: (fields: Registry['fields']) => Ternary;
  /** Further fields that `meets` looks at. */
  readonly reads?: readonly FieldName[];
  /** Describes what violates it, after the path: `allows 0.0.0.0/0`. Left out: the value. */
  readonly found?: (fields: Registry['fields']) => string | undefined;
  /** The fix, if that is not the path and what it must: `use 5 to 50 letters and digits`. */
  readonly fix?: string;
  /** A value that meets it, for a fix to paste. */
  readonly example?: Scalar;
}

/** Met by a number that is not below this one. */
export interface MinimumCondition {
  readonly field: FieldName;
  readonly atLeast: number;
}

/** A requirement of a rule for one field. */
export type Condition = EqualsCondition | MinimumCondition | TextCondition;

/** A rule's answer for one registry, in the model's terms. */
export type Verdict =
  | { readonly outcome: 'pass' }
  | {
      readonly outcome: 'fail';
      /** The unmet requirements. */
      readonly expected: readonly Condition[];
      /** `any` if one of them is enough. */
      readonly need: 'any' | 'all';
    }
  | {
      readonly outcome: 'unknown';
      /** The fields that the answer waits for. */
      readonly waitsFor: readonly FieldName[];
    }
  | { readonly outcome: 'notApplicable'; readonly reason: string };

/** The controls of a compliance framework that a rule covers. */
export interface Framework {
  /** A short name for tags and filters: `mcsb-v1`. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Their identifiers: `NS-2`. */
  readonly controls: readonly string[];
  readonly url: string;
}

/** What presets do with a rule, where it does not follow from its level. */
export interface RulePresets {
  /**
   * The highest level that `strict` and `mcsb` give it: `advisory` for what an
   * existing registry can't meet by changing a setting, or what may be elsewhere.
   */
  readonly highest?: 'advisory';
  /** The options that `strict` sets. */
  readonly strictOptions?: OptionValues;
}

/** One check, neutral to providers: data and one pure function. */
export interface Rule {
  /** `Azure.<Service>.<Name>`, the same in every host, in configuration and docs. */
  readonly name: string;
  /** The permanent reference, never reused: `AZR-000402`. */
  readonly ref: string;
  /** A compliant registry, as a sentence. */
  readonly title: string;
  /** Why it matters, before what it looks at. */
  readonly description: string;
  readonly severity: Severity;
  /** The default level. */
  readonly level: Level;
  /** The rule's options besides its level. */
  readonly options?: OptionSchemas;
  /** The kinds of resources that it evaluates; left out: registries. */
  readonly kinds?: readonly Kind[];
  /** It looks at other resources too, so that Pulumi evaluates it with the whole stack. */
  readonly needsStack?: true;
  /** Pillar of the Azure Well-Architected Framework. */
  readonly pillar: string;
  /** The first is the one that Pulumi shows. */
  readonly frameworks: readonly Framework[];
  /** The feature is in preview, or Azure or upstream retires it: on only in the preset `all`. */
  readonly stage?: 'preview' | 'deprecated';
  /** Its levels in presets other than the default. */
  readonly presets?: RulePresets;
  /** Built-in Azure Policy definitions that check the same. */
  readonly azurePolicies: readonly string[];
  readonly recommendation: string;
  /** The rule's page. */
  readonly url: string;
  /** The start of a violation's message, after the registry's name. */
  readonly violation: string;
  /** What a repair sets, in each style if there are several; left out: the rule has none. */
  readonly repairs?: EqualsCondition | RepairStyles;
  /** The version of this package that added it: `2.0.0`. */
  readonly since?: string;
  /**
   * Evaluates one registry. Pure: it reads only its arguments.
   *
   * @param options the rule's options; for those left out their defaults hold
   */
  readonly evaluate: (registry: Registry, options?: OptionValues) => Verdict;
}

/** The actual and the expected value of a field, in the author's vocabulary. */
export interface Reason {
  readonly path: string;
  readonly actual: string;
  readonly expected: string;
}

/** The effect of a finding: stop the deployment, warn, or none. */
export type Effect = 'block' | 'warn' | 'none';

/** The style of a repair: disable public access, or deny by default and keep the allowed networks. */
export type RemediationStyle = 'disablePublicAccess' | 'denyByDefault';

/** What a repair sets, in each style. */
export type RepairStyles = Readonly<Record<RemediationStyle, EqualsCondition>>;

/** The handling of an unknown outcome: warn, treat as a violation, or ignore. */
export type UnknownHandling = 'warn' | 'error' | 'ignore';

/** The outcome of a rule for a resource, with its message. */
export interface Finding {
  readonly rule: Rule;
  readonly outcome: Outcome;
  readonly level: Exclude<Level, 'disabled'>;
  readonly effect: Effect;
  readonly resource: Resource;
  /** The message: what was found, what to do, where to read more, a line each. */
  readonly message: string;
  /** The first line of the message. */
  readonly found: string;
  /** The values that it rests on, as part of a sentence: `sku is "Basic"`; empty if there is nothing to do. */
  readonly observed: string;
  /** The second line of the message: the fix of a violation, the next step for an unknown outcome; null for the rest. */
  readonly nextStep: string | null;
  readonly reasons: readonly Reason[];
  readonly exemption: AppliedExemption | null;
  /** The values that an unknown outcome waits for, with what the host raised. */
  readonly unknowns: readonly Unknown[];
  /** A fault of our own: the rule or a reader failed, and its outcome is `fail`. */
  readonly isInternalError: boolean;
  /** What was evaluated; left out if nothing was. */
  readonly registry?: Registry;
  /** On a template that is not read, which has one finding: the names of all rules. */
  readonly standsFor?: readonly string[];
}

import type {
  PolicyConfigSchema,
  ResourceValidationArgs,
} from '@pulumi/policy';
import { parseConfiguration } from '../shared/configuration/parse';
import type { Configuration, Parsed } from '../shared/configuration/parse';
import { policyProperties } from '../shared/configuration/schema';
import { isForRule } from '../shared/model/exemption';
import { hasRepairStyles } from '../shared/engine/repair';
import type { HostConfiguration } from '../shared/configuration/options';
import type { OptionValue } from '../shared/json-schema/types';
import type { Rule, UnknownHandling } from '../shared/rules/types';

/**
 * How one policy is configured: by its rule's name, through Pulumi, on top of
 * the pack's own options.
 */
export class PolicyConfiguration {
  /** The schema of Pulumi's part, with the pack's options as defaults. */
  readonly schema: PolicyConfigSchema;
  readonly #rule: Rule;
  readonly #pack: HostConfiguration;
  readonly #defaults: Readonly<Record<string, OptionValue>>;
  #last: { readonly given: object; readonly read: Read } | undefined;

  constructor(rule: Rule, pack: HostConfiguration) {
    this.#rule = rule;
    this.#pack = pack;
    this.#defaults = {
      unknown: pack.unknown,
      ...(hasRepairStyles(rule) ? { remediation: pack.remediation } : {}),
      ...pack.ruleOptions[rule.name],
    };
    this.schema = {
      properties: Object.fromEntries(
        Object.entries(policyProperties(rule, pack.knownRules)).map(
          ([name, schema]) => [
            name,
            { ...schema, ...this.#defaultOf(name) } as PropertySchema,
          ],
        ),
      ),
    };
  }

  /**
   * Reads the policy's configuration, once for each that Pulumi hands over. Pulumi
   * has checked it by the schema, but lets a property through that the schema does
   * not know, and has checked nothing where it was not asked to.
   */
  read({ getConfig }: Pick<ResourceValidationArgs, 'getConfig'>): Read {
    const given = getConfig<object>();
    if (this.#last === undefined || !isSame(this.#last.given, given)) {
      this.#last = { given, read: this.#parse(given) };
    }
    return this.#last.read;
  }

  #parse(given: object): Read {
    const { knownRules, exemptionLimits, now } = this.#pack;
    const parsed = parseConfiguration(
      { ...this.#defaults, ...given },
      { target: 'policy', rules: knownRules, policy: this.#rule },
      {
        name: `configuration of ${this.#rule.name}`,
        limits: exemptionLimits,
        now,
      },
    );
    return 'errors' in parsed
      ? parsed
      : { configuration: this.#complete(parsed.configuration) };
  }

  /** The configuration while Pulumi's part has errors: only the pack's options. */
  get fallback(): Configuration {
    return this.#complete({ ...this.#pack, exemptions: [] });
  }

  #complete(configuration: Configuration): Configuration {
    const { exemptions, now } = this.#pack;
    return {
      ...configuration,
      // Pulumi decides what a violation does: whether this policy runs, and how.
      levels: { [this.#rule.name]: 'mandatory' },
      exemptions: [
        ...exemptions.filter((each) => isForRule(each, this.#rule.name)),
        ...configuration.exemptions,
      ],
      resolutionHint: settled(configuration.unknown),
      ...(now === undefined ? {} : { now }),
    };
  }

  #defaultOf(name: string): { default?: OptionValue } {
    const value = this.#defaults[name];
    return value === undefined ? {} : { default: value };
  }
}

/** The SDK copies the configuration whenever it is asked, but not what is in it. */
function isSame(a: object, b: object): boolean {
  const [own, other] = [Object.entries(a), Object.entries(b)];
  return (
    own.length === other.length &&
    own.every(([name, value], index) => {
      const [otherName, otherValue] = other[index] ?? [];
      return name === otherName && value === otherValue;
    })
  );
}

type Read = Parsed<{ readonly configuration: Configuration }>;

type PropertySchema = PolicyConfigSchema['properties'][string];

function settled(unknown: UnknownHandling): string {
  return unknown === 'error'
    ? 'It blocks, because the policy is configured with unknown: error.'
    : 'It is checked again at pulumi up, before the registry is created or changed.';
}

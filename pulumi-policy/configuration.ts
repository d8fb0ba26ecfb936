import type {
  PolicyConfigSchema,
  ResourceValidationArgs,
} from '@pulumi/policy';
import { parseConfiguration } from '../shared/configuration/parse';
import type { Configuration, Parsed } from '../shared/configuration/parse';
import { policyProperties } from '../shared/configuration/schema';
import { isForRule } from '../shared/engine/exemptions';
import type { HostConfiguration } from '../shared/configuration/options';
import type { OptionValue } from '../shared/json-schema/types';
import type { Rule, UnknownHandling } from '../shared/rules/types';

/**
 * How one policy is configured: by its rule's name, through Pulumi, on top of
 * the pack's own options.
 */
export class PolicyConfiguration {
  /** What Pulumi may configure, with the pack's options for defaults. */
  readonly schema: PolicyConfigSchema;
  readonly #rule: Rule;
  readonly #pack: HostConfiguration;
  readonly #defaults: Readonly<Record<string, OptionValue>>;

  constructor(rule: Rule, pack: HostConfiguration) {
    this.#rule = rule;
    this.#pack = pack;
    this.#defaults = {
      unknown: pack.unknown,
      ...(rule.repairs === undefined ? {} : { remediation: pack.remediation }),
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
   * Reads the policy's configuration. Pulumi has checked it by the schema, but
   * lets a property through that the schema does not know, and has checked
   * nothing where it was not asked to.
   */
  read({ getConfig }: Pick<ResourceValidationArgs, 'getConfig'>): Parsed<{
    readonly configuration: Configuration;
  }> {
    const parsed = parseConfiguration(
      { ...this.#defaults, ...getConfig() },
      { way: 'pulumi', rules: this.#pack.knownRules, policy: this.#rule },
      `configuration of ${this.#rule.name}`,
    );
    return 'errors' in parsed
      ? parsed
      : { configuration: this.#complete(parsed.configuration) };
  }

  /** What holds while Pulumi's part has errors: the pack's options alone. */
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

type PropertySchema = PolicyConfigSchema['properties'][string];

function settled(unknown: UnknownHandling): string {
  return unknown === 'error'
    ? 'It blocks, because the policy is configured with unknown: error.'
    : 'It will be judged at pulumi up, before the registry is created or changed.';
}

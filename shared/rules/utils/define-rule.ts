import type { Registry } from '../../model/registry';
import type {
  OptionSchemas,
  OptionsOf,
  OptionValues,
} from '../../json-schema/types';
import { frameworksOf } from './frameworks';
import type { Framework, Rule, Verdict } from '../types';

/** `Azure` owns upstream's rules and this package's; whoever adds rules has a name of their own. */
const namePattern = /^(?<owner>[A-Z][A-Za-z]*)\.ACR\.[A-Z][A-Za-z]+$/;

/** The longest name that PSRule allows for a rule. */
const longestName = 35;

/** The address of upstream's page of a rule. */
const upstreamPages = 'https://azure.github.io/PSRule.Rules.Azure/en/rules';

/** The content of a rule file; the rest of a rule is derived. */
export type RuleDefinition<Options extends OptionSchemas = OptionSchemas> =
  Omit<Rule, 'url' | 'frameworks' | 'options' | 'evaluate'> & {
    /** The rule's page, where it is not upstream's; a rule whose owner is not `Azure` has one of its own. */
    readonly url?: string;
    /** Left out: the controls that Microsoft's initiatives map its Azure Policy definitions to. */
    readonly frameworks?: readonly Framework[];
    /** The rule's options besides its level, each with a default. */
    readonly options?: Options;
    /** Evaluates one registry with complete options. */
    readonly evaluate: (
      registry: Registry,
      options: OptionsOf<Options>,
    ) => Verdict;
  };

/**
 * Completes a rule: checks the shape of its name and of its options' names,
 * derives its page's address and fills in the options that nobody sets.
 *
 * @throws {Error} when the name is not `<Owner>.ACR.<Name>` of at most 35
 *   characters, the page has no address, or an option has a name that every
 *   policy uses
 *
 * @example
 * export const acrFirewall = defineRule({ name: 'Azure.ACR.Firewall', … });
 */
export function defineRule<const Options extends OptionSchemas>(
  definition: RuleDefinition<Options>,
): Rule {
  const { name, url, options, evaluate } = definition;
  const owner = namePattern.exec(name)?.groups?.['owner'];
  if (owner === undefined || name.length > longestName) {
    throw new Error(
      `The rule name ${JSON.stringify(name)} must be <Owner>.ACR.<Name>, ` +
        `with letters only, at most ${longestName} characters.`,
    );
  }
  if (owner !== 'Azure' && url === undefined) {
    throw new Error(`${name} must have a url: upstream has no page for it.`);
  }
  const defaults = defaultsOf(name, options ?? {});
  return {
    url: `${upstreamPages}/${name}/`,
    frameworks: frameworksOf(definition.azurePolicies),
    ...definition,
    // Configuration is checked by the same description that the type is made from.
    evaluate: (registry, given) =>
      evaluate(
        registry,
        (given === undefined
          ? defaults
          : { ...defaults, ...given }) as OptionsOf<Options>,
      ),
  };
}

/** Names that every policy's configuration has in addition to the rule's options. */
const reservedNames = new Set([
  'enforcementLevel',
  'exemptions',
  'level',
  'remediation',
  'unknown',
]);

function defaultsOf(rule: string, options: OptionSchemas): OptionValues {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => {
      if (reservedNames.has(name)) {
        throw new Error(
          `${rule} can't have an option ${JSON.stringify(name)}: ` +
            'every policy has one of this name.',
        );
      }
      return [name, option.default];
    }),
  );
}

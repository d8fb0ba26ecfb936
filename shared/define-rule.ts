import type { Rule } from './types';

const namePattern = /^Azure\.ACR\.[A-Z][A-Za-z]+$/;

/** The longest name that PSRule allows for a rule. */
const longestName = 35;

/** Where upstream publishes the page of a rule. */
const upstreamPages = 'https://azure.github.io/PSRule.Rules.Azure/en/rules';

/** What a rule file writes down; the rest is derived. */
export type RuleDefinition = Omit<Rule, 'url'> & {
  /** The rule's page, where it is not upstream's. */
  readonly url?: string;
};

/**
 * Completes a rule: checks the shape of its name and derives its page's address.
 *
 * @throws {Error} when the name is not `Azure.ACR.<Name>` of at most 35 characters
 *
 * @example
 * export const acrFirewall = defineRule({ name: 'Azure.ACR.Firewall', … });
 */
export function defineRule(definition: RuleDefinition): Rule {
  const { name } = definition;
  if (!namePattern.test(name) || name.length > longestName) {
    throw new Error(
      `The rule name ${JSON.stringify(name)} must be Azure.ACR.<Name>, ` +
        `with letters only, at most ${longestName} characters.`,
    );
  }
  return { url: `${upstreamPages}/${name}/`, ...definition };
}

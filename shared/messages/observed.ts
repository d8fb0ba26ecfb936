import type { Finding, Rule } from '../rules/types';
import { addTo } from '../util/multi-map';
import { escapeControlCharacters } from './escape';

/** Findings in a line: what was seen, rules that saw the same together. */
export function observedText(findings: readonly Finding[]): string {
  return [...rulesByText(findings, observedValues)]
    .map(([seen, rules]) => `${namesOf(rules)}: ${seen}`)
    .join('; ');
}

/** The rules of findings by what is printed of a finding, so that each text is printed once. */
export function rulesByText(
  findings: readonly Finding[],
  textOf: (finding: Finding) => string,
): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const finding of findings) addTo(rules, textOf(finding), finding.rule);
  return rules;
}

/** The values that a finding rests on, without the rule's name. */
export function observedValues({ reasons, found, nextStep }: Finding): string {
  if (reasons.length > 0) {
    // A dialect may have one spelling for two fields.
    const seen = reasons.map(({ path, actual }) => `${path} is ${actual}`);
    return escapeControlCharacters([...new Set(seen)].join(', '));
  }
  return nextStep === null ? found : `${found} ${nextStep}`;
}

/** More rules than a reader takes in are counted. */
const maxNames = 4;

function namesOf(rules: readonly Rule[]): string {
  return rules.length > maxNames
    ? `${rules.length} rules`
    : rules.map(nameWithSeverity).join(', ');
}

/** A rule as it is printed in front of a finding: `Azure.ACR.Firewall (high)`. */
export function nameWithSeverity({ name, severity }: Rule): string {
  return `${name} (${severity})`;
}

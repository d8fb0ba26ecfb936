import type { Finding, Rule } from '../rules/types';
import { addTo } from '../util/multi-map';
import { escapeControlCharacters } from './escape';

/** Findings in a line: what was seen, rules that saw the same together. */
export function observedText(findings: readonly Finding[]): string {
  const rules = new Map<string, Rule[]>();
  for (const finding of findings) {
    const seen = observedValues(finding);
    addTo(rules, seen, finding.rule);
  }
  return [...rules]
    .map(([seen, same]) => `${namesOf(same)}: ${seen}`)
    .join('; ');
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
    : rules.map(({ name, severity }) => `${name} (${severity})`).join(', ');
}

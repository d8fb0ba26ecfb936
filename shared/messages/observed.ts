import type { Finding, Rule } from '../rules/types';
import { addTo } from '../util/multi-map';

/** Findings in a line: what was observed, rules that observed the same together. */
export function observedText(findings: readonly Finding[]): string {
  return lineOf(findings, observedValues);
}

/** The same, each violation with its fix: `sku is "Basic": set sku = "Premium"`. */
export function adviceText(findings: readonly Finding[]): string {
  return lineOf(findings, (finding) => {
    const fix = fixOf(finding);
    if (fix === null) return observedValues(finding);
    return `${observedValues(finding)}: ${fix.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}`;
  });
}

/** The change that a message asks for, as it can be pasted; null if it has none. */
export function fixOf({ nextStep }: Pick<Finding, 'nextStep'>): string | null {
  const label = 'Fix: ';
  return nextStep?.startsWith(label) === true
    ? nextStep.slice(label.length)
    : null;
}

/** The values that a finding rests on, without the rule's name. */
export function observedValues({
  observed,
  reasons,
  nextStep,
}: Finding): string {
  // Without values there is something to do first.
  return reasons.length > 0 || nextStep === null
    ? observed
    : `${observed}. ${nextStep}`;
}

function lineOf(
  findings: readonly Finding[],
  textOf: (finding: Finding) => string,
): string {
  const unknown = findings.filter(
    ({ outcome, reasons }) => outcome === 'unknown' && reasons.length > 0,
  );
  const isMany = unknown.length > maxNames;
  const others = isMany
    ? findings.filter((finding) => !unknown.includes(finding))
    : findings;
  return [
    ...(isMany
      ? [`${namesOf(unknown.map(({ rule }) => rule))}: ${valuesOf(unknown)}`]
      : []),
    ...[...rulesByText(others, textOf)].map(
      ([text, rules]) => `${namesOf(rules)}: ${text}`,
    ),
  ].join('; ');
}

/** The values that many rules wait for: each state once, and of many values the first. */
function valuesOf(findings: readonly Finding[]): string {
  const paths = new Map<string, Set<string>>();
  for (const { path, actual } of findings.flatMap(({ reasons }) => reasons)) {
    paths.set(actual, (paths.get(actual) ?? new Set()).add(path));
  }
  const states = [...paths].slice(0, maxNames).map(([state, names]) => {
    const shown = [...names].slice(0, maxNames);
    const more = names.size - shown.length;
    const last = more > 0 ? `${String(more)} more` : shown.pop();
    const text = [shown.join(', '), last].filter(Boolean).join(' and ');
    return `${text} ${names.size > 1 ? 'are' : 'is'} ${state}`;
  });
  const left = [...paths.values()]
    .slice(maxNames)
    .reduce((sum, { size }) => sum + size, 0);
  return [...states, ...(left > 0 ? [`and ${String(left)} more`] : [])].join(
    ', ',
  );
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

/** More rules or values than a reader takes in are counted. */
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

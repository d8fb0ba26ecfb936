import type { OptionValues } from '../json-schema/types';
import type { Registry } from '../model/registry';
import type { RegistryUpdate } from '../model/registry-update';
import type { Rule, Verdict } from '../rules/types';

/**
 * Evaluates an update whose registry is not declared here. Its fields must satisfy
 * a rule on their own: enabling public access is a violation even if the firewall
 * denies by default, because that is not visible here.
 *
 * @returns undefined if the update sets none of the rule's fields
 */
export function evaluateUpdate(
  rule: Rule,
  registry: Registry,
  { fields, inIsolation }: RegistryUpdate,
  options: OptionValues | undefined,
): { readonly verdict: Verdict; readonly registry: Registry } | undefined {
  const verdict = rule.evaluate(registry, options);
  switch (verdict.outcome) {
    case 'notApplicable':
      return undefined;
    case 'pass':
    case 'fail':
      return { verdict, registry };
    case 'unknown': {
      if (verdict.waitsFor.some((name) => fields.has(name))) {
        return { verdict, registry };
      }
      const strict = rule.evaluate(inIsolation, options);
      return strict.outcome === 'fail' &&
        strict.expected.some(({ field }) => fields.has(field))
        ? { verdict: strict, registry: inIsolation }
        : undefined;
    }
  }
}

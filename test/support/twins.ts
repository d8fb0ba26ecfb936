import { evaluate, rules as allRules } from '../../shared';
import type { EvaluateOptions, Finding, Resource, Rule } from '../../shared';
import type { JsonObject } from '../../shared/json';
import { readConfiguration } from '../../shared/terraform/configuration';
import { TwinEvaluator } from '../../shared/twins';
import type { Source } from '../../shared/twins';

/** Judges what a document declares twice: with a memory of what was alike, and each resource alone. */
export function judgeTwice(
  declared: Iterable<{ readonly resource: Resource } & Source>,
  options: EvaluateOptions = {},
  rules: readonly Rule[] = allRules,
) {
  const evaluator = new TwinEvaluator(rules, options);
  const remembered: Finding[][] = [];
  const alone: Finding[][] = [];
  for (const { resource, ...source } of declared) {
    remembered.push(evaluator.evaluate(resource, source));
    alone.push(evaluate(rules, resource, source.read, options));
  }
  return { remembered, alone };
}

/** As {@link judgeTwice}, of what a Terraform JSON configuration declares. */
export function judgeBoth(
  document: unknown,
  options?: EvaluateOptions,
  rules?: readonly Rule[],
) {
  const blocks = readConfiguration(document as JsonObject, 'terraform');
  const declared = blocks.map(({ type, name, address, ...source }) => ({
    resource: { type, name, address },
    ...source,
  }));
  return judgeTwice(declared, options, rules);
}

/** Registries in their order, as a file would bring them: with nothing shared between them. */
export function documentOf(bodies: readonly unknown[]): JsonObject {
  const named = bodies.map((body, index) => [`acr_${index}`, body]);
  const json = JSON.stringify(Object.fromEntries(named));
  return {
    resource: { azurerm_container_registry: JSON.parse(json) as JsonObject },
  };
}

export const closed = {
  name: 'shop1',
  sku: 'Premium',
  public_network_access_enabled: false,
};
export const firewall = {
  name: 'shop1',
  sku: 'Premium',
  network_rule_set: [
    {
      default_action: 'Deny',
      ip_rule: [{ action: 'Allow', ip_range: '203.0.113.0/24' }],
    },
  ],
};
/** What is said of a registry, whatever it is called. */
export function outcomesOf(findings: readonly Finding[] = []) {
  return findings.map(({ rule, outcome, reasons }) => ({
    rule: rule.name,
    outcome,
    reasons,
  }));
}

import { acrFirewall } from '../../shared';
import type { Finding, Rule } from '../../shared';
import type { Json, JsonObject } from '../../shared/json/json';
import { readConfiguration } from '../../shared/terraform/configuration';
import type { NamingStyle } from '../../shared/terraform/resource-types';
import { enabledRules } from './core';
import { findingsOf } from './findings';

/** Evaluates every block of a Terraform JSON configuration in the core. */
export function judgeConfiguration(
  document: unknown,
  rules: readonly Rule[] = enabledRules,
  words: NamingStyle = 'terraform',
): Finding[] {
  // As a file would bring it: JSON, with nothing shared between its parts.
  const json = JSON.parse(JSON.stringify(document)) as JsonObject;
  return readConfiguration(json, words, () => undefined).flatMap(
    ({ type, name, address, read }) =>
      findingsOf(rules, { type, name, address }, read),
  );
}

/** A document of resources by type, each with a name of its own. */
export function configuration(
  ...resources: [address: string, body: unknown][]
): Json {
  const document: Record<string, Record<string, unknown>> = {};
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [address, body] of resources) {
    const [type = '', name = ''] = address.split('.');
    if (type === 'module') (document['module'] ??= {})[name] = body;
    else (resource[type] ??= {})[name] = body;
  }
  return { ...document, resource } as Json;
}

/** The verdict on each block that has one: `azurerm_container_registry.web: pass`. */
export function outcomesOf(document: unknown): string[] {
  return judgeConfiguration(document, [acrFirewall]).map(
    ({ resource, outcome }) => `${resource.address}: ${outcome}`,
  );
}

/** The only finding of a rule. */
export function onlyFinding(
  document: unknown,
  rule: Rule = acrFirewall,
): Finding {
  const [finding, ...others] = judgeConfiguration(document, [
    // A rule that is off by default is evaluated when it is on.
    { ...rule, level: rule.level === 'disabled' ? 'advisory' : rule.level },
  ]);
  if (finding === undefined || others.length > 0) {
    throw new Error('there must be one finding');
  }
  return finding;
}

/** A block as written. */
export type Body = Record<string, unknown>;

/** A registry as azapi spells it, in parts. */
export const azapi = {
  type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
  premium: { sku: { name: 'Premium' } },
  closed: { properties: { publicNetworkAccess: 'Disabled' } },
  open: { properties: { publicNetworkAccess: 'Enabled' } },
} as const;

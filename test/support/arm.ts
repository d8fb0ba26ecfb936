import { readTemplate } from '../../shared/arm';
import type { TemplateOptions } from '../../shared/arm';
import { acrFirewall } from '../../shared/rules/Azure.ACR.Firewall';
import type { Finding } from '../../shared/rules/types';
import type { Value } from '../../shared/model/value';
import { findingsOf } from './findings';

/** Any JSON, with `Unknown` in it where a host doesn't know. */
export type Json = Value;

const premium = { name: 'Premium' };

/** A Premium registry that nothing closes, and what differs from it. */
export function registry(
  properties: Record<string, Json> = {},
  around: Record<string, Json> = {},
): Record<string, Json> {
  return {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2023-07-01',
    name: 'web',
    sku: premium,
    properties,
    ...around,
  };
}

/** A nested deployment. */
export function deployment(
  template: Json,
  around: Record<string, Json> = {},
  properties: Record<string, Json> = {},
): Record<string, Json> {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'nested',
    properties: { mode: 'Incremental', template, ...properties },
    ...around,
  };
}

export const innerScope = { expressionEvaluationOptions: { scope: 'inner' } };

/** Evaluates every registry of a template by the firewall rule. */
export function judgeTemplate(
  template: Json,
  parameters?: Json,
  options?: TemplateOptions,
): Finding[] {
  return findingsOf(
    [acrFirewall],
    { type: 'template', address: 'main.json', name: 'main' },
    () => readTemplate(template, parameters, options),
  );
}

/** The outcomes of a template's registries, in its order. */
export function outcomesOf(template: Json, parameters?: Json): string[] {
  return judgeTemplate(template, parameters).map(({ outcome }) => outcome);
}

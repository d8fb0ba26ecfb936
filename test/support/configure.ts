import { acrFirewall, parseConfiguration } from '../../shared';
import type { Configuration, Target } from '../../shared';
import { ruleWithOptions } from './rule-with-options';

export const rules = [acrFirewall, ruleWithOptions];

/** The target of the configuration: the command, the aspect, or one policy of the pack. */
export const cli: Target = { target: 'command', rules };
export const cdktf: Target = { target: 'cdktf', rules };
export const pulumi: Target = {
  target: 'policy',
  rules,
  policy: ruleWithOptions,
};

export const exemption = { resource: 'shop/*', reason: 'public images' };

/** The configuration that an input is; the input must be right. */
export function configure(input: unknown, where: Target = cli): Configuration {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.configuration;
}

/** The places that are refused. */
export function errorsOf(input: unknown, where: Target = cli): string[] {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  return 'errors' in parsed ? parsed.errors.map(({ path }) => path) : [];
}

/** The errors at the refused places. */
export function messageOf(input: unknown, where: Target = cli): string {
  const parsed = parseConfiguration(input, where, 'policy.yaml');
  return 'errors' in parsed
    ? parsed.errors.map(({ message }) => message).join('\n')
    : '';
}

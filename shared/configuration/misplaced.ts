import { unusedExemptionsPolicyName } from '../engine/exemptions';
import type { Rule } from '../rules/types';
import type { ConfigurationError } from './errors';
import type { Target } from './schema';

/** Top-level keys of the command's and CDKTF's configuration that Pulumi's never has. */
const ownOptions = ['preset', 'rules', 'exemptions', 'unknown', 'extends'];

/**
 * Recognizes a file of Pulumi's `--policy-pack-config` where a configuration of
 * the command or CDKTF is expected, and the reverse.
 *
 * @returns undefined for everything else
 */
export function misplacedFile(
  input: unknown,
  target:
    Target | { readonly target: 'policies'; readonly rules: readonly Rule[] },
  source: string,
): ConfigurationError | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const names = Object.keys(input);
  const policies = [
    'all',
    unusedExemptionsPolicyName,
    ...target.rules.map(({ name }) => name),
  ];
  const isForPulumi = names.some((name) => policies.includes(name));
  const isOurs = names.some((name) => ownOptions.includes(name));
  switch (target.target) {
    case 'policy':
      return undefined;
    case 'policies':
      return isOurs && !isForPulumi
        ? refusal(
            source,
            'is a configuration of acr-policy and CDKTF, not of Pulumi. Fix: acr-policy config convert FILE --to pulumi',
          )
        : undefined;
    case 'command':
    case 'cdktf':
    case 'pack':
      return isForPulumi && !isOurs
        ? refusal(
            source,
            'is a configuration for Pulumi\'s --policy-pack-config. Fix: put the levels and options of rules under "rules", or run acr-policy config validate --pulumi FILE',
          )
        : undefined;
  }
}

function refusal(source: string, message: string): ConfigurationError {
  return { path: '', message: `${source} ${message}` };
}

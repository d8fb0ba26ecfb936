import type { ResourceValidationArgs } from '@pulumi/policy';
import type { Configuration } from '../shared/configuration';
import { evaluate } from '../shared/evaluate';
import type { PulumiSurface } from '../shared/pulumi/surfaces';
import type { Finding, Rule } from '../shared/types';
import { toValue } from './properties';

/**
 * Judges one resource by a rule. Its address is its URN alone: an alias is
 * written in the program, and a program must not be able to exempt itself.
 */
export function judge(
  rule: Rule,
  { type, urn, name, props }: ResourceValidationArgs,
  { read }: PulumiSurface,
  configuration: Configuration,
): Finding[] {
  return evaluate(
    [rule],
    { type, address: urn, name },
    () => read(toValue(props)),
    configuration,
  );
}

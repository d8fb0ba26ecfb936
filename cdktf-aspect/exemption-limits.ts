import { limitRefusals } from '../shared/configuration/exemption-errors';
import { isForRule } from '../shared/model/exemption';
import type { Exemption } from '../shared/model/exemption';
import { forbiddenExemptionMessage } from '../shared/messages/exemption';
import type { Rule } from '../shared/rules/types';
import type { Construct } from './constructs/construct-types';
import { exemptionsOf } from './exempt';
import type { PolicyConfiguration } from './options';

/** The limit that an exemption in code exceeds, which has no effect then. */
export function refusalOf(
  exemption: Exemption,
  { exemptionLimits, now }: PolicyConfiguration,
): string | undefined {
  const [refusal] = limitRefusals(
    exemption,
    exemptionLimits,
    now?.() ?? new Date(),
  );
  return refusal === undefined
    ? undefined
    : `Its exemption in code does not count: ${refusal.path.join('.')} ${refusal.message}`;
}

/** The sentence about an exemption in code that has no effect on a rule. */
export function ineffectiveExemption(
  configuration: PolicyConfiguration,
  construct: Construct,
  rule: Rule,
): string | undefined {
  const own = exemptionsOf(construct);
  if (configuration.inCodeExemptions === 'forbid') {
    return own.length > 0 ? forbiddenExemptionMessage : undefined;
  }
  return own
    .filter((each) => isForRule(each, rule.name))
    .map((each) => refusalOf(each, configuration))
    .find((each) => each !== undefined);
}

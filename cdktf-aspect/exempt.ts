import { parseInCodeExemption } from '../shared/configuration';
import type { InCodeExemption } from '../shared/configuration';
import { errorText } from '../shared/configuration-error';
import type { Exemption } from '../shared/exemptions';
import { rules } from '../shared/rules';
import { isConstruct } from './tree';
import type { Construct } from './tree';

/** Where a construct keeps its exemptions, for every copy of this package. */
const recorded = Symbol.for('azure-acr-policy-pack/exemptions');

type MayBeExempt = Construct & { [recorded]?: InCodeExemption[] };

/**
 * Records that what a construct declares, and everything below it, is accepted.
 *
 * @throws {Error} when it is no construct, the reason is blank, a rule is not
 *   known, a date is none
 */
export function exempt(
  construct: MayBeExempt,
  exemption: InCodeExemption,
): void {
  if (!isConstruct(construct)) {
    throw new Error('exemptFromAcrPolicy: expected a construct.');
  }
  const parsed = parseInCodeExemption(exemption, rules, 'exemptFromAcrPolicy');
  if ('errors' in parsed) {
    throw new Error(errorText(parsed.errors));
  }
  const present = construct[recorded];
  if (present !== undefined) present.push(parsed.exemption);
  else
    Object.defineProperty(construct, recorded, { value: [parsed.exemption] });
}

/** The exemptions that were recorded on a construct and around it. */
export function exemptionsOf(construct: Construct): Exemption[] {
  const found: Exemption[] = [];
  let scope: MayBeExempt | undefined = construct;
  while (scope !== undefined) {
    for (const exemption of scope[recorded] ?? []) {
      found.push({ resource: `${scope.node.path}*`, ...exemption });
    }
    scope = scope.node.scope;
  }
  return found;
}

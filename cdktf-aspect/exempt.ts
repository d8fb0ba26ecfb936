import { parseInCodeExemption } from '../shared/configuration';
import type { InCodeExemption } from '../shared/configuration';
import type { Exemption } from '../shared/exemptions';
import { rules } from '../shared/rules';
import { lineage } from './tree';
import type { Construct } from './tree';

/** The metadata that records an exemption; it lies on the construct for every copy of this package. */
const exemptionType = 'azure-acr-policy-pack/exemption';

/**
 * Records that what a construct declares, and everything below it, is accepted.
 *
 * @throws {Error} when the reason is blank, a rule is not known, a date is none
 */
export function exempt(construct: Construct, exemption: InCodeExemption): void {
  const parsed = parseInCodeExemption(exemption, rules, 'exemptFromAcrPolicy');
  if ('errors' in parsed) {
    throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  }
  construct.node.addMetadata(exemptionType, parsed.exemption);
}

/** The exemptions that were recorded on a construct and around it. */
export function exemptionsOf(construct: Construct): Exemption[] {
  const found: Exemption[] = [];
  for (const { node } of lineage(construct)) {
    for (const { type, data } of node.metadata) {
      if (type !== exemptionType) continue;
      found.push({ resource: `${node.path}*`, ...(data as InCodeExemption) });
    }
  }
  return found;
}

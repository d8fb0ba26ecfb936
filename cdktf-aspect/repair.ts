import type { JsonObject } from '../shared/json';
import { repairsOf } from '../shared/repair';
import type { Edit } from '../shared/repair';
import { localsOf, readConfiguration } from '../shared/terraform/configuration';
import type { TerraformBlock } from '../shared/terraform/configuration';
import { Scope, toValue } from '../shared/terraform/expression';
import { terraformDialect } from '../shared/terraform/surfaces';
import type { Rule } from '../shared/types';
import { judgeBlock } from './judge';
import type { PolicyConfiguration } from './options';
import { Owners } from './owners';
import { isElement } from './tree';
import type { Element, Stack } from './tree';

/** A registry that was repaired, by which rule. */
export interface Repaired {
  readonly construct: Element;
  readonly rule: Rule;
}

/**
 * Repairs the registries of a stack that violate a rule which can be repaired:
 * writes the repair as an override on the construct that declared the registry.
 * What is unknown, exempt, inside a template, or known to the stack's own
 * overrides alone stays as it is, and is judged.
 *
 * @param document the Terraform JSON that the stack would write
 * @param isCovered tells whether the policy is responsible for a construct
 */
export function repairStack(
  configuration: PolicyConfiguration,
  stack: Stack,
  document: JsonObject,
  isCovered: (construct: Element) => boolean,
): Repaired[] {
  const owners = new Owners(stack);
  const scope = new Scope(localsOf(document));
  return readConfiguration(document, 'cdktf', () => undefined).flatMap(
    (block) => {
      const construct = owners.ownerOf(block);
      const dialect = terraformDialect(block.type);
      if (dialect === undefined || !isElement(construct)) return [];
      if (!isCovered(construct)) return [];
      return violatedRules(configuration, block, construct).flatMap((rule) => {
        const repair = rule.repairs?.[configuration.remediation];
        if (repair === undefined) return [];
        const properties = toValue(block.body, scope);
        const edits = repairsOf(dialect, properties, repair);
        for (const edit of edits) override(construct, edit);
        return edits.length > 0 ? [{ construct, rule }] : [];
      });
    },
  );
}

function violatedRules(
  configuration: PolicyConfiguration,
  block: TerraformBlock,
  construct: Element,
): Rule[] {
  return judgeBlock(configuration, block, construct)
    .filter(
      ({ outcome, effect, fault }) =>
        outcome === 'fail' && effect !== 'none' && !fault,
    )
    .map(({ rule }) => rule);
}

/** Indexes go into the path too: the library merges them into lists. */
function override(construct: Element, { path, value }: Edit): void {
  construct.addOverride(path.join('.'), value);
}

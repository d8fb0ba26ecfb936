import { parseInCodeExemption } from '../shared/configuration/parse';
import type { InCodeExemption } from '../shared/configuration/parse';
import { errorText } from '../shared/configuration/errors';
import type { Exemption } from '../shared/model/exemption';
import { rules as ownRules } from '../shared/rules';
import type { Rule } from '../shared/rules/types';
import {
  isConstruct,
  isEnforced,
  lineage,
  rootOf,
} from './constructs/construct-types';
import type { Construct } from './constructs/construct-types';

/** The key of a construct's exemptions, shared by all copies of this package. */
const recorded = Symbol.for('azure-acr-policy-pack/exemptions');

/** The key of a root's exemptions with unknown rules. */
const unchecked = Symbol.for('azure-acr-policy-pack/unchecked-exemptions');

/** The rules that this program has made policies with. */
const knownRules = new Set<Rule>(ownRules);

/** Takes note of the rules of a policy: exemptions may name them. */
export function addKnownRules(rules: readonly Rule[]): void {
  for (const rule of rules) knownRules.add(rule);
}

/**
 * Records that what a construct declares, and everything below it, is accepted.
 * It may name a rule of a policy that is put on the App later; such a name is
 * checked by `checkExemptions`.
 *
 * @throws {Error} if it is not a construct, the reason is blank, a date is invalid,
 *   or a rule is not known
 */
export function exempt(construct: Construct, exemption: InCodeExemption): void {
  if (!isConstruct(construct)) {
    throw new Error('exemptFromAcrPolicy: expected a construct.');
  }
  const root = rootOf(construct);
  const error = errorIn(exemption);
  if (error !== undefined && (isEnforced(root) || !mayBeKnownLater(exemption)))
    throw error;
  const accepted = structuredClone(exemption);
  add(construct, recorded, accepted);
  if (error !== undefined) add(root, unchecked, accepted);
}

/**
 * Checks the exemptions of a tree that named rules before a policy was on it.
 *
 * @throws {Error} when a rule is not known
 */
export function checkExemptions(construct: Construct): void {
  for (const exemption of listIn(rootOf(construct), unchecked)) {
    const error = errorIn(exemption);
    if (error !== undefined) throw error;
  }
}

/** The exemptions that were recorded on a construct and around it. */
export function exemptionsOf(construct: Construct): Exemption[] {
  return [...lineage(construct)].flatMap((scope) =>
    listIn(scope, recorded).map((exemption) => ({
      resource: `${scope.node.path}*`,
      ...exemption,
    })),
  );
}

function errorIn(exemption: InCodeExemption): Error | undefined {
  const parsed = parseInCodeExemption(
    exemption,
    [...knownRules],
    'exemptFromAcrPolicy',
  );
  return 'errors' in parsed ? new Error(errorText(parsed.errors)) : undefined;
}

/** Returns whether an exemption is right but for names of rules. */
function mayBeKnownLater({ rules, ...others }: InCodeExemption): boolean {
  const isListOfNames =
    Array.isArray(rules) && rules.every((name) => typeof name === 'string');
  return isListOfNames && errorIn(others) === undefined;
}

type Key = typeof recorded | typeof unchecked;
type Keeper = Construct & { [key in Key]?: InCodeExemption[] };

function listIn(construct: Keeper, key: Key): readonly InCodeExemption[] {
  return construct[key] ?? [];
}

function add(construct: Keeper, key: Key, exemption: InCodeExemption): void {
  const value = [...listIn(construct, key), exemption];
  Object.defineProperty(construct, key, { value, configurable: true });
}

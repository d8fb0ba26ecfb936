import { warningDays } from '../model/exemption';
import type {
  AppliedExemption,
  Exemption,
  ExemptionNote,
} from '../model/exemption';
import type { Resource } from '../model/resource';
import type { Finding, Rule } from '../rules/types';
import { addTo } from '../util/multi-map';
import { escapeControlCharacters } from './escape';
import { subjectOf } from './subject';

/** Appended to a finding whose exemption no longer counts. */
export function inactiveMessage({
  reason,
  expires,
  state,
}: AppliedExemption): string {
  return state === 'changed'
    ? `Its baseline exemption ("${reason}") does not count: the registry's name or network settings have changed since.`
    : `Its exemption ("${reason}") expired on ${expires}.`;
}

/**
 * Reports what is accepted of a registry: a line for each exemption, with the
 * rules that it accepts.
 *
 * @param findings the findings on the registry
 */
export function exemptLines(
  resource: Pick<Resource, 'name' | 'kind'>,
  findings: readonly Pick<Finding, 'rule' | 'exemption'>[],
): string[] {
  const rules = new Map<string, string[]>();
  for (const { rule, exemption } of findings) {
    if (exemption?.state !== 'active') continue;
    const { reason, expires, endsSoon } = exemption;
    const until = expires === null ? '' : ` until ${expires}`;
    const details = detailsOf(exemption).join(', ');
    const facts = details === '' ? '' : ` (${details})`;
    const end = endsSoon
      ? ' It ends soon: renew it or close the registry.'
      : '';
    addTo(rules, `${until}: "${reason}"${facts}.${end}`, rule.name);
  }
  return [...rules].map(([text, names]) =>
    escapeControlCharacters(
      `${subjectOf(resource, `"${resource.name}"`)} is exempt from ${names.join(', ')}${text}`,
    ),
  );
}

/** The reason of an exemption, with its end and who approved it. */
export function exemptionText(exemption: AppliedExemption): string {
  const { reason, expires, endsSoon } = exemption;
  const end = expires === null ? [] : [`until ${expires}`];
  const facts = [
    ...(endsSoon ? [`ends soon, ${end.join('')}`] : end),
    ...detailsOf(exemption),
  ];
  return facts.length === 0 ? reason : `${reason} (${facts.join(', ')})`;
}

function detailsOf({
  category,
  approvedBy,
  ticket,
  isBaseline,
}: AppliedExemption): string[] {
  return [
    ...(isBaseline ? ['baseline'] : []),
    ...(category === null ? [] : [category]),
    ...(approvedBy === null ? [] : [`approved by ${approvedBy}`]),
    ...(ticket === null ? [] : [`ticket ${ticket}`]),
  ];
}

/** The maximum number of exemptions in a message. */
const maximumNamed = 3;

/** The end of a sentence about one exemption, and about several of them. */
const sayings = {
  matchesNothing: {
    one: () => 'matches nothing that was evaluated.',
    several: 'match nothing that was evaluated',
  },
  notNeeded: {
    one: () => 'is not needed: all resources that it matches comply.',
    several: 'are not needed, because all resources that they match comply',
  },
  endsSoon: {
    one: ({ expires = '' }: Exemption) =>
      `ends on ${expires}: renew it or close the registry.`,
    several: `end within ${warningDays} days: renew them or close the registries`,
  },
} as const;

/**
 * Reports the exemptions that had no effect in a run and those that end soon, in
 * one line of each kind: one list may serve hundreds of stacks.
 *
 * @param configured how many exemptions there are
 */
export function exemptionNotes(
  notes: readonly ExemptionNote[],
  configured: number,
): string[] {
  return (['endsSoon', 'notNeeded', 'matchesNothing'] as const).flatMap(
    (why) => {
      const exemptions = notes
        .filter((note) => note.why === why)
        .map(({ exemption }) => exemption);
      const [first] = exemptions;
      if (first === undefined) return [];
      const { one, several } = sayings[why];
      const named = exemptions
        .slice(0, maximumNamed)
        .map(({ resource, reason }) => `"${resource}" ("${reason}")`);
      const others = exemptions.length - named.length;
      const list = named.join(', ') + (others > 0 ? ` and ${others} more` : '');
      return escapeControlCharacters(
        exemptions.length === 1
          ? `The exemption of ${list} ${one(first)}`
          : `${exemptions.length} of ${configured} exemptions ${several}: ${list}.`,
      );
    },
  );
}

/** Appended to a finding whose exemption in code does not count. */
export const forbiddenExemptionMessage =
  'Its exemption in code does not count: inCodeExemptions is "forbid", the default. Record it under exemptions, or set inCodeExemptions: "allow".';

/** Reports a registry, or a child of one, that was repaired. */
export function repairedMessage(
  rule: Rule,
  resource: Pick<Resource, 'name' | 'kind'>,
): string {
  const name = `"${escapeControlCharacters(resource.name)}"`;
  return `${subjectOf(resource, name)} was repaired by an override (${rule.name}): as declared, it ${rule.violation}.`;
}

/** Appended to a violation that was to be repaired and was not. */
export function unrepairedMessage(reason: string): string {
  return escapeControlCharacters(`Not repaired: ${reason}.`);
}

/**
 * The line with a construct's source position.
 *
 * @param place file and line, where they are known
 */
export function declaredAtMessage(path: string, place?: string): string {
  return place === undefined
    ? `Declared as ${escapeControlCharacters(path)}.`
    : `Declared at ${escapeControlCharacters(place)} as ${escapeControlCharacters(path)}.`;
}

/**
 * Reports a file that is not read and may declare registries.
 *
 * @param hint how to check it, as a sentence
 */
export function unanalyzedFileMessage(
  file: string,
  stack: string,
  hint: string,
): string {
  return `${file} was not evaluated: Terraform loads it as part of stack "${stack}", but the library did not generate it.\n${hint}`;
}

/** Reports parts of a stack that may declare or change registries and are not evaluated, for one reason. */
export function notEvaluatedMessage(
  addresses: readonly string[],
  reason: string,
  stack: string,
): string {
  const subject = addresses.filter((address) => address !== '').join(', ');
  const were = addresses.length > 1 ? 'were' : 'was';
  return escapeControlCharacters(
    subject === ''
      ? `Stack "${stack}" ${were} not evaluated: ${reason}`
      : `${subject} in stack "${stack}" ${were} not evaluated: ${reason}`,
  );
}

/** Reports a stack that only the manifest names. */
export function unknownStackMessage(stack: string): string {
  return `manifest.json lists stack "${stack}", which is not in this App, so it can't be checked. Make it a TerraformStack of the App.`;
}

import type { AppliedExemption, Rule } from '../rules/types';
import { escapeControlCharacters } from './escape';

/** What a finding adds to its message when it rests on an exemption no longer. */
export function expiredMessage({ reason, expires }: AppliedExemption): string {
  return `Its exemption ("${reason}") expired on ${expires}.`;
}

/** What is said instead of a finding that an exemption accepts. */
export function exemptMessage(
  rule: Rule,
  registryName: string,
  { reason, expires }: AppliedExemption,
): string {
  const until = expires === null ? '' : ` until ${expires}`;
  return `Container registry "${escapeControlCharacters(registryName)}" is exempt${until}: "${reason}". (${rule.name})`;
}

/** What a finding adds where an exemption in code does not count. */
export const forbiddenExemptionMessage =
  'Its exemption in code does not count: inCodeExemptions is "forbid", the default. Record it under exemptions, or set inCodeExemptions: "allow".';

/** Says that a registry was repaired instead of reported. */
export function repairedMessage(rule: Rule, registryName: string): string {
  return `Container registry "${escapeControlCharacters(registryName)}" was repaired by an override: as declared, it ${rule.violation}. (${rule.name})`;
}

/** Appended to a violation that was to be repaired and was not. */
export function unrepairedMessage(reason: string): string {
  return escapeControlCharacters(`Not repaired: ${reason}.`);
}

/**
 * Where a construct was declared.
 *
 * @param place file and line, where they are known
 */
export function declaredAtMessage(path: string, place?: string): string {
  return place === undefined
    ? `Declared as ${escapeControlCharacters(path)}.`
    : `Declared at ${escapeControlCharacters(place)} as ${escapeControlCharacters(path)}.`;
}

/**
 * Says that a file is not read, which may declare registries.
 *
 * @param settled who settles it and when
 */
export function unanalyzedFileMessage(
  file: string,
  stack: string,
  settled: string,
): string {
  return `${file} is not judged: Terraform reads it as a part of stack "${stack}", but the library did not write it as it is.\n${settled}`;
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

/** Says that a manifest names a stack that nothing is known of. */
export function unknownStackMessage(stack: string): string {
  return `The manifest names stack "${stack}", which is no stack of this App: what is deployed for it can't be judged. Make it a TerraformStack of the App.`;
}

import type { AppliedExemption, NotEvaluated, Rule } from './types';
import { visible } from './visible';

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
  return `Container registry "${visible(registryName)}" is exempt${until}: "${reason}". (${rule.name})`;
}

/** What a finding adds where an exemption in code does not count. */
export const forbiddenExemptionMessage =
  'Its exemption in code does not count here: inCodeExemptions is "forbid".';

/** Says that a registry was repaired instead of reported. */
export function repairedMessage(rule: Rule, registryName: string): string {
  return `Container registry "${visible(registryName)}" was repaired by an override: as declared, it ${rule.violation}. (${rule.name})`;
}

/**
 * Where a construct was declared.
 *
 * @param place file and line, where they are known
 */
export function declaredAtMessage(path: string, place?: string): string {
  return place === undefined
    ? `Declared as ${visible(path)}.`
    : `Declared at ${visible(place)} as ${visible(path)}.`;
}

/**
 * Says that a file is not read, which may declare registries.
 *
 * @param settled who settles it and when
 */
export function unreadMessage(
  file: string,
  stack: string,
  settled: string,
): string {
  return `${file} is not judged: Terraform reads it as a part of stack "${stack}", but the library did not write it as it is.\n${settled}`;
}

/** Reports a part of a stack that may declare registries and is not evaluated. */
export function notEvaluatedMessage(
  { address, reason }: NotEvaluated,
  stack: string,
): string {
  return visible(`${address} in stack "${stack}" was not evaluated: ${reason}`);
}

/** Says that a manifest names a stack that nothing is known of. */
export function strangerMessage(stack: string): string {
  return `The manifest names stack "${stack}", which is no stack of this App: what is deployed for it can't be judged. Make it a TerraformStack of the App.`;
}

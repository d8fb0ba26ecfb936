import type { Finding } from '../../shared/rules/types';

/** The change that a message asks for, as it can be pasted; null if it has none. */
export function fixOf({ nextStep }: Pick<Finding, 'nextStep'>): string | null {
  const label = 'Fix: ';
  return nextStep?.startsWith(label) === true
    ? nextStep.slice(label.length)
    : null;
}

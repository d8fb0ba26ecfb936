import type { Finding } from '../../shared/rules/types';

/** The change that a message asks for, as it can be pasted; null if it has none. */
export function fixOf({ message }: Pick<Finding, 'message'>): string | null {
  return /^Fix: (.*)$/m.exec(message)?.[1] ?? null;
}

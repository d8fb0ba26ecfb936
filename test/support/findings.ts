import { evaluate } from '../../shared/engine/evaluate';
import type { Finding } from '../../shared/rules/types';

/** The findings on all registries of a resource, in one array. */
export function findingsOf(...args: Parameters<typeof evaluate>): Finding[] {
  return evaluate(...args).flatMap(({ findings }) => findings);
}

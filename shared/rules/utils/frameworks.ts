import type { Framework } from '../types';

/**
 * A control of the Microsoft cloud security benchmark v1:
 * https://learn.microsoft.com/security/benchmark/azure/overview
 *
 * @param controls the identifiers of the controls, `NS-2`
 */
export function mcsb(...controls: readonly string[]): Framework {
  return {
    name: 'Microsoft cloud security benchmark',
    version: 'v1',
    control: controls.join(', '),
    url: 'https://learn.microsoft.com/security/benchmark/azure/overview',
  };
}

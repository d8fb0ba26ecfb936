import type { Ternary } from '../../model/kleene';
import { isSameText } from '../../model/value';
import type { FieldValue, Value } from '../../model/value';
import { isRegistryIf } from './selectors';
import type { Selector } from './selectors';

/** The option of rules that ask for regions. */
export const allowedLocationsOption = {
  type: 'array',
  items: { type: 'string' },
  default: [],
  description: 'The regions that are allowed. Empty: all.',
} as const;

/** Selects registries if the option {@link allowedLocationsOption} names any region. */
export function isRegistryIfLimited(allowed: readonly string[]): Selector {
  return isRegistryIf(allowed.length > 0, 'Every region is allowed.');
}

/** Returns whether a region is among those that are allowed. */
export function isAllowedLocation(
  location: Value,
  allowed: readonly string[],
): boolean {
  return allowed.some((one) => isSameLocation(one, location));
}

/**
 * Returns whether the location of a resource is among the regions that are allowed.
 * Pulumi fills in the region of the resource group if none is written.
 */
export function isInAllowedLocation(
  location: FieldValue,
  allowed: readonly string[],
): Ternary {
  if (location.state !== 'known') return 'unknown';
  return isAllowedLocation(location.value, allowed) ? 'yes' : 'no';
}

/** Compares two regions as Azure does: `West Europe` is `westeurope`. Only strings are regions. */
export function isSameLocation(a: string, b: Value): boolean {
  return (
    typeof b === 'string' && isSameText(withoutSpaces(a), withoutSpaces(b))
  );
}

function withoutSpaces(location: string): string {
  return location.replaceAll(' ', '');
}

import type { Value } from './value';

/** Compares two regions as Azure does: `West Europe` is `westeurope`. */
export function isSameLocation(a: Value, b: Value): boolean {
  return (
    typeof a === 'string' &&
    typeof b === 'string' &&
    normalized(a) === normalized(b)
  );
}

function normalized(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}

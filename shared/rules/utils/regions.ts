import { isSameText } from '../../model/value';
import type { Value } from '../../model/value';

/** Compares two regions as Azure does: `West Europe` is `westeurope`. Only strings are regions. */
export function isSameLocation(a: string, b: Value): boolean {
  return (
    typeof b === 'string' && isSameText(withoutSpaces(a), withoutSpaces(b))
  );
}

function withoutSpaces(location: string): string {
  return location.replaceAll(' ', '');
}

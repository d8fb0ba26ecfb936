import { shorten } from '../../util/shorten';
import { Unknown, isList } from '../../model/value';
import type { FieldValue, Value } from '../../model/value';

/**
 * The members of an array.
 *
 * @returns undefined if the array itself is unknown; none for what is not an
 *   array, which Azure refuses
 */
export function membersOf(property: FieldValue): readonly Value[] | undefined {
  if (property.state === 'unknown') return undefined;
  return property.state === 'known' && isList(property.value)
    ? property.value
    : [];
}

/** The members that are known. */
export function knownMembersOf(property: FieldValue): readonly Value[] {
  return (membersOf(property) ?? []).filter(
    (member) => !(member instanceof Unknown),
  );
}

/** Writes a member for a message; regions and IP ranges are not secrets. */
export function quoteMember(member: Value): string {
  return typeof member === 'string'
    ? JSON.stringify(shorten(member))
    : 'a value that is not a string';
}

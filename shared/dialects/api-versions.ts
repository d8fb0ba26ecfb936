import { factsOf } from '../model/registry';
import type { FieldName } from '../model/registry';

/** The newest stable version that was looked at: what later ones have is not known. */
const newestKnown = '2026-11-01';

/** Returns whether some API version does not have a field. */
export function mayBeMissing(field: FieldName): boolean {
  return factsOf(field).availability !== undefined;
}

/** Why an API version lacks a field, and which versions have it. */
export interface MissingField {
  /** A phrase for messages. */
  readonly reason: string;
  /** `2019-12-01-preview or later`. */
  readonly neededVersion: string;
}

/**
 * Returns what an API version is missing. Azure ignores or refuses a property that
 * the version lacks, so it must not count as compliant.
 *
 * @param version `2019-05-01`, `2019-12-01-preview`; anything that is not a
 *   version, and one that is newer than what is known here, is taken to have every field
 * @returns undefined if this version has the field
 */
export function missingIn(
  version: string,
  field: FieldName,
): MissingField | undefined {
  const { availability } = factsOf(field);
  const [, date, suffix = ''] =
    /^(\d{4}-\d{2}-\d{2})(-[a-z]+)?$/i.exec(version.trim()) ?? [];
  if (availability === undefined || date === undefined) return undefined;
  const { since, stable = since } = availability;
  const isStable = suffix === '' && date <= newestKnown;
  const isOld = (first: string) => date < first.slice(0, date.length);
  if (!isOld(since) && !(isStable && (stable === 'none' || isOld(stable)))) {
    return undefined;
  }
  const neededVersion =
    stable === 'none'
      ? `${since} or a later preview version`
      : `${stable} or later`;
  return { reason: `not in API version ${version}`, neededVersion };
}

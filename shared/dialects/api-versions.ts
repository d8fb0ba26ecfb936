import type { FieldName } from '../model/registry';

/** The API versions that have a field. */
interface Availability {
  /** The first version that has it. */
  readonly since: string;
  /** Left out of every stable version. */
  readonly isPreview?: true;
}

const networkRules: Availability = { since: '2017-10-01' };
const policies: Availability = { since: '2019-05-01' };
const publicAccess: Availability = { since: '2019-12-01-preview' };
const exportPolicy: Availability = { since: '2021-06-01-preview' };
const softDelete: Availability = {
  since: '2022-02-01-preview',
  isPreview: true,
};

/**
 * Fields that not every API version of `Microsoft.ContainerRegistry/registries`
 * has: https://github.com/Azure/bicep-types-az/tree/main/generated/containerregistry_0
 *
 * Azure ignores or refuses a property that the version lacks, so it must not
 * count as compliant. `anonymousPullEnabled` is not among these: Azure's
 * default complies already, and whoever sets it to true should hear of it.
 */
const availability: Readonly<Partial<Record<FieldName, Availability>>> = {
  publicNetworkAccess: publicAccess,
  networkRuleBypassOptions: publicAccess,
  defaultAction: networkRules,
  quarantinePolicy: policies,
  trustPolicy: policies,
  retentionPolicy: policies,
  retentionDays: policies,
  softDeletePolicy: softDelete,
  softDeleteDays: softDelete,
  exportPolicy,
};

/** The newest version that was looked at: what later ones have is not known. */
const newestKnown = '2026-11-01';

/** Tells whether some API version does not have a field. */
export function mayBeMissing(field: FieldName): boolean {
  return availability[field] !== undefined;
}

/**
 * Tells what an API version is missing.
 *
 * @param version `2019-05-01`, `2019-12-01-preview`; anything that is no
 *   version, and one that is newer than what is known here, is taken to have every field
 * @returns a phrase that says which versions have the field, or undefined if this one has it
 */
export function missingIn(
  version: string,
  field: FieldName,
): string | undefined {
  const found = availability[field];
  const [, date, suffix = ''] =
    /^(\d{4}-\d{2}-\d{2})(-[a-z]+)?$/i.exec(version.trim()) ?? [];
  if (found === undefined || date === undefined) return undefined;
  const { since, isPreview } = found;
  const isLate = date < since.slice(0, date.length);
  const lacksPreview =
    isPreview === true && suffix === '' && date <= newestKnown;
  if (!isLate && !lacksPreview) return undefined;
  const versions = isPreview === true ? 'preview versions' : 'versions';
  return `API version ${version} does not have it, ${versions} from ${since} on do`;
}

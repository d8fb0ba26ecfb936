import { equals } from '../../shared/model/kleene';
import { factsOf, fieldNames } from '../../shared/model/registry';
import type { FieldName, Registry } from '../../shared/model/registry';
import { isEmptyList, textOf } from '../../shared/model/value';

/** Two things that a registry can't have at once, or one that needs another. */
interface Exclusion {
  readonly what: string;
  readonly source: string;
  readonly isViolated: (registry: Registry) => boolean;
}

const is =
  (field: FieldName, value: string | boolean) =>
  ({ fields }: Registry) =>
    equals(fields[field].value, value) === 'yes';

const has =
  (field: FieldName) =>
  ({ fields }: Registry) =>
    fields[field].value.state === 'known' && !isEmptyList(fields[field].value);

const provider =
  'internal/services/containers/container_registry_resource.go in hashicorp/terraform-provider-azurerm';
const softDeletePage =
  'https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy';

const exclusions: readonly Exclusion[] = [
  {
    what: 'export is disabled while public network access is not',
    source: provider,
    isViolated: (registry) =>
      is('exportPolicy', 'disabled')(registry) &&
      !is('publicNetworkAccess', 'Disabled')(registry),
  },
  {
    what: 'soft delete beside a retention policy',
    source: softDeletePage,
    isViolated: (registry) =>
      is('softDeletePolicy', 'enabled')(registry) &&
      is('retentionPolicy', 'enabled')(registry),
  },
  {
    what: 'soft delete beside replications',
    source: softDeletePage,
    isViolated: (registry) =>
      is('softDeletePolicy', 'enabled')(registry) &&
      has('replicaLocations')(registry),
  },
  {
    what: 'content trust beside customer-managed keys',
    source:
      'https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys',
    isViolated: (registry) =>
      is('trustPolicy', 'enabled')(registry) &&
      has('encryptionIdentity')(registry),
  },
];

/** Whatever Azure or azurerm refuses about a registry, each in a phrase. */
export function refusalsOf(registry: Registry): string[] {
  const sku = textOf(registry.fields.skuName.value) ?? 'none';
  const onSku = fieldNames.filter((field) => {
    const { skus, default: fallback } = factsOf(field);
    return (
      skus !== undefined &&
      !skus.some((each) => each === sku) &&
      has(field)(registry) &&
      !(
        fallback !== undefined &&
        equals(registry.fields[field].value, fallback) === 'yes'
      )
    );
  });
  return [
    ...onSku.map((field) => `${field} with the SKU ${sku}`),
    ...exclusions
      .filter(({ isViolated }) => isViolated(registry))
      .map(({ what }) => what),
  ];
}

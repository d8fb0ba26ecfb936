import { UnknownHere, isList, isSameText } from './value';
import type { FieldValue, Value } from './value';

/**
 * All SKUs of Azure (`SkuName` in the API's versions from 2017-10-01 on:
 * Azure/azure-rest-api-specs, Registry.models.tsp).
 */
export const skuNames = ['Basic', 'Classic', 'Premium', 'Standard'];

/**
 * Converts an absent SKU, or one that is not Azure's, to unknown. Every API
 * requires a SKU, so it is set elsewhere.
 */
export function toSku(property: FieldValue): FieldValue {
  switch (property.state) {
    case 'unknown':
      return property;
    case 'absent':
      return {
        state: 'unknown',
        unknown: new UnknownHere(
          'Azure requires a SKU, so it is set elsewhere',
          'Set the SKU here, or check the whole of what is deployed: all files of a module, a plan or a preview.',
        ),
      };
    case 'known':
      return isSku(property.value) || isPremiumTwice(property.value)
        ? property
        : {
            state: 'unknown',
            unknown: new UnknownHere(
              'not a SKU of Azure',
              'Set Basic, Standard or Premium, or check what is deployed in the end.',
            ),
          };
  }
}

function isSku(value: Value): boolean {
  return (
    typeof value === 'string' && skuNames.some((sku) => isSameText(sku, value))
  );
}

/** A duplicate key has an array of values; if Premium is among them, it counts. */
function isPremiumTwice(value: Value): boolean {
  return (
    isList(value) &&
    value.length > 1 &&
    value.some(
      (each) => typeof each === 'string' && isSameText(each, 'Premium'),
    )
  );
}

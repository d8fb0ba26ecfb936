import { unknown } from './neutral';
import type { NeutralRegistry, Setting } from './neutral';

const skus: Readonly<Record<string, Setting | undefined>> = {
  Premium: 'Premium',
  PREMIUM: 'PREMIUM',
  premium: 'premium',
  Standard: 'Standard',
  Basic: 'Basic',
  Classic: 'Classic',
  null: null,
  'to be filled in': '#{AcrSku}#',
  'left out': undefined,
  'not known': unknown,
};

const accesses: readonly (Setting | undefined)[] = [
  undefined,
  'Enabled',
  'Disabled',
  'DISABLED',
  'disabled',
  unknown,
  '$(access)',
  7,
  null,
];

const actions: readonly (Setting | undefined)[] = [
  undefined,
  'Allow',
  'Deny',
  'DENY',
  'deny',
  unknown,
  '__DEFAULT_ACTION__',
  null,
  ['Deny'],
];

/** Every combination of SKU, public network access and default action, by SKU. */
export const combinations: readonly {
  readonly sku: string;
  readonly registries: readonly NeutralRegistry[];
}[] = Object.entries(skus).map(([name, sku]) => ({
  sku: name,
  registries: accesses.flatMap((publicNetworkAccess) =>
    actions.map(
      (defaultAction) =>
        // What is left out must not be there at all, not even as undefined.
        Object.fromEntries(
          Object.entries({ sku, publicNetworkAccess, defaultAction }).filter(
            ([, setting]) => setting !== undefined,
          ),
        ) as NeutralRegistry,
    ),
  ),
}));

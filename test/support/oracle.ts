import { unknown } from './neutral';
import type { NeutralRegistry, Outcome, Setting } from './neutral';

/** Azure's SKUs. A registry has one of them, even if the code names another. */
const skusOfAzure = ['basic', 'classic', 'premium', 'standard'];

/** Placeholders that a pipeline replaces. */
const mark = /^(#\{.*\}#|\$\(.*\)|__.*__)$/;

/**
 * The rule once more, written apart from the product and in another manner: by
 * trying out every value that an unknown could turn out to have.
 */
export function oracle(registry: NeutralRegistry): Outcome {
  const outcomes = new Set(worldsOf(registry).map(judge));
  const [only] = outcomes;
  if (outcomes.size === 1 && only !== undefined) return only;
  // Compliant under any SKU is compliant: firewall settings exist only on
  // Premium, so "not applicable" beside "pass" leaves nothing to do.
  const open = [...outcomes].filter((outcome) => outcome !== 'notApplicable');
  return open.length === 1 && open[0] === 'pass' ? 'pass' : 'unknown';
}

function judge(world: NeutralRegistry): Outcome {
  if (lower(world.sku) !== 'premium') return 'notApplicable';
  const closed =
    lower(world.publicNetworkAccess) === 'disabled' ||
    lower(world.defaultAction) === 'deny';
  return closed ? 'pass' : 'fail';
}

function lower(setting: Setting | undefined): string | undefined {
  return typeof setting === 'string' ? setting.toLowerCase() : undefined;
}

function worldsOf(registry: NeutralRegistry): NeutralRegistry[] {
  const isFilledIn = (setting: Setting | undefined) =>
    setting === unknown || (typeof setting === 'string' && mark.test(setting));
  const possible = (
    setting: Setting | undefined,
    values: readonly Setting[],
  ): readonly (Setting | undefined)[] =>
    isFilledIn(setting) ? values : [setting];
  const skus = skusOfAzure.includes(lower(registry.sku) ?? '')
    ? [registry.sku]
    : ['Premium', 'Standard'];
  return skus.flatMap((sku) =>
    possible(registry.publicNetworkAccess, ['Enabled', 'Disabled']).flatMap(
      (publicNetworkAccess) =>
        possible(registry.defaultAction, ['Allow', 'Deny']).map(
          (defaultAction) =>
            ({ sku, publicNetworkAccess, defaultAction }) as NeutralRegistry,
        ),
    ),
  );
}

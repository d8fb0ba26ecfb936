import { azapiObject, azureNative } from '../../../shared/dialects/arm';
import { azurerm, azurermCdktf } from '../../../shared/dialects/azurerm';
import { readRegistry } from '../../../shared/dialects/dialect';
import type { Dialect } from '../../../shared/dialects/dialect';
import { repairsOf } from '../../../shared/engine/repair';
import { presetNames, settingsOf } from '../../../shared/rules/presets';
import type { Preset } from '../../../shared/rules/presets';
import { rules } from '../../../shared/rules';
import type { Condition } from '../../../shared/rules/types';
import { fixValueOf } from '../../../shared/rules/utils/conditions';
import { textOf } from '../../../shared/model/value';
import type { Value, ValueObject } from '../../../shared/model/value';
import { applyEdits } from '../../support/apply-edits';
import { refusalsOf } from '../../support/azure-refusals';

/** A registry with only what its resource type requires. */
const bare: readonly {
  readonly surface: string;
  readonly dialect: Dialect;
  readonly properties: (sku: string) => ValueObject;
}[] = [
  {
    surface: 'azure-native',
    dialect: azureNative,
    properties: (sku) => ({ registryName: 'images', sku: { name: sku } }),
  },
  {
    surface: 'azapi',
    dialect: azapiObject,
    properties: (sku) => ({
      type: 'Microsoft.ContainerRegistry/registries@2025-11-01',
      name: 'images',
      body: { sku: { name: sku }, properties: {} },
    }),
  },
  {
    surface: 'azurerm',
    dialect: azurerm,
    properties: (sku) => ({ name: 'images', location: 'westeurope', sku }),
  },
  {
    surface: 'azurerm in CDKTF',
    dialect: azurermCdktf,
    properties: (sku) => ({ name: 'images', location: 'westeurope', sku }),
  },
];

const rows = presetNames
  .filter((preset) => preset !== 'all')
  .flatMap((preset) =>
    ['Basic', 'Standard', 'Premium'].flatMap((sku) =>
      bare.flatMap((each) =>
        (['first', 'last'] as const).map((choice) => ({
          ...each,
          preset,
          sku,
          choice,
        })),
      ),
    ),
  );

/** An advisory rule that no change of an existing registry meets: the key of encryption. */
const leftIn: Readonly<Partial<Record<Preset, readonly string[]>>> = {
  strict: ['Azure.ACR.CustomerManagedKey'],
  mcsb: ['Azure.ACR.CustomerManagedKey'],
};

const isPremium = (properties: Value, dialect: Dialect) =>
  textOf(readRegistry(dialect, properties).fields.skuName.value) === 'Premium';

const hasValue = (condition: Condition) => fixValueOf(condition) !== undefined;

/** The violations of a preset, and what would satisfy them. */
function violationsOf(preset: Preset, dialect: Dialect, properties: Value) {
  const { levels, ruleOptions } = settingsOf(preset, rules);
  const registry = readRegistry(dialect, properties);
  return (
    rules
      .filter(({ name }) => levels[name] !== 'disabled')
      // A private endpoint is a resource of its own: unknown without it, and advisory.
      .filter(({ name }) => name !== 'Azure.ACR.PrivateEndpoint')
      .flatMap((rule) => {
        const verdict = rule.evaluate(registry, ruleOptions[rule.name]);
        expect(verdict.outcome).not.toBe('unknown');
        return verdict.outcome === 'fail' ? [{ name: rule.name, verdict }] : [];
      })
  );
}

/** Applies the fix of a message: all values, or one where one is enough. */
function fix(
  dialect: Dialect,
  properties: Value,
  conditions: readonly Condition[],
): Value {
  return conditions.reduce((fixed, condition) => {
    const value = fixValueOf(condition);
    if (value === undefined) return fixed;
    const { field } = condition;
    return applyEdits(fixed, repairsOf(dialect, fixed, { field, value }));
  }, properties);
}

test.each(rows)(
  'the $choice fixes of $preset for a bare $sku registry of $surface leave nothing to fix and nothing that Azure refuses',
  ({ preset, sku, dialect, properties, choice }) => {
    let fixed: Value = properties(sku);
    for (let round = 0; round < rules.length; round++) {
      const [violation] = violationsOf(preset, dialect, fixed).filter(
        ({ verdict }) => verdict.expected.some(hasValue),
      );
      if (violation === undefined) break;
      const { expected, need } = violation.verdict;
      fixed = fix(
        dialect,
        fixed,
        need === 'all'
          ? expected
          : expected.slice(...(choice === 'first' ? [0, 1] : [-1])),
      );
    }
    expect(
      violationsOf(preset, dialect, fixed).map(({ name }) => name),
    ).toEqual(isPremium(fixed, dialect) ? (leftIn[preset] ?? []) : []);
    expect(refusalsOf(readRegistry(dialect, fixed))).toEqual([]);
  },
);

test.each([
  {
    situation: 'a firewall on Basic',
    properties: { sku: 'Basic', public_network_access_enabled: false },
  },
  {
    situation: 'export disabled with an open network',
    properties: { sku: 'Premium', export_policy_enabled: false },
  },
  {
    situation: 'quarantine on Standard',
    properties: { sku: 'Standard', quarantine_policy_enabled: true },
  },
])('the table of what Azure refuses has $situation', ({ properties }) => {
  expect(refusalsOf(readRegistry(azurerm, properties))).toHaveLength(1);
});

import fc from 'fast-check';
import type { Json } from '../../shared/json/json';
import { unknown } from './neutral';
import type { NeutralRegistry, Setting } from './neutral';

const anyCase = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) =>
      Array.from(text)
        .map((letter, index) =>
          upper[index] === true ? letter.toUpperCase() : letter.toLowerCase(),
        )
        .join(''),
    );

const wrongType: fc.Arbitrary<Setting> = fc.oneof(
  fc.integer(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({ name: 'Premium' }),
);

const setting = (...values: readonly string[]): fc.Arbitrary<Setting> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...values.map(anyCase)) },
    { weight: 3, arbitrary: fc.constant(unknown) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...values.map((each) => `${each} `)),
    },
    { weight: 1, arbitrary: wrongType },
  );

/** A registry in neutral terms, its settings in any case, unknown or wrong. */
export const registry: fc.Arbitrary<NeutralRegistry> = fc.record(
  {
    sku: setting('Premium', 'Standard', 'Basic'),
    publicNetworkAccess: setting('Enabled', 'Disabled'),
    defaultAction: setting('Allow', 'Deny'),
  },
  { requiredKeys: [] },
);

/** Names and values that mean something to a reader, so that chance hits them. */
const names = [
  'sku',
  'name',
  'tier',
  'properties',
  'body',
  'type',
  'publicNetworkAccess',
  'publicNetworkAccessEnabled',
  'public_network_access_enabled',
  'networkRuleSet',
  'networkRuleSets',
  'network_rule_set',
  'defaultAction',
  'default_action',
  'dynamic',
  'content',
  'for_each',
  'count',
  'template',
  'resources',
  'parameters',
  'resourceType',
  'resourceProviderNamespace',
  '__proto__',
  'constructor',
  'toString',
];
const texts = [
  'Premium',
  'Enabled',
  'Allow',
  'true',
  '${var.x}',
  '[parameters(',
  '{"sku":{"name":"Premium"}}',
  'Microsoft.ContainerRegistry/registries@2023-07-01',
  '',
];

export const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom<Json>(...texts, null, true, 0, 1),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...names), tie('json')), { maxLength: 5 })
      .map((entries) => {
        const object = Object.create(null) as Record<string, Json>;
        for (const [name, value] of entries) object[name] = value;
        return object;
      }),
  ),
}));

/** Raw properties of what may be a registry. */
export const jsonObject = fc
  .array(fc.tuple(fc.constantFrom(...names), json), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));

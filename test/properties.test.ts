import fc from 'fast-check';
import { evaluate } from '../shared/evaluate';
import type { Json, JsonObject } from '../shared/json';
import { acrFirewall } from '../shared/rules/Azure.ACR.Firewall';
import { readConfiguration } from '../shared/terraform/configuration';
import { Unknown } from '../shared/value';
import type { Value } from '../shared/value';
import { readerOf } from '../shared/pulumi/surfaces';
import { unknown } from './support/neutral';
import type { NeutralRegistry, Outcome, Setting } from './support/neutral';
import { oracle } from './support/oracle';
import { renderings, withUnknown } from './support/renderings';
import type { Rendering } from './support/renderings';

/** What a reader makes of raw properties, `undefined` where it finds no registry. */
function outcomeOf(
  { host, type }: Rendering,
  properties: unknown,
): Outcome | undefined {
  const document: JsonObject =
    type === 'module'
      ? { module: { web: asTerraform(properties) } }
      : { resource: { [type]: { web: asTerraform(properties) } } };
  const read =
    host === 'pulumi'
      ? () => readerOf(type)?.(asPulumi(properties)) ?? []
      : () =>
          readConfiguration(document, 'terraform').flatMap(
            ({ read: readBlock }) => readBlock(),
          );
  const findings = evaluate(
    [acrFirewall],
    { type, address: 'address', name: 'web' },
    read,
  );
  expect(findings.filter(({ fault }) => fault)).toEqual([]);
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0]?.outcome;
}

function asPulumi(properties: unknown): Value {
  return withUnknown(properties, new Unknown('a test says so')) as Value;
}

function asTerraform(properties: unknown): JsonObject {
  return withUnknown(properties, '${var.unknown}') as JsonObject;
}

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

const registry: fc.Arbitrary<NeutralRegistry> = fc.record(
  {
    sku: setting('Premium', 'Standard', 'Basic'),
    publicNetworkAccess: setting('Enabled', 'Disabled'),
    defaultAction: setting('Allow', 'Deny'),
  },
  { requiredKeys: [] },
);

test('random registries on random surfaces agree with the oracle', () => {
  fc.assert(
    fc.property(
      registry,
      fc.constantFrom(...renderings),
      (neutral, rendering) => {
        fc.pre(rendering.canExpress?.(neutral) ?? true);
        expect(outcomeOf(rendering, rendering.render(neutral))).toBe(
          oracle(neutral),
        );
      },
    ),
    { numRuns: 20_000 },
  );
});

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

const { json } = fc.letrec<{ json: Json }>((tie) => ({
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

const jsonObject = fc
  .array(fc.tuple(fc.constantFrom(...names), json), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));

test('random JSON never makes a reader throw, and never passes: it restricts nothing', () => {
  fc.assert(
    fc.property(
      jsonObject,
      fc.constantFrom(...renderings),
      (properties, rendering) => {
        expect(outcomeOf(rendering, properties)).not.toBe('pass');
        expect(({} as Record<string, unknown>)['sku']).toBeUndefined();
      },
    ),
    { numRuns: 20_000 },
  );
});

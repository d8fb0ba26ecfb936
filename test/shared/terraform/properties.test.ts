import fc from 'fast-check';
import type { Json } from '../../../shared/json/json';
import { configuration, judgeConfiguration } from '../../support/terraform';

/** Possible values of an unknown value. */
const values: readonly Json[] = [
  ...['Premium', 'Standard', 'Basic', 'Enabled', 'Disabled', 'Allow', 'Deny'],
  ...['enabled', 'disabled', 'None', 'AzureServices', '0.0.0.0/0', 'x'],
  ...[true, false, 'true', '0', 0, 7, 30, null],
  // A whole body, its properties, a rule set.
  { sku: { name: 'Premium' }, properties: { publicNetworkAccess: 'Enabled' } },
  { sku: { name: 'Premium' } },
  { publicNetworkAccess: 'Enabled', adminUserEnabled: true },
  { default_action: 'Allow' },
  [{ default_action: 'Allow' }],
];

const some = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(model, { requiredKeys: [] });

const azurerm = some({
  sku: fc.constantFrom('Premium', 'Premium', 'Standard'),
  public_network_access_enabled: fc.constantFrom(true, false, 'false'),
  network_rule_set: fc.array(
    some({
      default_action: fc.constantFrom('Allow', 'Deny'),
      ip_rule: fc.array(
        fc.record({
          action: fc.constant('Allow'),
          ip_range: fc.constantFrom('10.0.0.0/8', '0.0.0.0/1'),
        }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 1 },
  ),
  network_rule_bypass_option: fc.constantFrom('None', 'AzureServices'),
  admin_enabled: fc.boolean(),
  anonymous_pull_enabled: fc.boolean(),
  quarantine_policy_enabled: fc.boolean(),
  retention_policy_in_days: fc.constantFrom(0, 7, 30),
  trust_policy_enabled: fc.boolean(),
  export_policy_enabled: fc.boolean(),
  georeplications: fc.array(
    fc.record({ location: fc.constantFrom('westeurope', 'northeurope') }),
    { maxLength: 2 },
  ),
});

const armProperties = some({
  publicNetworkAccess: fc.constantFrom('Enabled', 'Disabled'),
  networkRuleSet: some({ defaultAction: fc.constantFrom('Allow', 'Deny') }),
  networkRuleBypassOptions: fc.constantFrom('None', 'AzureServices'),
  adminUserEnabled: fc.boolean(),
  policies: some({
    quarantinePolicy: some({ status: fc.constantFrom('enabled', 'disabled') }),
    retentionPolicy: some({
      status: fc.constantFrom('enabled', 'disabled'),
      days: fc.constantFrom(7, 30),
    }),
    exportPolicy: some({ status: fc.constantFrom('enabled', 'disabled') }),
  }),
});
const body = some({
  sku: some({ name: fc.constantFrom('Premium', 'Premium', 'Basic') }),
  properties: armProperties,
});
const registryType = 'Microsoft.ContainerRegistry/registries@2023-07-01';
const azapi = some({ body, sensitive_body: body }).map((rest) => ({
  type: registryType,
  ...rest,
}));
const azapiText = body.map((value) => ({
  type: registryType,
  body: JSON.stringify(value),
}));
const moduleCall = azurerm.map((inputs) => ({
  source: 'Azure/avm-res-containerregistry-registry/azurerm',
  ...inputs,
  ...('network_rule_set' in inputs
    ? { network_rule_set: (inputs.network_rule_set as Json[])[0] ?? null }
    : {}),
}));

type Resource = [address: string, body: Record<string, unknown>];

const declared = fc.oneof(
  azurerm.map((body): Resource => ['azurerm_container_registry.acr', body]),
  azapi.map((body): Resource => ['azapi_resource.acr', body]),
  azapiText.map((body): Resource => ['azapi_resource.acr', body]),
  moduleCall.map((body): Resource => ['module.acr', body]),
);
const change = (address: string) =>
  body.map((body): Resource => [
    'azapi_update_resource.change',
    { type: registryType, resource_id: `\${${address}.id}`, body },
  ]);
const document = fc.oneof(
  declared.map((resource) => configuration(resource)),
  declared.chain((resource) =>
    change(resource[0]).map((other) => configuration(resource, other)),
  ),
  change('var.other').map((resource) => configuration(resource)),
);

/** Attributes that identify the resource, and do not configure it. */
const identity = new Set([
  'type',
  'source',
  'resource_id',
  'module',
  'resource',
]);

/** The paths of a document's values, lists and objects among them. */
function pathsIn(json: Json, path: string[] = []): string[][] {
  if (typeof json !== 'object' || json === null) return [path];
  return [
    ...(path.length > 3 || path[0] === 'module' ? [path] : []),
    ...Object.entries(json)
      .filter(([name]) => path.length < 1 || !identity.has(name))
      .flatMap(([name, member]) => pathsIn(member, [...path, name])),
  ];
}

/** The document with another value at a path; in JSON text, in the text. */
function withValue(json: Json, path: readonly string[], other: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return other;
  const copy = structuredClone(json) as Record<string, Json>;
  copy[name] = withValue(copy[name] as Json, rest, other);
  return copy;
}

function outcomesOf(json: Json): Map<string, string> {
  return new Map(
    judgeConfiguration(json).map(({ rule, resource, outcome }) => [
      `${rule.name} ${resource.address}`,
      outcome,
    ]),
  );
}

/** Certain outcomes that turned out wrong. */
function contradictions(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...before].flatMap(([subject, said]) => {
    const outcome = after.get(subject) ?? 'nothing';
    // A rule that passes with every SKU may not apply to some.
    const holds =
      said === 'unknown' ||
      (said === 'fail'
        ? outcome === 'fail'
        : outcome !== 'fail' && outcome !== 'unknown');
    return holds ? [] : [`${subject}: ${said}, then ${outcome}`];
  });
}

test('what is said of a value that is not known holds for all that it may be', () => {
  let settled = 0;
  fc.assert(
    fc.property(document, fc.nat(), (json, pick) => {
      const paths = pathsIn(json).filter((path) => path.length > 2);
      fc.pre(paths.length > 0);
      const path = paths[pick % paths.length] ?? [];
      const before = outcomesOf(withValue(json, path, '${var.x}'));
      for (const outcome of before.values())
        if (outcome !== 'unknown') settled++;
      for (const other of values) {
        const after = outcomesOf(withValue(json, path, other));
        expect({ path, other, found: contradictions(before, after) }).toEqual({
          path,
          other,
          found: [],
        });
      }
    }),
    { numRuns: 400 },
  );
  expect(settled).toBeGreaterThan(1000);
});

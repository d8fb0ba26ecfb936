import type { RegistryReader } from '../../../shared/model/declaration';
import { readerOf } from '../../../shared/pulumi/resource-types';
import { enabledRules } from '../../support/core';
import { terraformResourceType } from '../../../shared/terraform/resource-types';
import type { Value } from '../../../shared/model/value';
import { judgeTemplate, outcomesOf, registry } from '../../support/arm';
import { findingsOf } from '../../support/findings';

const sku = { name: 'Premium' };
const disabled = { publicNetworkAccess: 'Disabled' };
const denied = { networkRuleSet: { defaultAction: 'Deny' } };

test.each<[string, Record<string, Value>, string]>([
  ['2017-03-01', denied, 'fail'],
  ['2017-10-01', denied, 'pass'],
  ['2019-05-01', denied, 'pass'],
  ['2019-05-01', disabled, 'fail'],
  ['2019-12-01-preview', disabled, 'pass'],
  ['2021-09-01', disabled, 'pass'],
  ['2031-01-01', disabled, 'pass'],
  ['latest', disabled, 'pass'],
  ["[concat('2019', '-05-01')]", disabled, 'fail'],
  ['[utcNow()]', disabled, 'pass'],
])('a template with API version %s and %j: %s', (apiVersion, body, outcome) => {
  expect(outcomesOf({ resources: [registry(body, { apiVersion })] })).toEqual([
    outcome,
  ]);
});

test('a template whose API version is a matter of its profile has every property', () => {
  const without = registry(disabled);
  delete without['apiVersion'];
  expect(
    outcomesOf({ apiProfile: '2020-09-01-hybrid', resources: [without] }),
  ).toEqual(['pass']);
});

test('the message names the versions that have the property', () => {
  const [finding] = judgeTemplate({
    resources: [registry(disabled, { apiVersion: '2019-05-01' })],
  });
  expect(finding?.message).toContain(
    'publicNetworkAccess is ignored (not in API version 2019-05-01)',
  );
});

/** The outcome of a rule for a resource. */
function outcomeOf(
  read: RegistryReader | undefined,
  properties: Value,
  rule = 'Azure.ACR.Firewall',
): string | undefined {
  const resource = { type: 'x', address: 'x', name: 'x' };
  const findings = findingsOf(
    enabledRules.filter(({ name }) => name === rule),
    resource,
    () => read?.(properties) ?? [],
  );
  return findings[0]?.outcome;
}

test.each<[string, string]>([
  ['azure-native:containerregistry/v20190501:Registry', 'fail'],
  [
    'azure-native_containerregistry_v20190501:containerregistry:Registry',
    'fail',
  ],
  ['azure-native:containerregistry/v20191201preview:Registry', 'pass'],
  ['azure-native:containerregistry/v20230701:Registry', 'pass'],
  ['azure-native:containerregistry:Registry', 'pass'],
])('Pulumi, %s: %s', (token, outcome) => {
  expect(outcomeOf(readerOf(token), { sku, ...disabled })).toBe(outcome);
});

test.each<[string, string]>([
  ['2019-05-01', 'fail'],
  ['2019-12-01-preview', 'pass'],
])("Pulumi's generic resource of %s: %s", (apiVersion, outcome) => {
  const properties = {
    resourceProviderNamespace: 'Microsoft.ContainerRegistry',
    parentResourcePath: '',
    resourceType: 'registries',
    apiVersion,
    sku,
    properties: disabled,
  };
  const read = readerOf('azure-native:resources:Resource');
  expect(outcomeOf(read, properties)).toBe(outcome);
});

test.each<[string, string]>([
  ['@2019-05-01', 'fail'],
  ['@2019-12-01-preview', 'pass'],
  ['@', 'pass'],
])(
  'azapi, Microsoft.ContainerRegistry/registries%s: %s',
  (version, outcome) => {
    const type = `Microsoft.ContainerRegistry/registries${version}`;
    const body = { sku, properties: disabled };
    const terraform = terraformResourceType('azapi_resource', 'terraform');
    expect(outcomeOf(terraform, { type, body })).toBe(outcome);
    const pulumi = readerOf('azapi:index/resource:Resource');
    expect(outcomeOf(pulumi, { type, body })).toBe(outcome);
  },
);

test.each<[string, string, Value, string, string]>([
  [
    'Azure.ACR.SoftDelete',
    '2023-07-01',
    { softDeletePolicy: { status: 'enabled', retentionDays: 7 } },
    'policies',
    'fail',
  ],
  [
    'Azure.ACR.SoftDelete',
    '2023-08-01-preview',
    { softDeletePolicy: { status: 'enabled', retentionDays: 7 } },
    'policies',
    'pass',
  ],
  [
    'Azure.ACR.ExportPolicy',
    '2019-12-01-preview',
    { exportPolicy: { status: 'disabled' } },
    'policies',
    'fail',
  ],
  [
    'Azure.ACR.AnonymousAccess',
    '2023-07-01',
    true,
    'anonymousPullEnabled',
    'fail',
  ],
])('%s in version %s, %j: %s', (rule, version, value, property, outcome) => {
  const type = `Microsoft.ContainerRegistry/registries@${version}`;
  const body = { sku, properties: { ...disabled, [property]: value } };
  const read = terraformResourceType('azapi_resource', 'terraform');
  expect(outcomeOf(read, { type, body }, rule)).toBe(outcome);
});

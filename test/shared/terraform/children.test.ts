import { acrFirewall } from '../../../shared';
import { configuration, judgeConfiguration } from '../../support/terraform';
import { ruleNamed } from '../../support/core';
import type { Rule } from '../../../shared/rules/types';

const on = (rule: Rule): Rule => ({ ...rule, level: 'advisory' });
const webhooks = on(ruleNamed('Azure.ACR.WebhookHttps'));
const type = 'Microsoft.ContainerRegistry/registries/webhooks@2023-07-01';
const http = { properties: { serviceUri: 'http://a.example.com' } };

const outcomes = (document: unknown, rules: readonly Rule[] = [webhooks]) =>
  judgeConfiguration(document, rules).map(
    ({ resource, outcome }) => `${resource.address}: ${outcome}`,
  );

test.each([
  {
    situation: 'an address of which only the start is known',
    body: { service_uri: 'https://${azurerm_container_app.a.fqdn}/hook' },
    outcome: 'pass',
  },
  {
    situation: 'a start without TLS',
    body: { service_uri: 'http://${azurerm_container_app.a.fqdn}/hook' },
    outcome: 'fail',
  },
  {
    situation: 'a scheme that is not known',
    body: { service_uri: '${var.scheme}://a.example.com' },
    outcome: 'unknown',
  },
  {
    situation: 'the start of a scheme only',
    body: { service_uri: 'http${var.s}://a.example.com' },
    outcome: 'unknown',
  },
])('$situation: $outcome', ({ body, outcome }) => {
  expect(
    outcomes(configuration(['azurerm_container_registry_webhook.a', body])),
  ).toEqual([`azurerm_container_registry_webhook.a: ${outcome}`]);
});

test('each instance of a child is evaluated', () => {
  const body = {
    for_each: { a: 'http://a.example.com', b: 'https://b.example.com' },
    service_uri: '${each.value}',
  };
  expect(
    outcomes(configuration(['azurerm_container_registry_webhook.all', body])),
  ).toEqual([
    'azurerm_container_registry_webhook.all["a"]: fail',
    'azurerm_container_registry_webhook.all["b"]: pass',
  ]);
});

test.each([
  { situation: 'that sets the address', body: http, outcome: ['fail'] },
  {
    situation: 'that sets something else',
    body: { properties: { status: 'disabled' } },
    outcome: [],
  },
])('an update of a child $situation: $outcome', ({ body, outcome }) => {
  const update = { type, resource_id: '${azapi_resource.hook.id}', body };
  expect(
    outcomes(configuration(['azapi_update_resource.set', update])),
  ).toEqual(outcome.map((each) => `azapi_update_resource.set: ${each}`));
});

test.each([
  { situation: 'with an address', body: http, outcome: ['unknown'] },
  { situation: 'without one', body: { properties: {} }, outcome: [] },
])(
  'a resource of an unknown type $situation: $outcome',
  ({ body, outcome }) => {
    const resource = { type: '${var.type}', body };
    expect(outcomes(configuration(['azapi_resource.any', resource]))).toEqual(
      outcome.map((each) => `azapi_resource.any: ${each}`),
    );
  },
);

test('an update of a registry is not taken for one of a child that it refers to', () => {
  const document = configuration(
    ['azapi_resource.hook', { type, parent_id: '${var.registry}', body: http }],
    [
      'azapi_update_resource.open',
      {
        type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
        resource_id: '${azapi_resource.hook.parent_id}',
        body: { properties: { publicNetworkAccess: 'Enabled' } },
      },
    ],
  );
  expect(outcomes(document, [acrFirewall])).toEqual([
    'azapi_update_resource.open: fail',
  ]);
});

test('rules of registries do not evaluate children', () => {
  const document = configuration(
    ['azurerm_container_registry_webhook.a', { service_uri: 'http://a' }],
    ['azapi_resource.hook', { type, body: http }],
  );
  expect(outcomes(document, [acrFirewall])).toEqual([]);
});

import { acrFirewall } from '../../../shared';
import type { Outcome } from '../../../shared';
import {
  azapi,
  configuration,
  judgeConfiguration,
  outcomesOf,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, premium, closed, open } = azapi;

describe('azapi_resource', () => {
  const judge = (body: Body) =>
    outcomesOf(configuration(['azapi_resource.acr', body])).map((line) =>
      line.replace('azapi_resource.acr: ', ''),
    );

  test.each<[situation: string, body: Body, outcomes: Outcome[]]>([
    ['Premium and open', { type: registryType, body: premium }, ['fail']],
    [
      'Premium and closed',
      { type: registryType, body: { ...premium, ...closed } },
      ['pass'],
    ],
    [
      'Basic',
      { type: registryType, body: { sku: { name: 'Basic' } } },
      ['notApplicable'],
    ],
    ['no body', { type: registryType }, ['unknown']],
    [
      'its type in another case',
      { type: registryType.toLowerCase(), body: premium },
      ['fail'],
    ],
    [
      'its body as JSON text, up to azapi 1',
      { type: registryType, body: JSON.stringify(premium) },
      ['fail'],
    ],
    [
      'JSON text with an expression in it',
      {
        type: registryType,
        body: '{"sku": {"name": "Premium"}, "properties": {"publicNetworkAccess": "${var.access}"}}',
      },
      ['unknown'],
    ],
    [
      'JSON text whose expression is elsewhere',
      {
        type: registryType,
        body: '{"sku": {"name": "Premium"}, "tags": {"owner": "${var.owner}"}}',
      },
      ['fail'],
    ],
    [
      'JSON text that Terraform computes',
      { type: registryType, body: '${jsonencode(var.body)}' },
      ['unknown'],
    ],
    [
      'JSON text that breaks off',
      { type: registryType, body: '{"sku": ' },
      ['unknown'],
    ],
    [
      'a body that is computed',
      { type: registryType, body: '${var.body}' },
      ['unknown'],
    ],
    [
      'a property whose name is computed',
      {
        type: registryType,
        body: { ...premium, properties: { '${var.a}': 'Disabled' } },
      },
      ['unknown'],
    ],
    [
      'a sensitive body that opens it',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: open,
      },
      ['fail'],
    ],
    [
      'a sensitive body in another case',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: { Properties: { PublicNetworkAccess: 'Enabled' } },
      },
      ['fail'],
    ],
    [
      'a sensitive body with a text over its properties',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: { properties: 'none' },
      },
      ['fail'],
    ],
    [
      'a sensitive body that is computed',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: '${var.secrets}',
      },
      ['unknown'],
    ],
    [
      'a sensitive body over one that is computed',
      { type: registryType, body: '${var.body}', sensitive_body: closed },
      ['unknown'],
    ],
    [
      'a sensitive body about something else',
      {
        type: registryType,
        body: { ...premium, ...closed },
        sensitive_body: { properties: { policies: '${var.policies}' } },
      },
      ['pass'],
    ],
    [
      'the version of its type computed',
      {
        type: 'Microsoft.ContainerRegistry/registries@${var.version}',
        body: premium,
      },
      ['fail'],
    ],
    [
      'the version of its type computed, the rest put together',
      {
        type: 'Microsoft.${"ContainerRegistry"}/registries@${var.version}',
        body: premium,
      },
      ['fail'],
    ],
    [
      'its type computed: it may be a registry',
      { type: '${var.type}', body: premium },
      ['unknown'],
    ],
    [
      'its type computed in part: it may be a registry',
      {
        type: 'Microsoft.${var.provider}/registries@2023-07-01',
        body: premium,
      },
      ['unknown'],
    ],
    [
      'its type computed in part: it is none',
      {
        type: 'Microsoft.Storage/storageAccounts@${var.version}',
        body: premium,
      },
      [],
    ],
    [
      'its type computed, with settings but no SKU',
      { type: '${var.type}', body: open },
      ['unknown'],
    ],
    [
      'its type computed, with nothing of a registry in it',
      { type: '${var.type}', location: 'westeurope', body: { tags: {} } },
      ['notApplicable'],
    ],
    [
      'another type',
      { type: 'Microsoft.Storage/storageAccounts@2023-01-01', body: premium },
      [],
    ],
    [
      'a child of a registry',
      {
        type: 'Microsoft.ContainerRegistry/registries/replications@2023-07-01',
        body: premium,
      },
      [],
    ],
    ['no type', { body: premium }, []],
    ['a type that is no text', { type: 7, body: premium }, []],
    ['no instance', { type: registryType, body: premium, count: 0 }, []],
    [
      'a number of instances that is computed',
      { type: registryType, body: premium, count: '${var.count}' },
      ['fail'],
    ],
  ])('%s', (_, body, outcomes) => {
    expect(judge(body)).toEqual(outcomes);
  });

  describe('a deployment of a template', () => {
    const template = {
      $schema:
        'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: 'acr',
          ...premium,
        },
      ],
    };
    const deploy = (type: string) =>
      judge({ type, body: { properties: { template, mode: 'Incremental' } } });

    test.each([
      'Microsoft.Resources/deployments@2024-03-01',
      'Microsoft.Resources/deploymentStacks@2024-03-01',
      'Microsoft.Resources/deployments@${var.version}',
    ])('by %s', (type) => {
      expect(deploy(type)).toEqual([expect.stringMatching(/: fail$/)]);
    });

    test.each([
      'Microsoft.Resources/${var.type}',
      'Microsoft.Resources/deploymentSt${var.type}',
    ])('may be by %s', (type) => {
      expect(deploy(type)).toEqual([expect.stringMatching(/: unknown$/)]);
    });

    test('may be, or a registry, by ${var.type}', () => {
      expect(deploy('${var.type}')).toEqual([
        'notApplicable',
        expect.stringMatching(/: unknown$/),
      ]);
    });

    test.each([
      'Contoso.Microsoft.Resources/deployments@2024-03-01',
      'Microsoft.Resources/deploymentScripts@2023-08-01',
      'Microsoft.Resources/deploymentScripts@${var.version}',
    ])('not by %s', (type) => {
      expect(deploy(type)).toEqual([]);
    });
  });

  test('speaks to who wrote it', () => {
    const document = configuration([
      'azapi_resource.acr',
      { type: registryType, body: premium },
    ]);
    const [terraform] = judgeConfiguration(document, [acrFirewall]);
    const [cdktf] = judgeConfiguration(document, [acrFirewall], 'cdktf');
    expect(terraform?.message).toContain(
      'Fix: set body = { properties = { publicNetworkAccess = "Disabled" } }, or body = { properties = { networkRuleSet = { defaultAction = "Deny" } } }.',
    );
    expect(cdktf?.message).toContain(
      'Fix: set body: { properties: { publicNetworkAccess: "Disabled" } }, or body: { properties: { networkRuleSet: { defaultAction: "Deny" } } }.',
    );
  });
});

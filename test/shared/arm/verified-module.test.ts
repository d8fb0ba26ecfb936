import { outcomesOf } from '../../support/arm';
import type { Json } from '../../support/arm';

/*
 * The expressions that the compiled Azure Verified Module of the registry is
 * made of (avm/res/container-registry/registry of Azure/bicep-registry-modules):
 * everything is computed from nullable parameters.
 */
const nullable = (type: string): Json => ({ type, nullable: true });
const verifiedModule: Json = {
  languageVersion: '2.0',
  definitions: {
    privateEndpointType: {
      type: 'object',
      properties: { subnetResourceId: { type: 'string' } },
    },
  },
  parameters: {
    name: { type: 'string', minLength: 5 },
    acrSku: { type: 'string', defaultValue: 'Premium' },
    publicNetworkAccess: nullable('string'),
    networkRuleSetDefaultAction: { type: 'string', defaultValue: 'Deny' },
    networkRuleSetIpRules: nullable('array'),
    privateEndpoints: {
      type: 'array',
      items: { $ref: '#/definitions/privateEndpointType' },
      nullable: true,
    },
  },
  variables: {
    access:
      "[if(not(empty(parameters('publicNetworkAccess'))), parameters('publicNetworkAccess'), if(and(not(empty(parameters('privateEndpoints'))), empty(parameters('networkRuleSetIpRules'))), 'Disabled', null()))]",
    hasRules:
      "[or(not(equals(parameters('networkRuleSetIpRules'), null())), and(equals(variables('access'), 'Enabled'), equals(parameters('networkRuleSetDefaultAction'), 'Deny')))]",
  },
  resources: {
    registry: {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2025-06-01-preview',
      name: "[parameters('name')]",
      location: '[resourceGroup().location]',
      sku: { name: "[parameters('acrSku')]" },
      properties: {
        publicNetworkAccess: "[variables('access')]",
        networkRuleSet:
          "[if(variables('hasRules'), createObject('defaultAction', parameters('networkRuleSetDefaultAction'), 'ipRules', coalesce(parameters('networkRuleSetIpRules'), createArray())), null())]",
      },
    },
  },
};

/** A caller that hands parameters on as Bicep compiles them. */
function calledWith(parameters: Record<string, Json>): Json {
  return {
    languageVersion: '2.0',
    parameters: { isPrivate: { type: 'bool' }, subnet: { type: 'string' } },
    resources: {
      acr: {
        type: 'Microsoft.Resources/deployments',
        name: "[format('{0}-acr', uniqueString(deployment().name))]",
        properties: {
          expressionEvaluationOptions: { scope: 'inner' },
          mode: 'Incremental',
          parameters: {
            name: { value: '[uniqueString(resourceGroup().id)]' },
            ...parameters,
          },
          template: verifiedModule,
        },
      },
    },
  };
}

test.each<{
  readonly situation: string;
  readonly template: Json;
  readonly parameters?: Json;
  readonly outcomes: readonly string[];
}>([
  {
    situation: 'the module by its defaults is open',
    template: verifiedModule,
    outcomes: ['fail'],
  },
  {
    situation: 'a private endpoint whose subnet is not known closes it',
    template: calledWith({
      privateEndpoints: {
        value: [
          { subnetResourceId: "[reference('network').outputs.subnet.value]" },
        ],
      },
    }),
    outcomes: ['pass'],
  },
  {
    situation:
      'a private endpoint beside an empty list of IP rules closes it too',
    template: calledWith({
      privateEndpoints: {
        value: [{ subnetResourceId: "[parameters('subnet')]" }],
      },
      networkRuleSetIpRules: { value: [] },
    }),
    outcomes: ['pass'],
  },
  {
    situation: 'IP rules of an action that allows',
    template: calledWith({
      networkRuleSetIpRules: { value: [{ value: '203.0.113.7' }] },
      networkRuleSetDefaultAction: { value: 'Allow' },
    }),
    outcomes: ['fail'],
  },
  {
    situation: 'enabled access gets the rule set that denies',
    template: calledWith({ publicNetworkAccess: { value: 'Enabled' } }),
    outcomes: ['pass'],
  },
  {
    situation: 'null handed on means nothing given',
    template: calledWith({ publicNetworkAccess: { value: '[null()]' } }),
    outcomes: ['fail'],
  },
  {
    situation: 'a parameter that is chosen by what is not known',
    template: calledWith({
      publicNetworkAccess:
        "[if(parameters('isPrivate'), createObject('value', 'Disabled'), createObject('value', null()))]",
    }),
    outcomes: ['unknown'],
  },
  {
    situation: 'the same, once it is given',
    template: calledWith({
      publicNetworkAccess:
        "[if(parameters('isPrivate'), createObject('value', 'Disabled'), createObject('value', null()))]",
    }),
    parameters: { isPrivate: { value: true } },
    outcomes: ['pass'],
  },
  {
    situation: 'another SKU',
    template: calledWith({ acrSku: { value: 'Standard' } }),
    outcomes: ['notApplicable'],
  },
])('$situation', ({ template, parameters, outcomes }) => {
  expect(outcomesOf(template, parameters)).toEqual(outcomes);
});

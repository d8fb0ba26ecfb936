import { Unknown } from '../../../shared/model/value';
import { outcomesOf, registry } from '../../support/arm';
import type { Json } from '../../support/arm';

const closed = { publicNetworkAccess: 'Disabled' };

interface Row {
  readonly situation: string;
  readonly template: Json;
  readonly outcomes: readonly string[];
}

const rows: readonly Row[] = [
  {
    situation: 'literals only',
    template: { resources: [registry(), registry(closed)] },
    outcomes: ['fail', 'pass'],
  },
  {
    situation: 'symbolic names',
    template: {
      languageVersion: '2.0',
      resources: { open: registry(), closed: registry(closed) },
    },
    outcomes: ['fail', 'pass'],
  },
  {
    situation: 'an existing registry is not deployed',
    template: {
      languageVersion: '2.0',
      resources: { acr: registry({}, { existing: true }) },
    },
    outcomes: [],
  },
  {
    situation: 'existing means nothing without symbolic names',
    template: { resources: [registry({}, { existing: true })] },
    outcomes: ['fail'],
  },
  {
    situation: 'names in another case',
    template: {
      Resources: [
        {
          TYPE: 'microsoft.containerregistry/REGISTRIES',
          Sku: { Name: 'premium' },
          Properties: { PublicNetworkAccess: 'disabled' },
        },
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a condition that is false',
    template: { resources: [registry({}, { condition: '[not(true())]' })] },
    outcomes: [],
  },
  {
    situation: 'a condition that is not known is taken to hold',
    template: {
      parameters: { deploy: { type: 'bool' } },
      resources: [registry({}, { condition: "[parameters('deploy')]" })],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a variable that a copy loop fills',
    template: {
      variables: {
        copy: [
          { name: 'all', count: 2, input: "[concat('D', copyIndex('all'))]" },
        ],
        access: "[if(equals(variables('all')[1], 'D1'), 'Disabled', 'No')]",
      },
      resources: [registry({ publicNetworkAccess: "[variables('access')]" })],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a copy loop over a registry',
    template: {
      resources: [
        registry(
          {
            publicNetworkAccess:
              "[if(equals(copyIndex(), 1), 'Disabled', 'Enabled')]",
          },
          { copy: { name: 'acr', count: 3 } },
        ),
      ],
    },
    outcomes: ['fail', 'pass', 'fail'],
  },
  {
    situation: 'a copy loop of none',
    template: {
      resources: [registry({}, { copy: { name: 'acr', count: 0 } })],
    },
    outcomes: [],
  },
  {
    situation: 'a copy loop of an unknown number',
    template: {
      parameters: { count: { type: 'int' } },
      resources: [
        registry({}, { copy: { name: 'acr', count: "[parameters('count')]" } }),
      ],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a copy loop that fills a property',
    template: {
      resources: [
        registry({
          networkRuleSet: {
            defaultAction: 'Deny',
            copy: [{ name: 'ipRules', count: 2, input: { value: '1.1.1.1' } }],
          },
        }),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'children of a registry are no registries',
    template: {
      resources: [
        registry(closed, {
          resources: [{ type: 'replications', name: 'eu', location: 'eu' }],
        }),
        { type: 'Microsoft.ContainerRegistry/registries/replications' },
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a registry inside another resource',
    template: {
      resources: [
        { type: 'Microsoft.Web/sites', name: 'site', resources: [registry()] },
      ],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a type that is computed and not known',
    template: {
      parameters: { type: { type: 'string' } },
      resources: [registry({}, { type: "[parameters('type')]" })],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a type that is written twice hides nothing',
    template: {
      resources: [registry({}, { Type: 'Microsoft.Web/sites' })],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a user-defined function',
    template: {
      functions: [
        {
          namespace: 'contoso',
          members: {
            access: {
              parameters: [{ name: 'isPrivate', type: 'bool' }],
              output: {
                type: 'string',
                value: "[if(parameters('isPrivate'), 'Disabled', 'Enabled')]",
              },
            },
          },
        },
      ],
      resources: [
        registry({ publicNetworkAccess: '[Contoso.Access(true())]' }),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a literal that begins with a bracket is no expression',
    template: { resources: [registry({ publicNetworkAccess: '[[Disabled]' })] },
    outcomes: ['fail'],
  },
  {
    situation: 'a rule set that is united over one that is not known',
    template: {
      parameters: { more: { type: 'object' } },
      resources: [
        registry({
          networkRuleSet:
            "[union(parameters('more'), createObject('defaultAction', 'Deny'))]",
        }),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'one of two rule sets, it is not known which, and both deny',
    template: {
      parameters: { with: { type: 'bool' } },
      resources: [
        registry({
          networkRuleSet:
            "[if(parameters('with'), createObject('defaultAction', 'Deny', 'ipRules', createArray()), createObject('defaultAction', 'Deny'))]",
        }),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a rule set or none, it is not known which',
    template: {
      parameters: { with: { type: 'bool' } },
      resources: [
        registry({
          networkRuleSet:
            "[if(parameters('with'), createObject('defaultAction', 'Deny'), null())]",
        }),
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'no resources, which Azure requires',
    template: { parameters: {} },
    outcomes: ['unknown'],
  },
  {
    situation: 'resources that are null',
    template: { resources: null },
    outcomes: ['unknown'],
  },
  {
    situation: 'resources that the host does not know',
    template: { resources: new Unknown('the host says so') },
    outcomes: ['unknown'],
  },
  {
    situation: 'a template that the host does not know',
    template: new Unknown('the host says so'),
    outcomes: ['unknown'],
  },
  {
    situation: 'a template as text',
    template: JSON.stringify({ resources: [registry()] }),
    outcomes: ['fail'],
  },
  {
    situation: 'a text that is no JSON',
    template: '{ "resources": [',
    outcomes: ['unknown'],
  },
];

test.each(rows)('$situation', ({ template, outcomes }) => {
  expect(outcomesOf(template)).toEqual(outcomes);
});

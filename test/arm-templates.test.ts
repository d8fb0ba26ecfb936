import { Unknown } from '../shared/value';
import { outcomesOf, registry } from './support/arm';
import type { Json } from './support/arm';

const closed = { publicNetworkAccess: 'Disabled' };
const byParameter = { publicNetworkAccess: "[parameters('access')]" };

interface Row {
  readonly situation: string;
  readonly template: Json;
  readonly parameters?: Json;
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
    situation: 'the default of a parameter',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a value given for a parameter, in another case',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    parameters: { ACCESS: { value: 'Enabled' } },
    outcomes: ['fail'],
  },
  {
    situation: 'a whole parameter file as text',
    template: {
      parameters: { access: { type: 'string' } },
      resources: [registry(byParameter)],
    },
    parameters: JSON.stringify({
      $schema: 'https://schema.management.azure.com/…',
      contentVersion: '1.0.0.0',
      parameters: { access: { value: 'Disabled' } },
    }),
    outcomes: ['pass'],
  },
  {
    situation: 'null given for a parameter means its default',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    parameters: { access: { value: null } },
    outcomes: ['pass'],
  },
  {
    situation: 'a parameter with neither value nor default',
    template: {
      parameters: { access: { type: 'string' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a nullable parameter without a value is null: not set',
    template: {
      parameters: { access: { type: 'string', nullable: true } },
      resources: [registry(byParameter)],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'nullable by the definition that its type refers to',
    template: {
      definitions: { accessType: { type: 'string', nullable: true } },
      parameters: { access: { $ref: '#/definitions/accessType' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a secret of a key vault',
    template: {
      parameters: { access: { type: 'securestring' } },
      resources: [registry(byParameter)],
    },
    parameters: {
      access: { reference: { keyVault: { id: '…' }, secretName: 's' } },
    },
    outcomes: ['unknown'],
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

test.each(rows)('$situation', ({ template, parameters, outcomes }) => {
  expect(outcomesOf(template, parameters)).toEqual(outcomes);
});

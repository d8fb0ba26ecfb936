import { Unknown } from '../shared/value';
import {
  deployment,
  innerScope,
  judgeTemplate,
  outcomesOf,
  registry,
} from './support/arm';
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
    situation: 'a nested deployment in outer scope, the default',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [
        deployment({
          parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
          resources: [registry(byParameter)],
        }),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a nested deployment in inner scope, its parameter handed on',
    template: {
      parameters: { outer: { type: 'string', defaultValue: 'Disabled' } },
      resources: [
        deployment(
          {
            parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
            resources: [registry(byParameter)],
          },
          {},
          {
            ...innerScope,
            parameters: { access: { value: "[parameters('outer')]" } },
          },
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a registry three deployments deep',
    template: {
      resources: [
        deployment({
          resources: {
            middle: deployment({
              resources: [deployment({ resources: [registry()] })],
            }),
          },
        }),
      ],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a nested deployment whose condition is false',
    template: {
      resources: [
        deployment({ resources: [registry()] }, { condition: false }),
      ],
    },
    outcomes: [],
  },
  {
    situation: 'a nested deployment in a copy loop',
    template: {
      variables: { access: ['Enabled', 'Disabled'] },
      resources: [
        deployment(
          {
            parameters: { access: { type: 'string' } },
            resources: [registry(byParameter)],
          },
          { copy: { name: 'all', count: "[length(variables('access'))]" } },
          {
            ...innerScope,
            parameters: {
              access: { value: "[variables('access')[copyIndex()]]" },
            },
          },
        ),
      ],
    },
    outcomes: ['fail', 'pass'],
  },
  {
    situation: 'a template that is the value of a variable',
    template: {
      variables: { inner: { resources: [registry()] } },
      resources: [deployment("[variables('inner')]")],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a linked template is not read',
    template: {
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          name: 'linked',
          properties: { templateLink: { uri: 'https://example.com/a.json' } },
        },
      ],
    },
    outcomes: ['unknown'],
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

test('a finding says where in the template its registry is', () => {
  const [finding] = judgeTemplate({
    resources: {
      'a/b': deployment(
        { resources: [registry()] },
        { name: 'outer', copy: { name: 'all', count: 1 } },
      ),
    },
  });
  expect(finding?.resource).toMatchObject({
    type: 'template',
    address: 'main.json#/resources/a~1b[0]/properties/template/resources/0',
    name: 'web',
    place: {
      pointer: '/resources/a~1b/properties/template/resources/0',
      deployments: ['outer'],
    },
  });
});

test('a linked template is named with the reason', () => {
  const [finding] = judgeTemplate({
    resources: [
      {
        type: 'Microsoft.Resources/deployments',
        name: 'linked',
        properties: { templateLink: { uri: 'https://example.com/a.json' } },
      },
    ],
  });
  expect(finding?.message).toBe(
    `Resource "linked" may deploy container registries that can't be judged here: its template is linked (templateLink), and links are not followed. (Azure.ACR.Firewall)
Judge the template that it deploys on its own.`,
  );
});

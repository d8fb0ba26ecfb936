import type { LaterTemplate } from '../../../shared/arm';
import { readTemplate } from '../../../shared/arm';
import type { Json } from '../../support/arm';
import {
  deployment,
  innerScope,
  outcomesOf,
  registry,
} from '../../support/arm';

/*
 * Templates in the properties of resources, which Azure deploys later or hands
 * to somebody else.
 */

const schema =
  'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

const template = (resources: Json) => ({
  $schema: schema,
  contentVersion: '1.0.0.0',
  resources,
});

const policy = (embedded: Json) => ({
  type: 'Microsoft.Authorization/policyDefinitions',
  name: 'p',
  properties: {
    policyRule: {
      if: { field: 'type', equals: 'Microsoft.ContainerRegistry/registries' },
      then: {
        effect: 'deployIfNotExists',
        details: { deployment: { properties: { template: embedded } } },
      },
    },
  },
});

/** A policy that changes a property of registries. */
const modifying = (value: Json, property = 'publicNetworkAccess') => ({
  type: 'Microsoft.Authorization/policyDefinitions',
  name: 'p',
  properties: {
    policyRule: {
      if: { field: 'type', equals: 'Microsoft.ContainerRegistry/registries' },
      then: {
        effect: "[[parameters('effect')]",
        details: {
          operations: [
            {
              operation: 'addOrReplace',
              field: `Microsoft.ContainerRegistry/registries/${property}`,
              value,
            },
          ],
        },
      },
    },
  },
});

const resource = (type: string, properties: Json) => ({
  type,
  name: 'p',
  properties,
});

const specified = 'Microsoft.Resources/templateSpecs/versions';
const hidden = "[concat('Microsoft.Container', 'Registry/registries')]";

test.each<[string, Json]>([
  ['a policy definition', policy(template([registry()]))],
  [
    'a policy definition, the template without a schema',
    policy({ resources: [registry()] }),
  ],
  [
    'a policy definition, in a deployment',
    policy(template([deployment(template([registry()]))])),
  ],
  [
    'a policy definition, of a computed type',
    policy(template([{ type: hidden, name: 'a' }])),
  ],
  [
    'a policy definition, linked',
    policy(
      template([deployment(null, {}, { templateLink: { uri: 'https://…' } })]),
    ),
  ],
  ['a policy that opens registries', modifying('Enabled')],
  [
    'a policy that adds IP rules',
    modifying([{ value: '0.0.0.0/0' }], 'networkRuleSet.ipRules'),
  ],
  [
    'a policy that sets what a parameter of it says',
    modifying("[[parameters('access')]"),
  ],
  [
    'a policy that appends to registries',
    resource('Microsoft.Authorization/policyDefinitions', {
      policyRule: {
        then: {
          effect: 'append',
          details: [
            {
              field: 'Microsoft.ContainerRegistry/registries/adminUserEnabled',
              value: true,
            },
          ],
        },
      },
    }),
  ],
  [
    'a policy that opens registries, as text',
    resource('Contoso.Later/policies', {
      content: JSON.stringify(modifying('Enabled').properties),
    }),
  ],
  [
    'a template spec',
    resource(specified, { mainTemplate: template([registry()]) }),
  ],
  [
    'a template spec, as text',
    resource(specified, {
      mainTemplate: JSON.stringify(template([registry()])),
    }),
  ],
  [
    'a managed application',
    resource('Microsoft.Solutions/applicationDefinitions', {
      mainTemplate: template([registry()]),
    }),
  ],
  [
    'an artifact of a blueprint',
    resource('Microsoft.Blueprint/blueprints/artifacts', {
      template: template([registry()]),
    }),
  ],
  [
    'a type that nobody has heard of',
    resource('Contoso.Later/things', { body: [{ deep: registry() }] }),
  ],
  [
    'a registry of a version behind its type',
    resource('Contoso.Later/things', {
      type: 'Microsoft.ContainerRegistry/registries@2023-07-01',
    }),
  ],
  [
    'a child of another resource',
    { type: 'A/b', resources: [resource('c', { body: registry() })] },
  ],
])('%s is not evaluated, and is named', (_, embedding) => {
  const later: LaterTemplate[] = [];
  const main = { resources: [embedding] };
  const found = readTemplate(main, undefined, {
    notEvaluated: (entry) => later.push(entry),
  });
  expect(found).toEqual([]);
  expect(later).toHaveLength(1);
  expect(later[0]?.name).toBe('p');
  // Who takes no such notes has an unknown.
  expect(outcomesOf(main)).toEqual(['unknown']);
});

test('what a variable or a parameter holds is looked at too', () => {
  const main = {
    variables: { policy: policy(template([registry()])).properties },
    resources: [
      resource(
        'Microsoft.Authorization/policyDefinitions',
        "[variables('policy')]",
      ),
      resource('A/b', { value: "[variables('other')]" }),
    ],
  };
  expect(outcomesOf(main)).toEqual(['unknown']);
  const inner = {
    parameters: { template: { type: 'object' } },
    resources: [
      resource(specified, { mainTemplate: "[parameters('template')]" }),
    ],
  };
  const handed = { template: { value: template([registry()]) } };
  expect(
    outcomesOf({
      resources: [deployment(inner, {}, { ...innerScope, parameters: handed })],
    }),
  ).toEqual(['unknown']);
});

test.each<[string, Json]>([
  [
    'a template without registries',
    policy(template([{ type: 'A/b', name: 'a' }])),
  ],
  [
    'a policy that only looks at registries',
    resource('Microsoft.Authorization/policyDefinitions', {
      policyRule: {
        then: {
          effect: 'auditIfNotExists',
          details: {
            type: 'Microsoft.ContainerRegistry/registries',
            name: 'a',
          },
        },
      },
    }),
  ],
  ['a policy that closes registries', modifying('Disabled')],
  [
    'a policy about registries that changes tags',
    resource('Microsoft.Authorization/policyDefinitions', {
      policyRule: {
        if: {
          field: 'Microsoft.ContainerRegistry/registries/publicNetworkAccess',
          equals: 'Enabled',
        },
        then: {
          effect: 'modify',
          details: {
            operations: [{ operation: 'add', field: "tags['open']" }],
          },
        },
      },
    }),
  ],
  [
    'the id of a registry',
    resource('A/b', {
      id: "[resourceId('Microsoft.ContainerRegistry/registries', 'a')]",
    }),
  ],
  [
    'a script for something else',
    resource('Microsoft.Resources/deploymentScripts', {
      scriptContent: 'az acr login',
    }),
  ],
  [
    'a resource that is left out',
    { ...policy(template([registry()])), condition: false },
  ],
])('%s is nothing to name', (_, other) => {
  expect(outcomesOf({ resources: [other] })).toEqual([]);
});

describe('what Azure takes from elsewhere or runs is reported', () => {
  test.each<[string, Json]>([
    [
      'an application of the marketplace',
      resource('Microsoft.Solutions/applications', { parameters: {} }),
    ],
    [
      'an application definition in a package',
      resource('Microsoft.Solutions/applicationDefinitions', {
        packageFileUri: 'https://shop.example/app.zip',
      }),
    ],
    [
      'a blueprint assignment',
      resource('Microsoft.Blueprint/blueprintAssignments', {
        blueprintId: '/blueprints/b',
      }),
    ],
    [
      'a script that makes one',
      resource('Microsoft.Resources/deploymentScripts', {
        scriptContent: 'az acr create',
      }),
    ],
    [
      'a script that is put together',
      resource('Microsoft.Compute/virtualMachines/runCommands', {
        source: { script: "[concat('az acr', ' update')]" },
      }),
    ],
    ['a resource without a type', { name: 'p', properties: {} }],
    ['a resource whose type is null', { type: null, name: 'p' }],
  ])('%s', (_, one) => {
    const found: LaterTemplate[] = [];
    const declarations = readTemplate(
      { resources: [deployment({ resources: [one] })] },
      undefined,
      { notEvaluated: (entry) => found.push(entry) },
    );
    expect(declarations).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(['p']);
  });
});

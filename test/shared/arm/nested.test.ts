import {
  deployment,
  innerScope,
  judgeTemplate,
  outcomesOf,
  registry,
} from '../../support/arm';
import type { Json } from '../../support/arm';

const byParameter = { publicNetworkAccess: "[parameters('access')]" };

/** A deployment of a module in the template's own store. */
function stored(parameters: Record<string, Json>): Json {
  return {
    type: 'Microsoft.Resources/deployments',
    name: 'stored',
    properties: {
      ...innerScope,
      parameters,
      templateLink: { contentId: 'sha256:1' },
    },
  };
}

interface Row {
  readonly situation: string;
  readonly template: Json;
  readonly outcomes: readonly string[];
}

const rows: readonly Row[] = [
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
    situation: "an index without a name is that of the resource's loop",
    template: {
      resources: [
        deployment(
          {
            parameters: { access: { type: 'object' } },
            resources: [
              registry({ publicNetworkAccess: "[parameters('access').of[1]]" }),
            ],
          },
          { copy: { name: 'all', count: 2 } },
          {
            ...innerScope,
            parameters: {
              access: {
                value: {
                  copy: [
                    {
                      name: 'of',
                      count: 2,
                      input: "[if(equals(copyIndex(), 0), 'Disabled', '')]",
                    },
                  ],
                },
              },
            },
          },
        ),
      ],
    },
    outcomes: ['pass', 'fail'],
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
          properties: {
            templateLink: { uri: 'https://example.com/a.json?sig=secret' },
          },
        },
      ],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a module that is stored once for two deployments',
    template: {
      languageVersion: '2.0',
      resources: {
        open: stored({ access: { value: 'Enabled' } }),
        closed: stored({ access: { value: 'Disabled' } }),
      },
      content: {
        'sha256:1': {
          value: {
            parameters: { access: { type: 'string' } },
            resources: { acr: registry(byParameter) },
          },
        },
      },
    },
    outcomes: ['fail', 'pass'],
  },
  {
    situation: 'a stored module that deploys itself',
    template: {
      resources: { a: stored({}) },
      content: { 'sha256:1': { value: { resources: { a: stored({}) } } } },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'inner scope in another case, named by the outer one',
    template: {
      variables: { scope: 'INNER' },
      parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
      resources: [
        deployment(
          {
            parameters: {
              access: { type: 'string', defaultValue: 'Disabled' },
            },
            resources: [registry(byParameter)],
          },
          {},
          { expressionEvaluationOptions: { Scope: "[variables('scope')]" } },
        ),
      ],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a scope that is not known',
    template: {
      parameters: { scope: { type: 'string' } },
      resources: [
        deployment(
          { resources: [registry()] },
          {},
          { expressionEvaluationOptions: { scope: "[parameters('scope')]" } },
        ),
      ],
    },
    outcomes: ['unknown'],
  },
];

test.each(rows)('$situation', ({ template, outcomes }) => {
  expect(outcomesOf(template)).toEqual(outcomes);
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

test('a message names the deployments that lead to the registry', () => {
  const inner = deployment({ resources: [registry()] }, { name: 'inner' });
  const [finding] = judgeTemplate({
    resources: [deployment({ resources: [inner] }, { name: 'outer' })],
  });
  expect(finding?.message).toContain(
    'Container registry "web" (deployed by "outer" > "inner") accepts',
  );
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
    `Resource "linked" may deploy container registries that can't be checked here: its template is linked (templateLink.uri "https://example.com/a.json"), and links are not followed.
Check the template that it deploys: acr-policy check TEMPLATE`,
  );
});

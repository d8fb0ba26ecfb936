import { guarded } from '../../../shared/arm/tree';
import { Unknown } from '../../../shared/value';
import { deployment, innerScope, judgeTemplate, registry } from '../arm';
import type { Json } from '../arm';
import type { Section } from './section';

/** Templates whose registry is not known, and why. */
const templates: readonly [when: string, template: Json, parameters?: Json][] =
  [
    [
      'a parameter that nobody gives',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
    ],
    [
      'a parameter from a key vault',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
      { access: { reference: { keyVault: {}, secretName: 's' } } },
    ],
    [
      'a parameter that is linked',
      {
        resources: [
          deployment(
            accessBy("[parameters('access')]", {
              parameters: { access: { type: 'string' } },
            }),
            {},
            {
              ...innerScope,
              parametersLink: { uri: 'https://example.com/p.json' },
            },
          ),
        ],
      },
    ],
    [
      'a variable of itself',
      accessBy("[variables('access')]", {
        variables: { access: "[variables('access')]" },
      }),
    ],
    [
      'a name that is written twice',
      { resources: [registry({}, { Type: 'Microsoft.Web/sites' })] },
    ],
    [
      'a linked template',
      {
        resources: [
          deployment(
            null,
            {},
            { templateLink: { uri: 'https://example.com/t.json' } },
          ),
        ],
      },
    ],
    ['a template that is a text', '{'],
    ['a template that is a list', []],
    [
      'parameters that are a text',
      accessBy("[parameters('access')]", {
        parameters: { access: { type: 'string' } },
      }),
      '{',
    ],
    [
      'a number that is a text',
      {
        resources: [
          registry(
            { publicNetworkAccess: "[copyIndex('loop', 'text')]" },
            { copy: { name: 'loop', count: 1 } },
          ),
        ],
      },
    ],
    [
      'a copy loop of a text',
      accessBy('', {
        resources: [
          registry(
            {},
            {
              copy: { name: 'loop', count: 'three' },
              sku: { name: "[if(equals(copyIndex(), 1), 'Premium', 'Basic')]" },
            },
          ),
        ],
      }),
    ],
    [
      'a copy loop that is too long',
      accessBy('', {
        resources: [
          registry(
            {},
            {
              copy: { name: 'loop', count: 801 },
              sku: { name: "[if(equals(copyIndex(), 1), 'Premium', 'Basic')]" },
            },
          ),
        ],
      }),
    ],
    [
      'a property whose name is a number',
      { resources: [registry({ networkRuleSet: { '[add(1, 1)]': 'Deny' } })] },
    ],
    [
      'an escaped expression in outer scope',
      {
        resources: [
          deployment({
            resources: [
              registry({ publicNetworkAccess: "[[parameters('access')]" }),
            ],
          }),
        ],
      },
    ],
    ['deployments without end', nestedDeployments(101)],
    [
      '5,000 registries',
      {
        resources: [
          registry({}, { copy: { name: 'a', count: 800 } }),
          ...Array.from({ length: 5 }, () =>
            registry({}, { copy: { name: 'a', count: 800 } }),
          ),
        ],
      },
    ],
    [
      'a function of one’s own: no output',
      accessBy('[my.access()]', functionOf({})),
    ],
    [
      'a function of one’s own: no such parameter',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: "[parameters('p')]" } }),
      ),
    ],
    [
      'a function of one’s own: a variable',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: "[variables('v')]" } }),
      ),
    ],
    [
      'a function of one’s own that calls itself',
      accessBy(
        '[my.access()]',
        functionOf({ output: { value: '[concat(my.access(), my.access())]' } }),
      ),
    ],
    [
      'an array that is doubled 60 times',
      accessBy("[join(variables('v60'), '')]", doubled(60)),
    ],
    [
      'an object of more than 100 levels',
      accessBy("[string(variables('deep'))]", {
        variables: { deep: deep(150) },
      }),
    ],
  ];

function accessBy(expression: string, around: Record<string, Json> = {}): Json {
  return {
    resources: [registry({ publicNetworkAccess: expression })],
    ...around,
  };
}

function functionOf(access: Json): Record<string, Json> {
  return { functions: [{ namespace: 'my', members: { access } }] };
}

function nestedDeployments(levels: number): Json {
  return levels === 0
    ? { resources: [registry()] }
    : { resources: [deployment(nestedDeployments(levels - 1))] };
}

function deep(levels: number): Json {
  return levels === 0 ? 'x' : { a: deep(levels - 1) };
}

function doubled(times: number): Record<string, Json> {
  const variables: Record<string, Json> = { v0: ['x'] };
  for (let index = 1; index <= times; index++) {
    variables[`v${index}`] =
      `[concat(variables('v${index - 1}'), variables('v${index - 1}'))]`;
  }
  return { variables };
}
/** Why a template, or a part of it, is not known. */
export function sectionsOfTemplates(): Section[] {
  const ofTemplates = templates.map(([when, template, parameters]) => {
    const unknown = judgeTemplate(template, parameters).flatMap(
      ({ unknowns }) => unknowns,
    )[0];
    if (unknown === undefined)
      throw new Error(`Nothing is unknown in ${when}.`);
    return { when, says: unknown.reason };
  });
  const outOfStack = guarded(() => {
    throw new RangeError('Maximum call stack size exceeded');
  });
  if (outOfStack instanceof Unknown) {
    ofTemplates.push({ when: 'a stack that is full', says: outOfStack.reason });
  }
  return [
    {
      title: 'Why a template is not known',
      about: 'It stands in brackets behind “is not known yet”.',
      messages: ofTemplates,
    },
  ];
}

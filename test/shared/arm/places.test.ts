import { readTemplate } from '../../../shared/arm';
import { Unknown } from '../../../shared/model/value';
import { deployment, innerScope, registry } from '../../support/arm';
import type { Json } from '../../support/arm';

/** The position and name of each declaration, and why it is not read. */
function declared(template: Json): readonly unknown[] {
  return readTemplate(template).map(
    ({ pointer, name, templateLocation, notAnalyzed }) => [
      pointer,
      name,
      templateLocation?.deployments.join(' > '),
      ...(notAnalyzed === undefined ? [] : [notAnalyzed.reason]),
    ],
  );
}

const host = new Unknown('the host says so');
const hidden = "[reference('a').b]";
const azureAlone = 'reference() is known to Azure alone, when it deploys';
const linked =
  'its template is linked (templateLink), and links are not followed';

const untyped =
  'it has no type, and may be a registry. Write its type, or check the template that Azure deploys';

/** A nested deployment with the given properties alone. */
function deploying(properties: Json, name: Json = 'nested'): Json {
  return { type: 'Microsoft.Resources/deployments', name, properties };
}

test.each<{
  readonly situation: string;
  readonly template: Json;
  readonly found: readonly (readonly (string | undefined)[])[];
}>([
  {
    situation: 'names and places of registries',
    template: {
      resources: { a: registry(), 'b/~': registry({}, { name: hidden }) },
    },
    found: [
      ['/resources/a', 'web', ''],
      ['/resources/b~1~0', 'b/~', ''],
    ],
  },
  {
    situation: 'a name that is not known, without a symbol',
    template: { resources: [registry({}, { name: hidden })] },
    found: [['/resources/0', undefined, '']],
  },
  {
    situation: 'turns of a loop',
    template: {
      resources: [
        registry(
          {},
          { name: "[concat('r', copyIndex(1))]", copy: { count: 2 } },
        ),
      ],
    },
    found: [
      ['/resources/0[0]', 'r1', ''],
      ['/resources/0[1]', 'r2', ''],
    ],
  },
  {
    situation: 'a loop of an unknown number has one turn',
    template: {
      resources: [
        registry(
          {},
          {
            name: "[concat('r', copyIndex('l'))]",
            copy: { name: 'L', count: hidden },
          },
        ),
      ],
    },
    found: [['/resources/0', undefined, '']],
  },
  {
    situation: 'a copy that is null is none',
    template: { resources: [registry({}, { copy: null })] },
    found: [['/resources/0', 'web', '']],
  },
  {
    situation: 'a type with a version',
    template: {
      resources: [
        { type: 'Microsoft.ContainerRegistry/registries@2023-07-01' },
        { type: 'Microsoft.ContainerRegistry/registries/webhooks' },
        { type: "[variables('type')]" },
      ],
      variables: {
        type: ' Microsoft.ContainerRegistry/registries @2023-07-01',
      },
    },
    found: [
      ['/resources/0', undefined, ''],
      ['/resources/1', undefined, ''],
      ['/resources/2', undefined, ''],
    ],
  },
  {
    situation: 'resources of a wrong type, beside one',
    template: { resources: [null, 'a', {}, { type: 1 }, registry()] },
    found: [
      ['/resources/0', undefined, '', wrong('a resource', 'null')],
      ['/resources/1', undefined, '', wrong('a resource', 'a string')],
      ['/resources/2', '/resources/2', '', untyped],
      ['/resources/3', '/resources/3', '', untyped],
      ['/resources/4', 'web', ''],
    ],
  },
  {
    situation:
      'a resource that the host does not know, before one that it does',
    template: { resources: [host, registry()] },
    found: [
      ['/resources/0', undefined, '', 'the host says so'],
      ['/resources/1', 'web', ''],
    ],
  },
  {
    situation: 'resources that a variable holds',
    template: {
      variables: { all: [registry()] },
      resources: "[variables('all')]",
    },
    found: [['/resources/0', 'web', '']],
  },
  {
    situation: 'resources that are computed and not known',
    template: { resources: hidden },
    found: [['/resources', undefined, '', azureAlone]],
  },
  {
    situation: 'resources that are computed, of a wrong type',
    template: { resources: "[toLower('a')]" },
    found: [['/resources', undefined, '', wrong('resources', 'a string')]],
  },
  {
    situation: 'resources that are written twice',
    template: { resources: [], Resources: [registry()] },
    found: [['/resources', undefined, '', '"resources" is written twice']],
  },
  {
    situation: 'children of a resource that is left out, and of a registry',
    template: {
      resources: [
        {
          type: 'Microsoft.Web/sites',
          condition: false,
          resources: [registry()],
        },
        registry({}, { resources: { a: registry({}, { name: 'inner' }) } }),
      ],
    },
    found: [
      ['/resources/0/resources/0', 'web', ''],
      ['/resources/1', 'web', ''],
      ['/resources/1/resources/a', 'inner', ''],
    ],
  },
  {
    situation: 'a deployment in a deployment, and a stack',
    template: {
      resources: [
        deployment(
          { resources: [deployment({ resources: [registry()] })] },
          { name: "[concat('out', 'er')]" },
        ),
        {
          type: 'Microsoft.Resources/deploymentStacks',
          name: 'stack',
          properties: { template: { resources: { a: registry() } } },
        },
      ],
    },
    found: [
      [
        '/resources/0/properties/template/resources/0/properties/template/resources/0',
        'web',
        'outer > nested',
      ],
      ['/resources/1/properties/template/resources/a', 'web', 'stack'],
    ],
  },
  {
    situation: 'a deployment whose name is not known goes by its place',
    template: {
      resources: [deployment({ resources: [registry()] }, { name: hidden })],
    },
    found: [
      ['/resources/0/properties/template/resources/0', 'web', '/resources/0'],
    ],
  },
  {
    situation: 'deployments of nothing',
    template: {
      resources: [
        { type: 'Microsoft.Resources/deployments', name: 'a' },
        deploying({}),
        deploying({ template: { resources: [] } }),
      ],
    },
    found: [
      [
        '/resources/1/properties/templateLink',
        'nested',
        '',
        'it has neither a template nor a templateLink',
      ],
    ],
  },
  {
    situation: 'deployments of what is not known',
    template: {
      resources: [
        deploying(hidden),
        deploying({ template: host }),
        deploying({ template: hidden }, hidden),
        deployment(
          { resources: [registry()] },
          {},
          { expressionEvaluationOptions: { scope: hidden } },
        ),
        deployment({ resources: hidden }),
      ],
    },
    found: [
      ['/resources/0', 'nested', '', azureAlone],
      ['/resources/1/properties/template', 'nested', '', 'the host says so'],
      ['/resources/2/properties/template', '/resources/2', '', azureAlone],
      ['/resources/3/properties/template', 'nested', '', azureAlone],
      [
        '/resources/4/properties/template/resources',
        undefined,
        'nested',
        azureAlone,
      ],
    ],
  },
  {
    situation: 'properties of a deployment that are computed',
    template: {
      variables: { it: { template: { resources: [registry()] } } },
      resources: [deploying("[variables('it')]")],
    },
    found: [['/resources/0/properties/template/resources/0', 'web', 'nested']],
  },
  {
    situation: 'links, and what the store of modules does not hold',
    template: {
      resources: [
        deploying({ templateLink: { uri: null } }),
        deploying({ templateLink: { contentId: 'none' } }),
        deploying({ templateLink: { contentId: 1 } }),
        deploying({ templateLink: { contentId: 'text' } }),
        deploying({ templateLink: { contentId: 'empty' } }),
        deploying({ templateLink: hidden }),
      ],
      content: { '1': { value: {} }, text: 'a', empty: {} },
    },
    found: [0, 1, 2, 3, 4, 5].map((index) => [
      `/resources/${index}/properties/templateLink`,
      'nested',
      '',
      linked,
    ]),
  },
  {
    situation: 'a module in the store',
    template: {
      resources: [
        deploying({ ...innerScope, templateLink: { contentId: 'a/b' } }),
      ],
      content: { 'a/b': { value: { resources: { acr: registry() } } } },
    },
    found: [
      ['/resources/0/properties/templateLink/resources/acr', 'web', 'nested'],
    ],
  },
])('$situation', ({ template, found }) => {
  expect(declared(template)).toEqual(found);
});

test('what a module in the store declares is pointed to there', () => {
  const [found] = readTemplate({
    resources: [deploying({ templateLink: { contentId: 'a/b' } })],
    content: { 'a/b': { value: { resources: { acr: registry() } } } },
  });
  expect(found?.templateLocation?.pointer).toBe(
    '/content/a~1b/value/resources/acr',
  );
});

test.each([
  ['a number', '5', 'the template is not a JSON object'],
  ['a text that is no JSON', '{', 'the template is not valid JSON'],
  ['a list', '[]', 'the template is not a JSON object'],
])('a template that is %s is not read', (_, template, reason) => {
  const [found] = readTemplate(template);
  expect(found).toMatchObject({ notAnalyzed: { reason } });
  expect(found?.pointer).toBeUndefined();
});

test('a template that is null declares nothing', () => {
  expect(readTemplate('null')).toEqual([]);
});

function wrong(what: string, found: string): string {
  return `"${what}" is ${found}, expected an object`;
}
